/**
 * Reads from an EXIF block what {@link SHOT_FIELDS} lists, and nothing else. Two directories are looked at, each of
 * them once, and every number in them is checked against the block's end: it comes from a file that may be anything.
 */

import { FIELD_NAMES, isValue, LONGEST_TEXT, SHOT_FIELDS, type Field, type Shot } from '../../protocol/shot';
import { findExif } from './find';

/** Where, in the first directory, it says where the one about the shot lies. */
const EXIF_DIRECTORY = 0x8769;
const MOST_ENTRIES = 512;
/** Of an entry in a directory: tag, type, count, and the value or where it lies. */
const ENTRY_BYTES = 12;

/** TIFF's numbers for types. */
const ASCII = 2;
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Where the value, or the place of a longer one, stands. */
  readonly at: number;
}
type Directory = ReadonlyMap<number, Entry>;

/** What a picture's file says of how it was taken; null where it says nothing. Rejects where it cannot be read. */
export async function shotIn(file: Blob): Promise<Shot | null> {
  const block = await findExif(file);
  return block && readShot(block);
}

/** @param block as a TIFF file begins */
export function readShot(block: Uint8Array): Shot | null {
  const tiff = new Tiff(block);
  const image = tiff.first();
  const pointer = image.get(EXIF_DIRECTORY);
  const exif = pointer ? tiff.directory(tiff.number(pointer) ?? 0) : new Map<number, Entry>();
  const found = FIELD_NAMES.flatMap((name) => {
    const field = SHOT_FIELDS[name];
    const entry = (field.directory === 'image' ? image : exif).get(field.tag);
    const value = entry ? tiff.value(entry, field) : null;
    return isValue(value, field.kind) ? [[name, value] as const] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : null;
}

class Tiff {
  readonly #view: DataView;
  readonly #little: boolean;

  constructor(block: Uint8Array) {
    this.#view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    this.#little = block[0] === 0x49;
  }

  first(): Directory {
    const { byteLength } = this.#view;
    if (byteLength < 8) return new Map();
    const order = this.#view.getUint16(0);
    const isTiff = (order === 0x4949 || order === 0x4d4d) && this.#view.getUint16(2, this.#little) === 42;
    return this.directory(isTiff ? this.#view.getUint32(4, this.#little) : 0);
  }

  /** The entries that lie within the block; none for a place that holds no directory. */
  directory(at: number): Directory {
    const entries = new Map<number, Entry>();
    // The first eight bytes are the header's.
    if (at < 8 || at + 2 > this.#view.byteLength) return entries;
    const count = Math.min(this.#view.getUint16(at, this.#little), MOST_ENTRIES);
    for (let i = 0; i < count; i++) {
      const entry = at + 2 + i * ENTRY_BYTES;
      if (entry + ENTRY_BYTES > this.#view.byteLength) break;
      const tag = this.#view.getUint16(entry, this.#little);
      const type = this.#view.getUint16(entry + 2, this.#little);
      // Of several with the same tag the first one counts.
      if (entries.has(tag)) continue;
      entries.set(tag, { type, count: this.#view.getUint32(entry + 4, this.#little), at: entry + 8 });
    }
    return entries;
  }

  /** What an entry holds, as far as it can be what the field is; whether it is, is checked by whoever asks. */
  value(entry: Entry, { kind }: Field): unknown {
    switch (kind) {
      case 'fraction':
        return this.#fraction(entry);
      case 'count':
        return this.number(entry);
      default:
        return this.#text(entry);
    }
  }

  /** The first of an entry's whole numbers. */
  number({ type, count, at }: Entry): number | null {
    if (count < 1) return null;
    // Two of them fit where one is looked for; more lie elsewhere, and nothing that is wanted has more.
    if (type === SHORT && count <= 2) return this.#view.getUint16(at, this.#little);
    return type === LONG && count === 1 ? this.#view.getUint32(at, this.#little) : null;
  }

  #fraction({ type, count, at }: Entry): [number, number] | null {
    const place = this.#view.getUint32(at, this.#little);
    if (type !== RATIONAL || count !== 1 || place + 8 > this.#view.byteLength) return null;
    return [this.#view.getUint32(place, this.#little), this.#view.getUint32(place + 4, this.#little)];
  }

  /** Up to its end, without what cannot be printed and the blanks around it. */
  #text({ type, count, at }: Entry): string | null {
    if (type !== ASCII || count < 1) return null;
    const place = count <= 4 ? at : this.#view.getUint32(at, this.#little);
    const length = Math.min(count, LONGEST_TEXT + 1);
    if (place + length > this.#view.byteLength) return null;
    let text = '';
    for (let i = 0; i < length; i++) {
      const code = this.#view.getUint8(place + i);
      if (code === 0) break;
      if (code >= 0x20 && code < 0x7f) text += String.fromCharCode(code);
    }
    return text.trim();
  }
}
