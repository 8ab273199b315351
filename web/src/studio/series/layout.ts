/** Where the paintings of a poster stand. Everything but the paintings' own size can change without painting anew. */

import type { Size } from '../../protocol/engine';

export const FEWEST_STYLES = 2;
export const MOST_STYLES = 16;

/** Of all paintings of a poster. With frame and captions it stays below 2^24 pixels, the most that phones draw. */
const PAINTED_PIXELS = 11e6;
/** Paintings that share these pixels: one more style seldom makes the others smaller, so they stay as they are. */
const BANDS = [4, 9, MOST_STYLES];
/** No painting of a poster is longer, as on the page. */
const LONGEST = 2048;
/** A poster is a little wider than high, unless the photo forbids it. */
const SHAPE = 1.2;
const COST_OF_A_HOLE = 2.5;

export interface Frame {
  /** Between paintings and around all, in percent of a painting's shorter side: 0..{@link MOST_GAP}. */
  readonly gap: number;
  readonly border: number;
  readonly captions: boolean;
}

export const MOST_GAP = 10;
export const MOST_BORDER = 10;

export interface PosterLayout extends Size {
  readonly columns: number;
  readonly rows: number;
  /** Of each painting. */
  readonly cell: Size;
  readonly border: number;
  /** Height of a title's letters, and of what is beneath a painting for its caption; 0 without captions. */
  readonly letters: number;
  readonly caption: number;
  /** Upper left corners of the paintings, in their order. */
  readonly places: readonly { readonly left: number; readonly top: number }[];
}

/** The size at which a photo of this size is painted for a poster of so many styles; never enlarged. */
export function cellSize(count: number, { width, height }: Size): Size {
  const sharing = BANDS.find((band) => count <= band) ?? MOST_STYLES;
  const factor = Math.min(1, LONGEST / Math.max(width, height), Math.sqrt(PAINTED_PIXELS / sharing / (width * height)));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** Columns and rows for so many pictures of this shape (width / height): few holes, and no ribbon. */
export function gridFor(count: number, shape: number): { readonly columns: number; readonly rows: number } {
  const grids = Array.from({ length: count }, (_, i) => ({ columns: i + 1, rows: Math.ceil(count / (i + 1)) }));
  const cost = ({ columns, rows }: (typeof grids)[number]): number =>
    Math.abs(Math.log((columns * shape) / rows / SHAPE)) + (COST_OF_A_HOLE * (columns * rows - count)) / count;
  return grids.reduce((best, one) => (cost(one) < cost(best) ? one : best), { columns: 1, rows: count });
}

/** @param cell of {@link cellSize} */
export function posterLayout(count: number, cell: Size, frame: Frame): PosterLayout {
  const { columns, rows } = gridFor(count, cell.width / cell.height);
  const short = Math.min(cell.width, cell.height);
  const gap = Math.round((short * frame.gap) / 100);
  const border = Math.round((short * frame.border) / 100);
  const letters = frame.captions ? Math.max(9, Math.round(short / 24)) : 0;
  const caption = Math.round(letters * 3.2);
  const line = cell.height + caption + gap;
  const width = columns * (cell.width + gap) - gap + 2 * border;
  const places = Array.from({ length: count }, (_, i) => {
    const row = Math.floor(i / columns);
    // The last row may hold fewer; it stands in the middle.
    const missing = row === rows - 1 ? columns * rows - count : 0;
    const indent = Math.round((missing * (cell.width + gap)) / 2);
    return { left: border + indent + (i % columns) * (cell.width + gap), top: border + row * line };
  });
  return { width, height: rows * line - gap + 2 * border, columns, rows, cell, border, letters, caption, places };
}
