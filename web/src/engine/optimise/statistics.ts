/**
 * What a style is: Gram matrices, or means and deviations of features. The gradients are written out: on wasm
 * products of turned matrices and means over positions take many times as long as these products do, and TensorFlow.js
 * by itself would keep what stands between.
 */

import type { StyleLoss } from '../../protocol/optimiseSettings';
import type { WasmHeap } from '../live/wasmHeap';
import { tf } from '../tf';
import { asMatrix, asPicture, differences, zeros, type Axis } from './matrix';
import { onWasm } from './onWasm';

/** Added to variances, as in Python (`channel_moments`). */
const EPSILON = 1e-4;

/**
 * Features [1, h, w, c] as a matrix [h · w, c]. What is made of it goes back to the shape of the features within its
 * own gradient: TensorFlow.js would keep the flat one as well until it has come to the picture.
 */
function flat(features: tf.Tensor): tf.Tensor2D {
  return tf.reshape(features, [-1, features.shape[3] as number]);
}

/** The statistics of features by tap: a Gram matrix [c, c], or means and deviations [2, c]. */
export function statistics(features: tf.Tensor4D, kind: StyleLoss): tf.Tensor2D {
  return kind === 'gram' ? gram(features) : moments(features);
}

/** Fᵀ F / positions. */
function gram(features: tf.Tensor4D): tf.Tensor2D {
  const [, height, width] = features.shape;
  const positions = height * width;
  const run = tf.customGrad((f, save) => {
    (save as tf.GradSaveFunc)([f as tf.Tensor]);
    const rows = flat(f as tf.Tensor);
    const value = tf.div(tf.matMul(turned(rows), rows), positions);
    const gradFunc = (dy: tf.Tensor, [found]: tf.Tensor[]): tf.Tensor =>
      tf.tidy(() => {
        const both = tf.div(tf.add(dy, turned(dy as tf.Tensor2D)), positions);
        return tf.reshape(tf.matMul(flat(found as tf.Tensor), both as tf.Tensor2D), features.shape);
      });
    return { value, gradFunc };
  });
  return run(features) as tf.Tensor2D;
}

/** The transpose of a matrix. */
function turned(matrix: tf.Tensor2D): tf.Tensor2D {
  return onWasm('EaselTurned', turn, [matrix], () => tf.transpose(matrix));
}

/** Rows that are turned together, so that what is written at once lies together as well. */
const TOGETHER = 16;

function turn(heap: WasmHeap, [matrix]: readonly tf.TensorInfo[]): tf.TensorInfo {
  const [rows, columns] = (matrix as tf.TensorInfo).shape as [number, number];
  const output = heap.output([columns, rows]);
  const [values, into] = [heap.view(matrix as tf.TensorInfo), heap.view(output)];
  for (let first = 0; first < rows; first += TOGETHER) {
    const end = Math.min(first + TOGETHER, rows);
    for (let column = 0; column < columns; column++) {
      for (let row = first; row < end; row++) into[column * rows + row] = values[row * columns + column] as number;
    }
  }
  return output;
}

/** Means and deviations of the columns. */
function moments(features: tf.Tensor4D): tf.Tensor2D {
  const [, height, width, channels] = features.shape;
  const positions = height * width;
  const run = tf.customGrad((f, save) => {
    const rows = flat(f as tf.Tensor);
    const share = tf.fill<tf.Rank.R2>([1, positions], 1 / positions);
    const mean = tf.matMul(share, rows);
    const variance = tf.relu(tf.sub(tf.matMul(share, tf.square(rows)), tf.square(mean)));
    const deviation = tf.sqrt(tf.add(variance, EPSILON));
    const value = tf.concat([mean, deviation]);
    (save as tf.GradSaveFunc)([f as tf.Tensor, value]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor =>
      tf.tidy(() => {
        const [seen, found] = saved as [tf.Tensor4D, tf.Tensor2D];
        const [means, deviations] = [0, 1].map((row) => tf.slice(found, [row, 0], [1, channels]));
        const [dMean, dDeviation] = [0, 1].map((row) => tf.slice(dy, [row, 0], [1, channels]));
        const away = tf.sub(flat(seen), means as tf.Tensor);
        const slope = tf.div(dDeviation as tf.Tensor, tf.mul(deviations as tf.Tensor, positions));
        return tf.reshape(tf.add(tf.mul(away, slope), tf.div(dMean as tf.Tensor, positions)), features.shape);
      });
    return { value, gradFunc };
  });
  return run(features) as tf.Tensor2D;
}

/** Σ (found - wanted)² over `square`, a scalar. */
export function relativeError(found: tf.Tensor, wanted: tf.Tensor, square: tf.Scalar): tf.Scalar {
  const run = tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor]);
    const away = tf.reshape(tf.sub(x as tf.Tensor, wanted), [-1]);
    const value = tf.div(tf.sum(tf.square(away)), square);
    const gradFunc = (dy: tf.Tensor, [features]: tf.Tensor[]): tf.Tensor =>
      tf.tidy(() => tf.mul(tf.sub(features as tf.Tensor, wanted), tf.div(tf.mul(dy, 2), square)));
    return { value, gradFunc };
  });
  return run(found) as tf.Scalar;
}

/** Σ of squares for {@link relativeError}, plus a little, so that nothing is divided by nothing. */
export function squareSum(wanted: tf.Tensor, tiny: number): tf.Scalar {
  return tf.add(tf.sum(tf.square(tf.reshape(wanted, [-1]))), tiny);
}

/**
 * Mean squared difference of neighbouring pixels, down and across. TensorFlow.js by itself would keep some 25 pictures
 * for the way back.
 * @param image [1, height, width, 3]
 */
export function variation(image: tf.Tensor4D): tf.Scalar {
  const run = tf.customGrad((x, save) => {
    const picture = x as tf.Tensor4D;
    (save as tf.GradSaveFunc)([picture]);
    const [down, across] = AXES.map((axis) =>
      tf.tidy(() => tf.mean(tf.square(tf.reshape(differences(asMatrix(picture), axis), [-1])))),
    );
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor =>
      tf.tidy(() => {
        const matrix = asMatrix(saved[0] as tf.Tensor4D);
        const [a, b] = AXES.map((axis) => slope(matrix, axis));
        return tf.mul(asPicture(tf.add(a as tf.Tensor2D, b as tf.Tensor2D)), dy);
      });
    return { value: tf.add(down as tf.Tensor, across as tf.Tensor), gradFunc };
  });
  return run(image) as tf.Scalar;
}

const AXES = [0, 1] as const;

/** The gradient of the mean of the squared {@link differences}. */
function slope(matrix: tf.Tensor2D, axis: Axis): tf.Tensor2D {
  return tf.tidy(() => {
    const found = differences(matrix, axis);
    const none = zeros(matrix, axis, 1);
    return tf.mul(tf.sub(tf.concat([none, found], axis), tf.concat([found, none], axis)), 2 / found.size);
  });
}
