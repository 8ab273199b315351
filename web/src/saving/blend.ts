/** The strength of a style: the way from a photo to its painting. `export/strength.py` computes the same. */

import type { Picture } from '../protocol/picture';
import { halfwayRows } from './halfway';
import { pictureOf, rememberedRows, rowsOf, type Rows } from './rows';

/**
 * Photo and painting mixed. A mix of the two alone keeps the photo's colours under the strokes until late, and has faint
 * strokes. So the way bends towards `halfway.ts`: `(1 - s)² photo + s (1 - s) halfway + s painting`.
 * Row by row, for both may be so large that there is no room for a third; the painting is read twice.
 * @param strength 0 (the photo) .. 1 (the painting)
 */
export function blendedRows(photo: Picture, painting: Rows, strength: number): Rows {
  const { width, height } = photo;
  if (width !== painting.width || height !== painting.height) {
    throw new RangeError('photo and painting differ in size');
  }
  const photoRows = rowsOf(photo);
  const paintingRows = rememberedRows(painting);
  const halfway = halfwayRows(photo, paintingRows);
  const row = new Uint8ClampedArray(width * 4);
  const rest = 1 - strength;
  return {
    width,
    height,
    row: (y) => {
      const photoRow = photoRows.row(y);
      const halfwayRow = halfway.row(y);
      const paintingRow = paintingRows.row(y);
      for (let i = 0; i < row.length; i++) {
        const base = rest * (photoRow[i] as number) + strength * (halfwayRow[i] as number);
        row[i] = rest * base + strength * (paintingRow[i] as number);
      }
      return row;
    },
  };
}

/** The same as a picture. */
export function blend(photo: Picture, painting: Picture, strength: number): Picture {
  return pictureOf(blendedRows(photo, rowsOf(painting), strength));
}
