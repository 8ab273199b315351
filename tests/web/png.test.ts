import { crc32 as crcOf, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodeFile } from '../../web/src/saving/encode';
import { encodePng } from '../../web/src/saving/png';
import { greyPicture, patternPicture, rgb } from './fakes/pictures';

interface Chunk {
  type: string;
  content: Buffer;
}

async function chunksOf(file: Blob): Promise<Chunk[]> {
  const bytes = Buffer.from(await file.arrayBuffer());
  expect(Array.from(bytes.subarray(0, 8))).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks: Chunk[] = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const checked = bytes.subarray(at + 4, at + 8 + length);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crcOf(checked));
    chunks.push({ type: checked.toString('latin1', 0, 4), content: checked.subarray(4) });
    at += 12 + length;
  }
  return chunks;
}

function predicted(kind: number | undefined, a: number, b: number, c: number): number {
  if (kind === 1) return a;
  if (kind === 2) return b;
  if (kind !== 4) expect.fail(`filter ${String(kind)}`);
  const [toA, toB, toC] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  if (toA <= toB && toA <= toC) return a;
  return toB <= toC ? b : c;
}

/** Undoes the predictions, as the PNG specification has them. */
function unfiltered(bytes: Buffer, width: number, height: number): Uint8Array {
  const stride = width * 3;
  const out = new Uint8Array(stride * height);
  const at = (y: number, i: number): number => (y < 0 || i < 0 ? 0 : (out[y * stride + i] as number));
  for (let y = 0; y < height; y++) {
    const kind = bytes[y * (stride + 1)];
    for (let i = 0; i < stride; i++) {
      const [a, b, c] = [at(y, i - 3), at(y - 1, i), at(y - 1, i - 3)];
      out[y * stride + i] = (bytes[y * (stride + 1) + 1 + i] as number) + predicted(kind, a, b, c);
    }
  }
  return out;
}

async function decoded(file: Blob, width: number, height: number): Promise<Uint8Array> {
  const chunks = await chunksOf(file);
  const data = chunks.filter(({ type }) => type === 'IDAT').map(({ content }) => content);
  return unfiltered(inflateSync(Buffer.concat(data)), width, height);
}

test.each([
  [1, 1],
  [7, 5],
  [64, 48],
  // More than one band.
  [600, 700],
])('a PNG of %i × %i holds the pixels', async (width, height) => {
  const picture = patternPicture(width, height);
  const file = await encodePng(picture);
  expect(file.type).toBe('image/png');
  expect(Buffer.compare(await decoded(file, width, height), rgb(picture))).toBe(0);
});

test('a PNG holds nothing but its header and its pixels', async () => {
  const [header, ...rest] = await chunksOf(await encodePng(patternPicture(5, 3)));
  expect(header?.type).toBe('IHDR');
  expect(Array.from(header?.content ?? [])).toEqual([0, 0, 0, 5, 0, 0, 0, 3, 8, 2, 0, 0, 0]);
  expect(new Set(rest.map(({ type }) => type))).toEqual(new Set(['IDAT', 'IEND']));
  expect(rest.at(-1)).toMatchObject({ type: 'IEND' });
});

test('what hardly changes takes little', async () => {
  const { size } = await encodePng(greyPicture(500, 500, 77));
  expect(size).toBeLessThan(3000);
});

test('photo and painting are mixed on the way into the file', async () => {
  const request = { type: 'encode-file', photo: greyPicture(3, 2, 10), painting: greyPicture(3, 2, 21) } as const;
  const { file } = await encodeFile({
    ...request,
    strength: 0.3,
    colours: 'style',
    format: 'png',
    quality: 1,
    settings: null,
  });
  expect(Array.from(await decoded(file, 3, 2))).toEqual(Array.from({ length: 18 }, () => 15));
});
