/**
 * From picture to network input and back. The transformer takes sides that are multiples of {@link MULTIPLE}: a
 * picture of another size is extended on the right and at the bottom, and its painting cropped again. The Python
 * tool does exactly the same (`numpy.pad`, modes `reflect` and `edge`).
 */

import type { Picture } from '../protocol/picture';
import { grainOf } from './grain';

export const MULTIPLE = 8;

/** The next multiple of {@link MULTIPLE}. */
export function paddedSide(side: number): number {
  return Math.ceil(side / MULTIPLE) * MULTIPLE;
}

/**
 * For each of `padded` positions the source position that fills it: the side itself, then its reflection (without
 * repeating the border), or the border repeated where the side is too short to be reflected.
 */
export function paddingIndices(side: number, padded: number): Int32Array {
  const indices = new Int32Array(padded);
  const reflects = padded - side < side;
  for (let i = 0; i < padded; i++) {
    if (i < side) indices[i] = i;
    else indices[i] = reflects ? 2 * (side - 1) - i : side - 1;
  }
  return indices;
}

/** RGB in 0..1, shape [height, width, 3], padded to `width` × `height`. */
export interface NetworkInput {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** The picture as network input, at its own size. */
export function toInput(picture: Picture): NetworkInput {
  return toPaddedInput(
    picture,
    paddingIndices(picture.width, picture.width),
    paddingIndices(picture.height, picture.height),
  );
}

/** The photo as network input, with grain where it is flat, padded to multiples of {@link MULTIPLE}. */
export function toMultipleInput(picture: Picture): NetworkInput {
  const { width, height } = picture;
  return toPartInput(picture, { x: 0, y: 0, width: paddedSide(width), height: paddedSide(height) });
}

/** A rectangle of a picture or of its padded form, in pixels. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A part of what {@link toMultipleInput} gives for the whole photo. */
export function toPartInput(picture: Picture, { x, y, width, height }: Part): NetworkInput {
  const columns = paddingIndices(picture.width, paddedSide(picture.width)).subarray(x, x + width);
  const rows = paddingIndices(picture.height, paddedSide(picture.height)).subarray(y, y + height);
  // Where it ends in what is mirrored, a part may show pixels from before it.
  const [left, top] = [columns.reduce(lesser), rows.reduce(lesser)];
  const seen = { x: left, y: top, width: columns.reduce(greater) - left + 1, height: rows.reduce(greater) - top + 1 };
  return toPaddedInput(picture, columns, rows, { seen, values: grainOf(picture, seen) });
}

const lesser = (a: number, b: number): number => Math.min(a, b);
const greater = (a: number, b: number): number => Math.max(a, b);

interface SeenGrain {
  /** The part of the picture whose grain it is. */
  readonly seen: Part;
  readonly values: Int8Array;
}

function toPaddedInput(picture: Picture, columns: Int32Array, rows: Int32Array, grain?: SeenGrain): NetworkInput {
  const width = columns.length;
  const height = rows.length;
  const values = new Float32Array(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y++) {
    const row = (rows[y] as number) * picture.width;
    const grains = grain ? ((rows[y] as number) - grain.seen.y) * grain.seen.width - grain.seen.x : 0;
    for (let x = 0; x < width; x++) {
      const column = columns[x] as number;
      const more = grain ? (grain.values[grains + column] as number) : 0;
      const from = (row + column) * 4;
      for (let colour = 0; colour < 3; colour++) {
        const byte = (picture.data[from + colour] as number) + more;
        values[to++] = Math.min(255, Math.max(0, byte)) / 255;
      }
    }
  }
  return { width, height, values };
}

/**
 * Network output as a picture, cropped at the right and bottom.
 * @param values RGB, shape [any, paddedWidth, 3]; values outside 0..1 are clipped
 * @returns null when a value is not a number, as after an overflow on a GPU with half precision
 */
export function fromOutput(
  values: Float32Array | Int32Array | Uint8Array,
  paddedWidth: number,
  width: number,
  height: number,
): Picture | null {
  const picture = { width, height, data: new Uint8ClampedArray(width * height * 4) };
  const part = { x: 0, y: 0, width, height };
  return putOutput(values, paddedWidth, 0, 0, picture, part) ? picture : null;
}

/**
 * Puts network output into a part of a picture; what of the part lies outside the picture is left out.
 * @param values RGB, shape [any, valuesWidth, 3], of which the part begins at `left`, `top`
 * @returns false when a value is not a number
 */
export function putOutput(
  values: Float32Array | Int32Array | Uint8Array,
  valuesWidth: number,
  left: number,
  top: number,
  { width, height, data }: Picture,
  part: Part,
): boolean {
  const right = Math.min(width, part.x + part.width);
  const bottom = Math.min(height, part.y + part.height);
  for (let y = part.y; y < bottom; y++) {
    let from = ((top + y - part.y) * valuesWidth + left) * 3;
    let to = (y * width + part.x) * 4;
    for (let x = part.x; x < right; x++) {
      const red = values[from++] as number;
      const green = values[from++] as number;
      const blue = values[from++] as number;
      if (!Number.isFinite(red + green + blue)) return false;
      // The clamped array clips to 0..255 and rounds to the nearest byte (halves to even, as numpy does).
      data[to++] = red * 255;
      data[to++] = green * 255;
      data[to++] = blue * 255;
      data[to++] = 255;
    }
  }
  return true;
}
