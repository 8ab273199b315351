/** Writes a fresh EXIF block: what is known of the shot, the resolution if there is one, and nothing else. */

import { FIELD_NAMES, SHOT_FIELDS, type Fraction, type Shot, type ValueKind } from '../../protocol/shot';

type Bytes = Uint8Array<ArrayBuffer>;

const EXIF_DIRECTORY = 0x8769;
const EXIF_VERSION = 0x9000;
const X_RESOLUTION = 0x011a;
const Y_RESOLUTION = 0x011b;
const RESOLUTION_UNIT = 0x0128;
const INCH = 2;

/** TIFF's numbers for types, with their sizes in bytes. */
const ASCII = 2;
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const UNDEFINED = 7;

const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: Bytes;
}

/**
 * The block as a TIFF file begins, little end first. Pictures are upright by then, so it has no orientation.
 * @param density pixels per inch; null: unknown
 */
export function writeExif(shot: Shot, density: number | null): Bytes {
  const exif = [{ tag: EXIF_VERSION, type: UNDEFINED, count: 4, value: ascii('0232') }, ...entriesOf(shot, 'exif')];
  const image = [...entriesOf(shot, 'image'), ...(density === null ? [] : resolution(density))];
  // Its place follows from the length of the directory before it, which follows from the number of its entries.
  const imageBytes = lengthOf([...image, pointer(0)]);
  const parts = [
    new Uint8Array([0x49, 0x49, 42, 0, HEADER_BYTES, 0, 0, 0]),
    directory([...image, pointer(HEADER_BYTES + imageBytes)], HEADER_BYTES),
    directory(exif, HEADER_BYTES + imageBytes),
  ];
  return joined(parts);
}

function entriesOf(shot: Shot, wanted: 'image' | 'exif'): Entry[] {
  return FIELD_NAMES.flatMap((name) => {
    const { directory: where, tag, kind } = SHOT_FIELDS[name];
    const value = shot[name];
    return where === wanted && value !== undefined ? [{ tag, ...encoded(value, kind) }] : [];
  });
}

function encoded(value: string | number | Fraction, kind: ValueKind): Omit<Entry, 'tag'> {
  switch (kind) {
    case 'fraction':
      return { type: RATIONAL, count: 1, value: uint32(...(value as Fraction)) };
    case 'count':
      return { type: SHORT, count: 1, value: uint16(value as number) };
    default: {
      const text = ascii(`${value as string}\0`);
      return { type: ASCII, count: text.length, value: text };
    }
  }
}

/** In thousandths, which is finer than any printer. */
function resolution(density: number): Entry[] {
  const value = uint32(Math.round(density * 1000), 1000);
  return [
    { tag: X_RESOLUTION, type: RATIONAL, count: 1, value },
    { tag: Y_RESOLUTION, type: RATIONAL, count: 1, value },
    { tag: RESOLUTION_UNIT, type: SHORT, count: 1, value: uint16(INCH) },
  ];
}

function pointer(to: number): Entry {
  return { tag: EXIF_DIRECTORY, type: LONG, count: 1, value: uint32(to) };
}

/** A directory, in the order of tags, with the values that do not fit into it after it, at even places. */
function directory(unordered: readonly Entry[], at: number): Bytes {
  const entries = unordered.toSorted((one, other) => one.tag - other.tag);
  const bytes = new Uint8Array(lengthOf(entries));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, entries.length, true);
  let valueAt = tableLength(entries);
  for (const [i, { tag, type, count, value }] of entries.entries()) {
    const entry = 2 + i * ENTRY_BYTES;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, type, true);
    view.setUint32(entry + 4, count, true);
    if (value.length <= 4) {
      bytes.set(value, entry + 8);
      continue;
    }
    view.setUint32(entry + 8, at + valueAt, true);
    bytes.set(value, valueAt);
    valueAt += even(value.length);
  }
  return bytes;
}

/** The number of entries, the entries, and that no directory follows. */
function tableLength(entries: readonly Entry[]): number {
  return 2 + entries.length * ENTRY_BYTES + 4;
}

function lengthOf(entries: readonly Entry[]): number {
  const outside = entries.filter(({ value }) => value.length > 4).map(({ value }) => even(value.length));
  return outside.reduce((sum, length) => sum + length, tableLength(entries));
}

function even(length: number): number {
  return length + (length % 2);
}

function ascii(text: string): Bytes {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function uint16(value: number): Bytes {
  const bytes = new Uint8Array(2);
  new DataView(bytes.buffer).setUint16(0, value, true);
  return bytes;
}

function uint32(...values: readonly number[]): Bytes {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) view.setUint32(i * 4, value, true);
  return bytes;
}

function joined(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
