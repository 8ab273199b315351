/** Writes animated GIFs (GIF89a): one palette for all pictures, ordered dithering, LZW. */

import type { Picture } from '../protocol/picture';
import { cellOf, paletteOf, type Palette } from './palette';

const CODE_BITS = 8;
const CLEAR = 1 << CODE_BITS;
const END = CLEAR + 1;
const MOST_CODES = 4096;

/** Bayer's matrix: a pattern that does not flicker from picture to picture, as diffused errors do. */
const BAYER = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];
/** Strength of the dithering in steps of 1/255: the distance of two cells of the palette. */
const DITHER = 8;

export interface GifPicture {
  readonly picture: Picture;
  /** How long it is shown, in hundredths of a second. */
  readonly hundredths: number;
}

/** An animation that repeats for ever. All pictures have the size of the first. */
export function encodeGif(pictures: readonly GifPicture[]): Blob {
  const [first] = pictures;
  if (!first) throw new RangeError('no pictures');
  const { width, height } = first.picture;
  const palette = paletteOf(pictures.map(({ picture }) => picture));
  const table = new Uint8Array(3 * 256);
  table.set(palette.colours);
  const parts: Uint8Array<ArrayBuffer>[] = [
    text('GIF89a'),
    // A table of 2^8 colours for all pictures.
    new Uint8Array([...uint16(width), ...uint16(height), 0xf7, 0, 0]),
    table,
    new Uint8Array([0x21, 0xff, 11]),
    text('NETSCAPE2.0'),
    new Uint8Array([3, 1, 0, 0, 0]),
  ];
  for (const { picture, hundredths } of pictures) {
    if (picture.width !== width || picture.height !== height) throw new RangeError('pictures of two sizes');
    parts.push(
      new Uint8Array([0x21, 0xf9, 4, 0, ...uint16(hundredths), 0, 0]),
      new Uint8Array([0x2c, 0, 0, 0, 0, ...uint16(width), ...uint16(height), 0, CODE_BITS]),
      blocks(compress(indices(picture, palette))),
    );
  }
  parts.push(new Uint8Array([0x3b]));
  return new Blob(parts, { type: 'image/gif' });
}

/** Each pixel as a colour of the palette. */
function indices({ width, height, data }: Picture, { nearest }: Palette): Uint8Array {
  const found = new Uint8Array(width * height);
  const clamped = (value: number): number => Math.min(255, Math.max(0, value));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const offset = (((BAYER[(y & 3) * 4 + (x & 3)] as number) + 0.5) / 16 - 0.5) * DITHER;
      const i = (y * width + x) * 4;
      const cell = cellOf(
        clamped((data[i] as number) + offset),
        clamped((data[i + 1] as number) + offset),
        clamped((data[i + 2] as number) + offset),
      );
      found[y * width + x] = nearest[cell] as number;
    }
  }
  return found;
}

/** LZW with codes of 9 to 12 bits, the lowest bit first. */
export function compress(values: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let held = 0;
  let heldBits = 0;
  let codeBits = CODE_BITS + 1;
  let next = END + 1;
  /** Code of a known sequence and the value after it, to the code of both. */
  let known = new Map<number, number>();

  function write(code: number): void {
    held |= code << heldBits;
    heldBits += codeBits;
    while (heldBits >= 8) {
      bytes.push(held & 255);
      held >>>= 8;
      heldBits -= 8;
    }
  }

  write(CLEAR);
  let sequence = -1;
  for (const value of values) {
    if (sequence < 0) {
      sequence = value;
      continue;
    }
    const key = sequence * 256 + value;
    const longer = known.get(key);
    if (longer !== undefined) {
      sequence = longer;
      continue;
    }
    write(sequence);
    if (next < MOST_CODES) {
      // The reader learns a code one step later, so the length grows when the code itself is the first of more bits.
      if (next === 1 << codeBits) codeBits++;
      known.set(key, next++);
    } else {
      write(CLEAR);
      known = new Map();
      next = END + 1;
      codeBits = CODE_BITS + 1;
    }
    sequence = value;
  }
  if (sequence >= 0) write(sequence);
  if (next === 1 << codeBits && codeBits < 12) codeBits++;
  write(END);
  if (heldBits > 0) bytes.push(held & 255);
  return new Uint8Array(bytes);
}

/** Data in blocks of at most 255 bytes, each after its length. */
function blocks(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts: number[] = [];
  for (let at = 0; at < data.length; at += 255) {
    const block = data.subarray(at, at + 255);
    parts.push(block.length, ...block);
  }
  parts.push(0);
  return new Uint8Array(parts);
}

function uint16(value: number): [number, number] {
  return [value & 255, (value >> 8) & 255];
}

function text(value: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(value);
}
