/**
 * The picture that a growing strength passes: a painting whose broad forms are still those of the photo, most of the way
 * to its own colours. `export/strength.py` computes the same.
 */

import type { Picture } from '../protocol/picture';
import { colourMap, mapColour } from './colourMatch';
import { pictureOf, rowsOf, type Rows } from './rows';

/** Parts of the long side: forms that are broader count as broad. */
const CELLS = 64;
/** How far the broad forms are from having the painting's colours. */
const PHOTO_SHARE = 0.3;

/**
 * The painting moved by the difference, in the means of cells and smoothly between these, to the photo in colours between
 * its own and the painting's. Both are read once, and the painting once more.
 */
export function halfwayRows(photo: Picture, painting: Rows): Rows {
  const { width, height } = photo;
  const side = Math.ceil(Math.max(width, height) / CELLS);
  const [from, to] = [new Cells(width, height, side), new Cells(width, height, side)];
  const map = colourMap(from.readingOf(rowsOf(photo)), to.readingOf(painting));
  const [photoMeans, paintingMeans] = [from.means(), to.means()];
  const moves = new Float64Array(photoMeans.length);
  for (let i = 0; i < moves.length; i += 3) {
    const colour = photoMeans.subarray(i, i + 3) as unknown as readonly [number, number, number];
    const mapped = mapColour(map, ...colour);
    for (const channel of [0, 1, 2] as const) {
      const wanted = PHOTO_SHARE * colour[channel] + (1 - PHOTO_SHARE) * mapped[channel];
      moves[i + channel] = wanted - (paintingMeans[i + channel] as number);
    }
  }
  return movedRows(painting, moves, side);
}

/** The same as a picture. */
export function halfwayPicture(photo: Picture, painting: Picture): Picture {
  return pictureOf(halfwayRows(photo, rowsOf(painting)));
}

/** Sums of the colours in squares. */
class Cells {
  readonly #width: number;
  readonly #height: number;
  readonly #side: number;
  readonly #sums: Float64Array;

  constructor(width: number, height: number, side: number) {
    [this.#width, this.#height, this.#side] = [width, height, side];
    this.#sums = new Float64Array(Math.ceil(width / side) * Math.ceil(height / side) * 3);
  }

  /** Rows that are summed up as they are read, which is to be done once for each. */
  readingOf(rows: Rows): Rows {
    const side = this.#side;
    const across = Math.ceil(this.#width / side) * 3;
    return {
      ...rows,
      row: (y) => {
        const row = rows.row(y);
        const start = Math.floor(y / side) * across;
        for (let cell = start, i = 0; i < row.length; cell += 3) {
          const end = Math.min(i + side * 4, row.length);
          let [red, green, blue] = [0, 0, 0];
          for (; i < end; i += 4) {
            red += row[i] as number;
            green += row[i + 1] as number;
            blue += row[i + 2] as number;
          }
          this.#sums[cell] = (this.#sums[cell] as number) + red;
          this.#sums[cell + 1] = (this.#sums[cell + 1] as number) + green;
          this.#sums[cell + 2] = (this.#sums[cell + 2] as number) + blue;
        }
        return row;
      },
    };
  }

  /** Red, green and blue, 0..255, of each. */
  means(): Float64Array {
    const side = this.#side;
    const across = Math.ceil(this.#width / side);
    return this.#sums.map((sum, i) => {
      const cell = Math.floor(i / 3);
      const [left, top] = [(cell % across) * side, Math.floor(cell / across) * side];
      return sum / (Math.min(side, this.#width - left) * Math.min(side, this.#height - top));
    });
  }
}

/** Rows to whose colours moves are added, given for the middle of each cell. */
function movedRows(rows: Rows, moves: Float64Array, side: number): Rows {
  const { width, height } = rows;
  const [across, down] = [Math.ceil(width / side), Math.ceil(height / side)];
  const columns = Array.from({ length: width }, (_, x) => between(x, side, across));
  const firsts = Int32Array.from(columns, ({ first }) => first * 3);
  const seconds = Int32Array.from(columns, ({ second }) => second * 3);
  const shares = Float64Array.from(columns, ({ share }) => share);
  const line = new Float64Array(across * 3);
  const moved = new Uint8ClampedArray(width * 4);
  return {
    width,
    height,
    row: (y) => {
      const { first, second, share } = between(y, side, down);
      for (let i = 0; i < line.length; i++) {
        const above = moves[first * line.length + i] as number;
        line[i] = above + share * ((moves[second * line.length + i] as number) - above);
      }
      moved.set(rows.row(y));
      for (let x = 0, i = 0; x < width; x++, i += 4) {
        const [from, to, nearness] = [firsts[x] as number, seconds[x] as number, shares[x] as number];
        for (let channel = 0; channel < 3; channel++) {
          const left = line[from + channel] as number;
          const move = left + nearness * ((line[to + channel] as number) - left);
          moved[i + channel] = (moved[i + channel] as number) + move;
        }
      }
      return moved;
    },
  };
}

/** The two of `count` cells between whose middles a pixel lies, and how near it is to the second. */
function between(pixel: number, side: number, count: number): { first: number; second: number; share: number } {
  const place = Math.min(Math.max((pixel + 0.5) / side - 0.5, 0), count - 1);
  const first = Math.floor(place);
  return { first, second: Math.min(first + 1, count - 1), share: place - first };
}
