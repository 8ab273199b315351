/** Where the style goes, and where the rest stays. `export/masks.py` computes the same. */

import type { Mask } from '../protocol/mask';
import type { Rows } from './rows';
import { maskRows } from './scaledRows';

/**
 * `rest + mask / 255 · (styled - rest)`: exactly one of the two where the mask is full or empty. Row by row, for each
 * may be so large that there is no room for another.
 * @param rest the photo, or its painting in a second style, at the strength that is set
 * @param styled of the same size
 * @param mask of any size
 */
export function maskedRows(rest: Rows, styled: Rows, mask: Mask): Rows {
  const { width, height } = styled;
  if (rest.width !== width || rest.height !== height) throw new RangeError('the paintings differ in size');
  const shares = maskRows(mask, width, height);
  const row = new Uint8ClampedArray(width * 4);
  return {
    width,
    height,
    row: (y) => {
      const share = shares.row(y);
      const under = rest.row(y);
      const over = styled.row(y);
      for (let x = 0, i = 0; x < width; x++, i += 4) {
        const part = (share[x] as number) / 255;
        for (let channel = i; channel < i + 3; channel++) {
          const base = under[channel] as number;
          row[channel] = base + part * ((over[channel] as number) - base);
        }
        row[i + 3] = 255;
      }
      return row;
    },
  };
}
