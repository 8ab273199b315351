/**
 * Rows at another size, made as they are asked for: a picture that is enlarged to tens of megapixels never stands in
 * memory. Gives the bytes of Pillow's `resize`, as `opener/resample.ts` does.
 */

import { filterOf, HALF, PRECISION, type KernelName } from '../opener/filter';
import type { Mask } from '../protocol/mask';
import type { Picture } from '../protocol/picture';
import { pictureOf, rowsOf, type Rows } from './rows';

/** A picture at another size; bicubic, for what is enlarged are strokes. The rows themselves where they have that. */
export function scaledRows(rows: Rows, width: number, height: number): Rows {
  if (rows.width === width && rows.height === height) return rows;
  return scaledChannels(rows, 4, width, height, 'bicubic');
}

/** The same as a picture. */
export function scaledPicture(picture: Picture, width: number, height: number): Picture {
  return picture.width === width && picture.height === height
    ? picture
    : pictureOf(scaledRows(rowsOf(picture), width, height));
}

/** A mask at the size of a picture, smoothly; one byte a pixel. */
export function maskRows(mask: Mask, width: number, height: number): Rows {
  const { data } = mask;
  const rows = { ...mask, row: (y: number) => data.subarray(y * mask.width, (y + 1) * mask.width) };
  return scaledChannels(rows, 1, width, height, 'bilinear');
}

/** Any number of channels; rows that follow each other cost least. */
function scaledChannels(rows: Rows, channels: number, width: number, height: number, kernel: KernelName): Rows {
  const across = filterOf(kernel, rows.width, width);
  const down = filterOf(kernel, rows.height, height);
  const length = width * channels;
  /** The last rows, scaled in width, each at its number modulo theirs. */
  const kept = Array.from({ length: down.taps }, () => ({ y: -1, row: new Uint8ClampedArray(length) }));
  const row = new Uint8ClampedArray(length);
  const sums = new Int32Array(length);

  function narrowed(y: number): Uint8ClampedArray {
    const place = kept[y % down.taps] as { y: number; row: Uint8ClampedArray };
    if (place.y === y) return place.row;
    place.y = y;
    const from = rows.row(y);
    const { first, count, weights, taps } = across;
    for (let x = 0, to = 0; x < width; x++) {
      const start = (first[x] as number) * channels;
      const tapsHere = count[x] as number;
      for (let channel = 0; channel < channels; channel++) {
        let sum = HALF;
        for (let tap = 0, at = start + channel; tap < tapsHere; tap++, at += channels) {
          sum += (from[at] as number) * (weights[x * taps + tap] as number);
        }
        place.row[to++] = sum >> PRECISION;
      }
    }
    return place.row;
  }

  return {
    width,
    height,
    row: (y) => {
      const start = down.first[y] as number;
      sums.fill(HALF);
      for (let tap = 0; tap < (down.count[y] as number); tap++) {
        const from = narrowed(start + tap);
        const weight = down.weights[y * down.taps + tap] as number;
        for (let i = 0; i < length; i++) sums[i] = (sums[i] as number) + (from[i] as number) * weight;
      }
      for (let i = 0; i < length; i++) row[i] = (sums[i] as number) >> PRECISION;
      return row;
    },
  };
}
