/**
 * Pictures as matrices, a row of pixels in each row. On wasm TensorFlow.js cuts and joins pictures pixel by pixel, and
 * matrices row by row, some seven times as fast.
 */

import type { WasmHeap } from '../live/wasmHeap';
import { tf } from '../tf';
import { onWasm } from './onWasm';

/** Along the height, or along the width. */
export type Axis = 0 | 1;

const CHANNELS = 3;

/** [1, height, width, 3] → [height, width · 3]. */
export function asMatrix(picture: tf.Tensor4D): tf.Tensor2D {
  return tf.reshape(picture, [picture.shape[1], picture.shape[2] * CHANNELS]);
}

/** [height, width · 3] → [1, height, width, 3]. */
export function asPicture(matrix: tf.Tensor2D): tf.Tensor4D {
  const [height, numbers] = matrix.shape;
  return tf.reshape(matrix, [1, height, numbers / CHANNELS, CHANNELS]);
}

/** Pixels along an axis. */
export function lengthOf(matrix: tf.Tensor2D, axis: Axis): number {
  return axis === 0 ? matrix.shape[0] : matrix.shape[1] / CHANNELS;
}

/** So many pixels along an axis. */
export function part(matrix: tf.Tensor2D, axis: Axis, from: number, count: number): tf.Tensor2D {
  const begin: [number, number] = axis === 0 ? [from, 0] : [0, from * CHANNELS];
  return tf.slice(matrix, begin, sized(matrix, axis, count));
}

/** So many black pixels along an axis, beside a matrix. */
export function zeros(matrix: tf.Tensor2D, axis: Axis, count: number): tf.Tensor2D {
  return tf.zeros(sized(matrix, axis, count));
}

/** The last pixel along an axis becomes the first. */
export function flipped(matrix: tf.Tensor2D, axis: Axis): tf.Tensor2D {
  if (axis === 0) return tf.reverse(matrix, 0);
  return tf.tidy(() => asMatrix(reversed(asPicture(matrix))));
}

/** A picture, [1, height, width, 3], with left and right exchanged. */
export function reversed(picture: tf.Tensor4D): tf.Tensor4D {
  return onWasm('EaselReversed', reverseRows, [picture], () => tf.reverse(picture, 2));
}

function reverseRows(heap: WasmHeap, [picture]: readonly tf.TensorInfo[]): tf.TensorInfo {
  const { shape } = picture as tf.TensorInfo;
  const stride = (shape[2] as number) * CHANNELS;
  const output = heap.output(shape);
  const [values, into] = [heap.view(picture as tf.TensorInfo), heap.view(output)];
  for (let row = 0; row < values.length; row += stride) {
    for (let left = row, right = row + stride - CHANNELS; left < row + stride; left += CHANNELS, right -= CHANNELS) {
      for (let channel = 0; channel < CHANNELS; channel++) into[left + channel] = values[right + channel] as number;
    }
  }
  return output;
}

/** What each pixel has more than the one before it along an axis: one pixel less. */
export function differences(matrix: tf.Tensor2D, axis: Axis): tf.Tensor2D {
  const count = lengthOf(matrix, axis) - 1;
  return tf.tidy(() => tf.sub(part(matrix, axis, 1, count), part(matrix, axis, 0, count)));
}

function sized(matrix: tf.Tensor2D, axis: Axis, count: number): [number, number] {
  return axis === 0 ? [count, matrix.shape[1]] : [matrix.shape[0], count * CHANNELS];
}
