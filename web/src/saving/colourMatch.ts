/** Brings the colours of one picture to those of another. `export/strength.py` computes the same. */

import type { Rows } from './rows';

/** Symmetric: xx, xy, xz, yy, yz, zz. */
type Symmetric = readonly [number, number, number, number, number, number];

/** An affine map of colours in bytes. */
export interface ColourMap {
  readonly matrix: Symmetric;
  readonly offset: readonly [number, number, number];
}

interface Colours {
  readonly mean: readonly [number, number, number];
  readonly covariance: Symmetric;
}

/** Deviation, in bytes, below which colours count as one: without colours no direction can be told from noise. */
const LEAST_DEVIATION = 1;
/** Halves the distance of even 10^6 and 10^-6 until nothing is left of it. */
const ROUNDS = 60;

/**
 * The linear map that gives the photo the mean and the covariance of the painting's colours, and moves them least
 * (Pitié and Kokaram, "The linear Monge-Kantorovitch linear colour mapping for example-based colour transfer", 2007).
 * @param least deviation, in bytes, below which colours count as one
 */
export function colourMap(photo: Rows, painting: Rows, least = LEAST_DEVIATION): ColourMap {
  const from = coloursOf(photo, least);
  const to = coloursOf(painting, least);
  const matrix = geometricMean(inverse(from.covariance), to.covariance);
  const moved = apply(matrix, ...from.mean);
  return { matrix, offset: [to.mean[0] - moved[0], to.mean[1] - moved[1], to.mean[2] - moved[2]] };
}

/** One colour, in bytes; not held within their range. */
export function mapColour({ matrix, offset }: ColourMap, x: number, y: number, z: number): [number, number, number] {
  const moved = apply(matrix, x, y, z);
  return [moved[0] + offset[0], moved[1] + offset[1], moved[2] + offset[2]];
}

/** @param into as long, RGBA as well; alpha stays */
export function mapColours(from: Uint8ClampedArray, into: Uint8ClampedArray, { matrix, offset }: ColourMap): void {
  const [xx, xy, xz, yy, yz, zz] = matrix;
  const [red, green, blue] = offset;
  for (let i = 0; i < from.length; i += 4) {
    const x = from[i] as number;
    const y = from[i + 1] as number;
    const z = from[i + 2] as number;
    into[i] = xx * x + xy * y + xz * z + red;
    into[i + 1] = xy * x + yy * y + yz * z + green;
    into[i + 2] = xz * x + yz * y + zz * z + blue;
    into[i + 3] = from[i + 3] as number;
  }
}

function coloursOf(rows: Rows, leastDeviation: number): Colours {
  let [r, g, b, rr, rg, rb, gg, gb, bb] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let top = 0; top < rows.height; top++) {
    const row = rows.row(top);
    for (let i = 0; i < row.length; i += 4) {
      const x = row[i] as number;
      const y = row[i + 1] as number;
      const z = row[i + 2] as number;
      r += x;
      g += y;
      b += z;
      rr += x * x;
      rg += x * y;
      rb += x * z;
      gg += y * y;
      gb += y * z;
      bb += z * z;
    }
  }
  const count = rows.width * rows.height;
  [r, g, b] = [r / count, g / count, b / count];
  const least = leastDeviation ** 2;
  return {
    mean: [r, g, b],
    covariance: [
      rr / count - r * r + least,
      rg / count - r * g,
      rb / count - r * b,
      gg / count - g * g + least,
      gb / count - g * b,
      bb / count - b * b + least,
    ],
  };
}

/** Of two positive matrices, between their arithmetic and their harmonic mean. */
function geometricMean(one: Symmetric, other: Symmetric): Symmetric {
  for (let i = 0; i < ROUNDS; i++) {
    const harmonic = inverse(half(inverse(one), inverse(other)));
    [one, other] = [half(one, other), harmonic];
  }
  return one;
}

function half(one: Symmetric, other: Symmetric): Symmetric {
  return one.map((value, i) => (value + (other[i] as number)) / 2) as unknown as Symmetric;
}

function inverse([xx, xy, xz, yy, yz, zz]: Symmetric): Symmetric {
  const [a, b, c] = [yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy];
  const one = 1 / (xx * a + xy * b + xz * c);
  return [a * one, b * one, c * one, (xx * zz - xz * xz) * one, (xy * xz - xx * yz) * one, (xx * yy - xy * xy) * one];
}

function apply([xx, xy, xz, yy, yz, zz]: Symmetric, x: number, y: number, z: number): [number, number, number] {
  return [xx * x + xy * y + xz * z, xy * x + yy * y + yz * z, xz * x + yz * y + zz * z];
}
