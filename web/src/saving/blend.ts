/** The strength of a style. */

import type { Picture } from '../protocol/picture';
import type { Rows } from './rows';

/**
 * Photo and painting mixed: `photo + strength * (painting - photo)`, channel by channel. Row by row, for both may be
 * so large that there is no room for a third.
 * @param strength 0 (the photo) .. 1 (the painting)
 */
export function blendedRows(photo: Picture, painting: Picture, strength: number): Rows {
  const { width, height } = photo;
  if (width !== painting.width || height !== painting.height) {
    throw new RangeError('photo and painting differ in size');
  }
  const row = new Uint8ClampedArray(width * 4);
  return {
    width,
    height,
    row: (y) => {
      const start = y * row.length;
      for (let i = 0; i < row.length; i++) {
        const from = photo.data[start + i] as number;
        row[i] = from + strength * ((painting.data[start + i] as number) - from);
      }
      return row;
    },
  };
}

/** The same as a picture. */
export function blend(photo: Picture, painting: Picture, strength: number): Picture {
  const rows = blendedRows(photo, painting, strength);
  const { width, height } = rows;
  const data = new Uint8ClampedArray(photo.data.length);
  for (let y = 0; y < height; y++) data.set(rows.row(y), y * width * 4);
  return { width, height, data };
}
