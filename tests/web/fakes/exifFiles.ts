/** Files that say when and with what they were taken, byte by byte. */

import type { Shot } from '../../../web/src/protocol/shot';
import { greyPicture } from './pictures';

export const shot: Shot = {
  make: 'Easel',
  model: 'Box 1',
  taken: '2024:05:14 15:32:10',
  exposure: [1, 250],
  aperture: [28, 10],
  iso: 400,
  focal: [50, 1],
  focal35: 75,
  lensMake: 'Easel',
  lens: 'Glass 50 mm',
};

/** What a camera writes, in either order of bytes: [tag, type, numbers or text] for each entry. */
export type Value = string | readonly number[];
export type Entry = readonly [tag: number, type: number, value: Value];
export const BYTES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 4, 7: 1 };

export function tiff(image: readonly Entry[], exif: readonly Entry[], little: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4096);
  const view = new DataView(bytes.buffer);
  bytes.set(little ? [0x49, 0x49] : [0x4d, 0x4d]);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  let free = 1024;

  function put(type: number, value: Value, at: number): void {
    const numbers = typeof value === 'string' ? Array.from(`${value}\0`, (letter) => letter.charCodeAt(0)) : value;
    for (const [i, number] of numbers.entries()) {
      if (BYTES[type] === 4) view.setUint32(at + i * 4, number, little);
      else if (BYTES[type] === 2) view.setUint16(at + i * 2, number, little);
      else view.setUint8(at + i, number);
    }
  }

  function directory(entries: readonly Entry[], at: number): void {
    view.setUint16(at, entries.length, little);
    for (const [i, [tag, type, value]] of entries.entries()) {
      const entry = at + 2 + i * 12;
      const length = value.length + (typeof value === 'string' ? 1 : 0);
      view.setUint16(entry, tag, little);
      view.setUint16(entry + 2, type, little);
      view.setUint32(entry + 4, type === 5 ? length / 2 : length, little);
      const size = length * (BYTES[type] ?? 1);
      if (size <= 4) put(type, value, entry + 8);
      else {
        view.setUint32(entry + 8, free, little);
        put(type, value, free);
        free += size + (size % 2);
      }
    }
  }

  directory([...image, [0x8769, 4, [512]]], 8);
  directory(exif, 512);
  return bytes.slice(0, free);
}

export const CAMERA: [Entry[], Entry[]] = [
  [
    [0x010e, 2, 'Secret description'],
    [0x010f, 2, 'Easel'],
    [0x0110, 2, 'Box 1'],
    [0x0112, 3, [6]],
    [0x013b, 2, 'Secret artist'],
    [0x8825, 4, [900]],
  ],
  [
    [0x829a, 5, [1, 250]],
    [0x829d, 5, [28, 10]],
    [0x8827, 3, [400]],
    [0x9003, 2, '2024:05:14 15:32:10'],
    [0x9011, 2, '+09:00'],
    [0x920a, 5, [50, 1]],
    [0x927c, 7, Array.from({ length: 90 }, (_, i) => i)],
    [0xa405, 3, [75]],
    [0xa430, 2, 'Secret owner'],
    [0xa431, 2, 'Secret serial'],
    [0xa433, 2, 'Easel'],
    [0xa434, 2, 'Glass 50 mm'],
    [0xa435, 2, 'Secret lens serial'],
  ],
];

export function jpeg(...segments: Uint8Array[]): Uint8Array {
  return join([0xff, 0xd8], ...segments, [0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]);
}

export function segment(marker: number, content: Iterable<number>): Uint8Array {
  const bytes = [...content];
  return new Uint8Array([0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255, ...bytes]);
}

export function app1(block: Uint8Array): Uint8Array {
  return segment(0xe1, join('Exif\0\0', block));
}

export function join(...parts: (string | Iterable<number>)[]): Uint8Array<ArrayBuffer> {
  const code = (letter: string): number => letter.charCodeAt(0);
  return new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, code) : [...part])));
}

export function riff(kind: string, content: Iterable<number>): Uint8Array {
  const bytes = [...content];
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length, true);
  return join(kind, length, bytes, bytes.length % 2 ? [0] : []);
}

export function webp(...chunks: Uint8Array[]): Uint8Array {
  return riff('RIFF', join('WEBP', ...chunks));
}

/** VP8 pixels of 300 by 200: what stands before the sizes is a frame tag and a start code. */
export const VP8 = riff('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 300 & 255, 300 >> 8, 200, 0, 7, 7, 7]);

export function file(bytes: Uint8Array, type = ''): Blob {
  return new Blob([new Uint8Array(bytes)], { type });
}

export async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

export function request(more: object) {
  const picture = greyPicture(6, 5, 90);
  return {
    type: 'encode-file',
    photo: picture,
    painting: picture,
    mask: null,
    rest: null,
    colours: 'style',
    strength: 1,
    format: 'png',
    quality: 1,
    settings: null,
    ...more,
  } as const;
}
