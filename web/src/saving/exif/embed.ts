/** Puts an EXIF block and the resolution into files that the browser has made without them. */

import { EaselError } from '../../protocol/failure';
import { chunk } from '../png';

type Bytes = Uint8Array<ArrayBuffer>;

const INCH_IN_METRES = 0.0254;
/** Of the JFIF segment: its unit for dots per inch, where that stands, and where the segment ends. */
const DOTS_PER_INCH = 1;
const JFIF_UNIT_AT = 13;
const JFIF_END = 20;
const EXIF_FLAG = 0x08;

/** @param density pixels per inch; chunks in their parts, to be written before the pixels */
export function pngDensity(density: number): Bytes[] {
  const view = new DataView(new ArrayBuffer(9));
  const perMetre = Math.max(1, Math.round(density / INCH_IN_METRES));
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  view.setUint8(8, 1); // metres
  return chunk('pHYs', new Uint8Array(view.buffer));
}

/** The block as a chunk in its parts, to be written before the pixels. */
export function pngExif(exif: Bytes): Bytes[] {
  return chunk('eXIf', exif);
}

/**
 * A JPEG with its resolution in the JFIF segment, which is made where there is none, and the block after it.
 * @param density pixels per inch; null: as it is
 * @param exif null: none
 */
export async function withJpegHead(jpeg: Blob, density: number | null, exif: Bytes | null): Promise<Blob> {
  if (density === null && exif === null) return jpeg;
  const start = new Uint8Array(await jpeg.slice(0, JFIF_END).arrayBuffer());
  if (start[0] !== 0xff || start[1] !== 0xd8) throw new EaselError('save-failed', 'no JPEG');
  const isJfif = start.length === JFIF_END && String.fromCharCode(...start.subarray(6, 11)) === 'JFIF\0';
  const head = isJfif ? start : newJfif();
  if (density !== null) {
    const view = new DataView(head.buffer);
    const dots = Math.max(1, Math.min(0xffff, Math.round(density)));
    view.setUint8(JFIF_UNIT_AT, DOTS_PER_INCH);
    view.setUint16(JFIF_UNIT_AT + 1, dots);
    view.setUint16(JFIF_UNIT_AT + 3, dots);
  }
  // It may hold a small picture after what is read here.
  const length = isJfif ? new DataView(head.buffer).getUint16(4) : 0;
  const restAt = isJfif ? 4 + length : 2;
  const rest = isJfif ? jpeg.slice(JFIF_END, restAt) : new Blob();
  return new Blob([head, rest, ...(exif ? [segment(exif)] : []), jpeg.slice(restAt)], { type: jpeg.type });
}

/** The start of a JPEG with a JFIF segment that says only that pixels are square. */
function newJfif(): Bytes {
  const letters = Array.from('JFIF\0', (letter) => letter.charCodeAt(0));
  return new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...letters, 1, 2, 0, 0, 1, 0, 1, 0, 0]);
}

function segment(exif: Bytes): Bytes {
  const prefix = Array.from('Exif\0\0', (letter) => letter.charCodeAt(0));
  const length = 2 + prefix.length + exif.length;
  const bytes = new Uint8Array(2 + length);
  bytes.set([0xff, 0xe1, length >> 8, length & 255, ...prefix]);
  bytes.set(exif, 4 + prefix.length);
  return bytes;
}

/** A WebP with the block in a chunk at its end, and the head that says so. */
export async function withWebpExif(webp: Blob, exif: Bytes): Promise<Blob> {
  const start = new Uint8Array(await webp.slice(0, 30).arrayBuffer());
  const kind = String.fromCharCode(...start.subarray(12, 16));
  if (start.length < 30) throw new EaselError('save-failed', 'no WebP');
  const head = kind === 'VP8X' ? start.slice(12) : extended(start, kind);
  head[8] = (head[8] as number) | EXIF_FLAG;
  const body = webp.slice(kind === 'VP8X' ? 30 : 12);
  const padded = exif.length + (exif.length % 2);
  const end = new Uint8Array(8 + padded);
  end.set(Array.from('EXIF', (letter) => letter.charCodeAt(0)));
  new DataView(end.buffer).setUint32(4, exif.length, true);
  end.set(exif, 8);
  const riff = start.slice(0, 12);
  new DataView(riff.buffer).setUint32(4, 4 + head.length + body.size + end.length, true);
  return new Blob([riff, head, body, end], { type: webp.type });
}

/** A VP8X chunk for a file that has only its pixels. */
function extended(start: Bytes, kind: string): Bytes {
  const { width, height, hasAlpha } = pixelsOf(start, kind);
  const head = new Uint8Array(18);
  const view = new DataView(head.buffer);
  head.set(Array.from('VP8X', (letter) => letter.charCodeAt(0)));
  view.setUint32(4, 10, true);
  view.setUint8(8, hasAlpha ? 0x10 : 0);
  // 24 bits each, less one.
  view.setUint16(12, (width - 1) & 0xffff, true);
  view.setUint8(14, (width - 1) >> 16);
  view.setUint16(15, (height - 1) & 0xffff, true);
  view.setUint8(17, (height - 1) >> 16);
  return head;
}

function pixelsOf(start: Bytes, kind: string): { width: number; height: number; hasAlpha: boolean } {
  const view = new DataView(start.buffer);
  if (kind === 'VP8 ') {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, hasAlpha: false };
  }
  if (kind !== 'VP8L') throw new EaselError('save-failed', `a WebP of ${kind}`);
  const bits = view.getUint32(21, true);
  return {
    width: (bits & 0x3fff) + 1,
    height: ((bits >>> 14) & 0x3fff) + 1,
    hasAlpha: ((bits >>> 28) & 1) === 1,
  };
}
