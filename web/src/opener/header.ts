/**
 * Reads what kind of picture a file is, and its width and height, from its first bytes: before anything decodes it,
 * so that a small file that unfolds to a huge picture is refused unopened.
 */

import { isobmffSize } from './isobmff';

export type PictureKind = 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp' | 'avif' | 'heic';

export interface Header {
  readonly kind: PictureKind;
  /** As stored, before any EXIF rotation. Null when the size lies beyond the bytes given. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

/** A file that is no picture for us: an SVG (refused on purpose), a kind we cannot open, or something else. */
export type NoHeader = 'svg' | 'unsupported' | 'unknown';

/** Looks at the first bytes of a file; 64 KiB are enough for all kinds, except for a JPEG with large metadata. */
export function readHeader(bytes: Uint8Array): Header | NoHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) {
    return { kind: 'png', size: sized(view, 24, () => [view.getUint32(16), view.getUint32(20)]) };
  }
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return { kind: 'jpeg', size: jpegSize(view) };
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return { kind: 'webp', size: webpSize(view) };
  if (ascii(bytes, 0, 4) === 'GIF8') {
    return { kind: 'gif', size: sized(view, 10, () => [view.getUint16(6, true), view.getUint16(8, true)]) };
  }
  if (ascii(bytes, 0, 2) === 'BM' && bytes.length > 26 && view.getUint32(14, true) >= 40) {
    // A negative height means rows from the top.
    return { kind: 'bmp', size: sized(view, 26, () => [view.getInt32(18, true), Math.abs(view.getInt32(22, true))]) };
  }
  if (ascii(bytes, 4, 4) === 'ftyp') return isobmffHeader(bytes, view);
  if (startsWith(bytes, [0x49, 0x49, 0x2a, 0]) || startsWith(bytes, [0x4d, 0x4d, 0, 0x2a])) return 'unsupported';
  if (startsWith(bytes, [0xff, 0x0a]) || ascii(bytes, 4, 4) === 'JXL ') return 'unsupported';
  return looksLikeSvg(bytes) ? 'svg' : 'unknown';
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

function ascii(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

function sized(view: DataView, needed: number, read: () => [number, number]): Header['size'] {
  if (view.byteLength < needed) return null;
  const [width, height] = read();
  return width > 0 && height > 0 ? { width, height } : null;
}

/** Walks the segments of a JPEG to its frame header. */
function jpegSize(view: DataView): Header['size'] {
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      const frame = at;
      return sized(view, at + 9, () => [view.getUint16(frame + 7), view.getUint16(frame + 5)]);
    }
    const standsAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += standsAlone ? 2 : 2 + view.getUint16(at + 2);
  }
  return null;
}

function webpSize(view: DataView): Header['size'] {
  if (view.byteLength < 30) return null;
  switch (view.getUint32(12)) {
    case 0x56503820: // "VP8 ": 14 bits each
      return sized(view, 30, () => [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff]);
    case 0x5650384c: {
      // "VP8L": 14 bits each, less one, packed
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 0x56503858: // "VP8X": 24 bits each, less one
      return {
        width: (view.getUint32(24, true) & 0xffffff) + 1,
        height: (view.getUint16(27, true) | (view.getUint8(29) << 16)) + 1,
      };
    default:
      return null;
  }
}

const AVIF_BRANDS = ['avif', 'avis'];
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

function isobmffHeader(bytes: Uint8Array, view: DataView): Header | NoHeader {
  const length = Math.min(view.getUint32(0), bytes.length);
  const brands = [ascii(bytes, 8, 4)];
  for (let at = 16; at + 4 <= length; at += 4) brands.push(ascii(bytes, at, 4));
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return { kind: 'avif', size: isobmffSize(view) };
  if (brands.some((brand) => HEIC_BRANDS.includes(brand))) return { kind: 'heic', size: isobmffSize(view) };
  return 'unsupported';
}

function looksLikeSvg(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, 4096));
  return /^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/i.test(text);
}
