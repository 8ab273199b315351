/** A painting in other colours than those of its style. `export/recolour.py` computes the same. */

import type { Colours } from '../protocol/encoder';
import type { Picture } from '../protocol/picture';
import { LUMA } from '../engine/live/luma';
import { colourMap, mapColours } from './colourMatch';
import { pictureOf, rowsOf, type Rows } from './rows';

/**
 * Deviation, in bytes, below which the painting's colours count as one: those of an ink drawing would else be
 * stretched so far that every unevenness of the paper became a colour.
 */
const LEAST_DEVIATION = 4;

/**
 * The rows of a painting in the colours that are chosen; the strength comes after. Row by row, for pictures may be so large
 * that there is no room for a third.
 *
 * - `style`: as the network painted it.
 * - `photo`: its brightness with the photo's chroma, so all channels of the photo change by the same amount.
 * - `matched`: its own colours, moved to the mean and the covariance of the photo's.
 * @param photo of the same size
 */
export function recolouredRows(photo: Picture, rows: Rows, colours: Colours): Rows {
  if (colours === 'style') return rows;
  const photoRows = rowsOf(photo);
  const row = new Uint8ClampedArray(rows.width * 4);
  if (colours === 'photo') {
    return {
      ...rows,
      row: (y) => {
        takeBrightness(photoRows.row(y), rows.row(y), row);
        return row;
      },
    };
  }
  const map = colourMap(rows, photoRows, LEAST_DEVIATION);
  return {
    ...rows,
    row: (y) => {
      mapColours(rows.row(y), row, map);
      return row;
    },
  };
}

/** The same as a picture; the painting itself where its colours stay. */
export function recoloured(photo: Picture, painting: Picture, colours: Colours): Picture {
  return colours === 'style' ? painting : pictureOf(recolouredRows(photo, rowsOf(painting), colours));
}

/** The photo's pixels with the painting's brightness, all of them RGBA. */
function takeBrightness(photo: Uint8ClampedArray, painting: Uint8ClampedArray, into: Uint8ClampedArray): void {
  const [red, green, blue] = LUMA;
  for (let i = 0; i < into.length; i += 4) {
    const r = photo[i] as number;
    const g = photo[i + 1] as number;
    const b = photo[i + 2] as number;
    const lighter =
      red * ((painting[i] as number) - r) +
      green * ((painting[i + 1] as number) - g) +
      blue * ((painting[i + 2] as number) - b);
    into[i] = r + lighter;
    into[i + 1] = g + lighter;
    into[i + 2] = b + lighter;
    into[i + 3] = painting[i + 3] as number;
  }
}
