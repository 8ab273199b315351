/**
 * A picture as a PNG file, written as its rows come: canvases refuse pictures as large as those of today's cameras
 * in some browsers, and would hold them twice in all. It holds pixels, and nothing of the photo's metadata.
 */

import type { Picture } from '../protocol/picture';
import { rowsOf, type Rows } from './rows';

type Bytes = Uint8Array<ArrayBuffer>;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Bytes of rows that are compressed at a time. */
const BAND_BYTES = 2 ** 20;
/** The PNG specification's numbers for the ways to predict a byte. */
const SUB = 1;
const UP = 2;
const PAETH = 4;

/** The picture as a PNG. */
export function encodePng(picture: Picture): Promise<Blob> {
  return encodePngRows(rowsOf(picture));
}

/**
 * The rows, without their alpha, as a PNG.
 * @param more chunks to be written before the pixels, in their parts
 */
export async function encodePngRows(rows: Rows, more: readonly Bytes[] = []): Promise<Blob> {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, rows.width);
  header.setUint32(4, rows.height);
  header.setUint8(8, 8);
  header.setUint8(9, 2); // RGB
  const parts: Bytes[] = [Uint8Array.from(SIGNATURE), ...chunk('IHDR', new Uint8Array(header.buffer)), ...more];
  const packed = filtered(rows).pipeThrough(new CompressionStream('deflate')).getReader();
  for (;;) {
    const { done, value } = await packed.read();
    if (done) break;
    parts.push(...chunk('IDAT', value));
  }
  parts.push(...chunk('IEND', new Uint8Array(0)));
  return new Blob(parts, { type: 'image/png' });
}

/** The rows as differences from what lies left of and above each byte, in bands. */
function filtered(rows: Rows): ReadableStream<Bytes> {
  const stride = rows.width * 3;
  const bandRows = Math.max(1, Math.floor(BAND_BYTES / (stride + 1)));
  const filter = new RowFilter(rows.width);
  let y = 0;
  return new ReadableStream({
    pull(controller) {
      const count = Math.min(bandRows, rows.height - y);
      const band = new Uint8Array(count * (stride + 1));
      for (let i = 0; i < count; i++) filter.write(rows.row(y++), band.subarray(i * (stride + 1)));
      if (count > 0) controller.enqueue(band);
      if (y === rows.height) controller.close();
    },
  });
}

/** Chooses for each row the prediction that leaves the least, as the PNG specification advises. */
class RowFilter {
  readonly #stride: number;
  /** RGB of this row and of the one above, after three zeros that stand left of it. */
  #row: Uint8Array;
  #above: Uint8Array;
  readonly #sub: Uint8Array;
  readonly #up: Uint8Array;
  readonly #paeth: Uint8Array;

  constructor(width: number) {
    this.#stride = width * 3;
    this.#row = new Uint8Array(this.#stride + 3);
    this.#above = new Uint8Array(this.#stride + 3);
    this.#sub = new Uint8Array(this.#stride);
    this.#up = new Uint8Array(this.#stride);
    this.#paeth = new Uint8Array(this.#stride);
  }

  /**
   * @param rgba the next row
   * @param into takes the number of the prediction and the differences
   */
  write(rgba: Uint8ClampedArray, into: Uint8Array): void {
    [this.#row, this.#above] = [this.#above, this.#row];
    for (let from = 0, to = 3; from < rgba.length; from += 4) {
      this.#row[to++] = rgba[from] as number;
      this.#row[to++] = rgba[from + 1] as number;
      this.#row[to++] = rgba[from + 2] as number;
    }
    const [kind, differences] = this.#least();
    into[0] = kind;
    into.set(differences, 1);
  }

  #least(): [number, Uint8Array] {
    const row = this.#row;
    const above = this.#above;
    let sub = 0;
    let up = 0;
    let paeth = 0;
    for (let i = 0; i < this.#stride; i++) {
      const byte = row[i + 3] as number;
      const a = row[i] as number;
      const b = above[i + 3] as number;
      const c = above[i] as number;
      sub += size((this.#sub[i] = byte - a));
      up += size((this.#up[i] = byte - b));
      // Of left, above and left above the one that is nearest to a plane through them.
      const toA = Math.abs(b - c);
      const toB = Math.abs(a - c);
      const toC = Math.abs(a + b - 2 * c);
      const nearest = toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
      paeth += size((this.#paeth[i] = byte - nearest));
    }
    if (paeth <= sub && paeth <= up) return [PAETH, this.#paeth];
    return sub <= up ? [SUB, this.#sub] : [UP, this.#up];
  }
}

/** A difference counts by its distance from 0, modulo 256. */
function size(difference: number): number {
  const byte = difference & 255;
  return byte < 128 ? byte : 256 - byte;
}

/** A chunk in its parts: length, type and content, checksum. */
export function chunk(type: string, content: Bytes): Bytes[] {
  const name = new TextEncoder().encode(type);
  return [uint32(content.length), name, content, uint32(~updated(updated(~0, name), content))];
}

function uint32(value: number): Bytes {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return new Uint8Array(view.buffer);
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

/** The checksum register after these bytes. */
function updated(crc: number, bytes: Uint8Array): number {
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 255] as number) ^ (crc >>> 8);
  return crc;
}
