/** Where the EXIF block lies in a JPEG, PNG or WebP. Nothing is taken on trust: the file may be anything. */

import { FileWindow } from './fileWindow';

/** JPEG allows no more than 64 KiB; nobody needs more. */
const MOST_BYTES = 2 ** 18;
/** In JPEG before the block, and by mistake in some WebP. */
const PREFIX = 'Exif\0\0';

/** The block, which begins as a TIFF file does; null where there is none. Rejects where the file cannot be read. */
export async function findExif(file: Blob): Promise<Uint8Array | null> {
  const window = new FileWindow(file);
  const start = await window.read(0, 12);
  if (!start) return null;
  if (letters(start, 1, 3) === 'PNG') return inPng(window);
  if (letters(start, 0, 4) === 'RIFF' && letters(start, 8, 4) === 'WEBP') return inWebp(window);
  return start[0] === 0xff && start[1] === 0xd8 ? inJpeg(window) : null;
}

/** Walks the segments up to the pixels. */
async function inJpeg(window: FileWindow): Promise<Uint8Array | null> {
  for (let at = 2; ;) {
    const head = await window.read(at, 4);
    if (head?.[0] !== 0xff) return null;
    const marker = head[1] as number;
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    const length = view(head).getUint16(2);
    // The pixels, or the end of the picture.
    if (marker === 0xda || marker === 0xd9 || length < 2) return null;
    if (marker === 0xe1 && length >= 2 + PREFIX.length) {
      const block = await window.read(at + 4, length - 2);
      if (!block) return null;
      if (letters(block, 0, PREFIX.length) === PREFIX) return block.slice(PREFIX.length);
    }
    at += 2 + length;
  }
}

/** Walks the chunks, also behind the pixels. */
async function inPng(window: FileWindow): Promise<Uint8Array | null> {
  for (let at = 8; ;) {
    const head = await window.read(at, 8);
    if (!head) return null;
    const length = view(head).getUint32(0);
    const type = letters(head, 4, 4);
    if (type === 'IEND') return null;
    if (type === 'eXIf') return whole(window, at + 8, length);
    at += 12 + length;
  }
}

async function inWebp(window: FileWindow): Promise<Uint8Array | null> {
  for (let at = 12; ;) {
    const head = await window.read(at, 8);
    if (!head) return null;
    const length = view(head).getUint32(4, true);
    if (letters(head, 0, 4) === 'EXIF') {
      const block = await whole(window, at + 8, length);
      return block && letters(block, 0, PREFIX.length) === PREFIX ? block.slice(PREFIX.length) : block;
    }
    at += 8 + length + (length % 2);
  }
}

async function whole(window: FileWindow, at: number, length: number): Promise<Uint8Array | null> {
  if (length > MOST_BYTES) return null;
  return (await window.read(at, length))?.slice() ?? null;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function letters(bytes: Uint8Array, at: number, count: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + count));
}
