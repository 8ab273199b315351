/** Pictures that are read row by row. */

import type { Box } from '../protocol/box';
import type { Picture } from '../protocol/picture';

export interface Rows {
  readonly width: number;
  readonly height: number;
  /** RGBA bytes of a row; valid until the next one is asked for. */
  row(y: number): Uint8ClampedArray;
}

/** All rows at once. */
export function pictureOf(rows: Rows): Picture {
  const { width, height } = rows;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) data.set(rows.row(y), y * width * 4);
  return { width, height, data };
}

export function rowsOf({ width, height, data }: Picture): Rows {
  return { width, height, row: (y) => data.subarray(y * width * 4, (y + 1) * width * 4) };
}

/** The same, each computed once where it is asked for again at once. */
export function rememberedRows(rows: Rows): Rows {
  let last: { readonly y: number; readonly row: Uint8ClampedArray } | null = null;
  return {
    ...rows,
    row: (y) => {
      if (last?.y !== y) last = { y, row: rows.row(y) };
      return last.row;
    },
  };
}

/** A part of them; the rows outside of it are not asked for. */
export function croppedRows(rows: Rows, { left, top, width, height }: Box): Rows {
  return { width, height, row: (y) => rows.row(top + y).subarray(left * 4, (left + width) * 4) };
}
