/** Text inside PNG files, under a keyword: iTXt chunks as the PNG specification has them, uncompressed UTF-8. */

import { joined } from '../studio/download';
import { chunk } from './png';

type Bytes = Uint8Array<ArrayBuffer>;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Length, type and checksum of a chunk. */
const CHUNK_FRAME = 12;
/** The signature and the IHDR chunk, which must come first. */
const HEADER_END = SIGNATURE.length + CHUNK_FRAME + 13;

/**
 * A text as a chunk in its parts, to be written after the header.
 * @param keyword 1 to 79 letters of Latin 1
 */
export function textChunk(keyword: string, text: string): Bytes[] {
  // After the keyword: not compressed, by method 0, no language, no translated keyword.
  return chunk('iTXt', joinedParts([ascii(keyword), new Uint8Array(5), new TextEncoder().encode(text)]));
}

/** The file with a text added after its header. */
export function withPngText(png: Bytes, keyword: string, text: string): Bytes {
  if (!isPng(png)) throw new TypeError('no PNG');
  return joinedParts([png.slice(0, HEADER_END), ...textChunk(keyword, text), png.slice(HEADER_END)]);
}

/** The text under a keyword, or null where there is none, or one that is compressed, or no PNG. */
export function pngText(png: Bytes, keyword: string): string | null {
  if (!isPng(png)) return null;
  for (const { type, content } of chunks(png)) {
    if (type !== 'iTXt' && type !== 'tEXt') continue;
    const nameEnd = content.indexOf(0);
    if (latin1(content.subarray(0, nameEnd)) !== keyword) continue;
    if (type === 'tEXt') return latin1(content.subarray(nameEnd + 1));
    const isCompressed = content[nameEnd + 1] === 1;
    const languageEnd = content.indexOf(0, nameEnd + 3);
    const translationEnd = content.indexOf(0, languageEnd + 1);
    if (isCompressed || languageEnd < 0 || translationEnd < 0) return null;
    return new TextDecoder().decode(content.subarray(translationEnd + 1));
  }
  return null;
}

function isPng(bytes: Bytes): boolean {
  return bytes.length >= HEADER_END && SIGNATURE.every((byte, i) => bytes[i] === byte);
}

function* chunks(png: Bytes): Generator<{ type: string; content: Bytes }> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = SIGNATURE.length; at + CHUNK_FRAME <= png.length;) {
    const length = view.getUint32(at);
    if (at + CHUNK_FRAME + length > png.length) return;
    yield { type: latin1(png.subarray(at + 4, at + 8)), content: png.subarray(at + 8, at + 8 + length) };
    at += CHUNK_FRAME + length;
  }
}

function ascii(text: string): Bytes {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function latin1(bytes: Bytes): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function joinedParts(parts: readonly Bytes[]): Bytes {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return joined(parts, length);
}
