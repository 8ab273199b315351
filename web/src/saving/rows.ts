/** A picture that is read row by row. */

import type { Picture } from '../protocol/picture';

export interface Rows {
  readonly width: number;
  readonly height: number;
  /** RGBA bytes of a row; valid until the next one is asked for. */
  row(y: number): Uint8ClampedArray;
}

export function rowsOf({ width, height, data }: Picture): Rows {
  return { width, height, row: (y) => data.subarray(y * width * 4, (y + 1) * width * 4) };
}
