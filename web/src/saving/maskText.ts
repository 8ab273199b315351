/** A mask as a text inside a PNG file: its sides, and its bytes compressed, exactly as they are. */

import { isRecord, isSide, isString } from '../protocol/guards';
import type { Mask } from '../protocol/mask';
import { parseJson } from '../studio/settings';
import { joined } from '../studio/download';
import { MASK_LONG_SIDE } from '../studio/masks/brush';
import { fromBase64, toBase64 } from '../studio/styles/base64';

type Bytes = Uint8Array<ArrayBuffer>;

/** Name of the text inside a file. */
export const MASK_KEYWORD = 'easel-mask';

/** The same mask gives the same text. */
export async function writeMask({ width, height, data }: Mask): Promise<string> {
  // Differences from the row above: brushes and gradients have long runs of the same ones.
  const differences = Uint8Array.from(data, (value, i) => value - (data[i - width] ?? 0));
  const packed = await through(differences, new CompressionStream('deflate'), Infinity);
  return JSON.stringify({ width, height, data: toBase64(packed) });
}

/** The mask in a text that {@link writeMask} made; null where there is none that could be ours. */
export async function readMask(text: string): Promise<Mask | null> {
  const value = parseJson(text);
  if (!isRecord(value)) return null;
  const { width, height, data } = value;
  if (!isSide(width) || !isSide(height) || Math.max(width, height) > MASK_LONG_SIDE || !isString(data)) return null;
  const packed = fromBase64(data);
  if (!packed) return null;
  try {
    const bytes = await through(packed, new DecompressionStream('deflate'), width * height);
    if (bytes.length !== width * height) return null;
    for (let i = width; i < bytes.length; i++) bytes[i] = (bytes[i] as number) + (bytes[i - width] as number);
    return { width, height, data: new Uint8ClampedArray(bytes.buffer, bytes.byteOffset, bytes.length) };
  } catch {
    return null;
  }
}

/** @throws RangeError where more than `most` bytes come out: few bytes may unpack to any number */
async function through(bytes: Bytes, stream: GenericTransformStream, most: number): Promise<Bytes> {
  const reader = (new Blob([bytes]).stream().pipeThrough(stream) as ReadableStream<Bytes>).getReader();
  const parts: Bytes[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(parts, length);
    parts.push(value);
    length += value.length;
    if (length <= most) continue;
    void reader.cancel();
    throw new RangeError('more than a mask');
  }
}
