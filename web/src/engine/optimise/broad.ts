/**
 * Gradients with more of their broad forms than of their fine ones, which are what fools an encoder: another inner
 * product of pictures, as a Sobolev gradient has (Neuberger 1997). Python has the same in `export/optimisers.py`.
 */

import type { WasmHeap } from '../live/wasmHeap';
import { tf } from '../tf';
import { onWasm } from './onWasm';

/** Shares of a gradient, and of its blur by one pixel, beside its blur by two. */
const FINE = [0.1, 0.3] as const;
const BINOMIAL = [1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16];

/**
 * The weighted sum of a gradient and its blurs; [1, height, width, 3]. Borders lose some of theirs, which Adam's own
 * scale gives back.
 */
export function broadened(gradient: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => {
    const fine = blurred(gradient);
    const broad = tf.tidy(() => blurred(blurred(blurred(fine))));
    return tf.add(tf.add(tf.mul(gradient, FINE[0]), tf.mul(fine, FINE[1])), broad);
  });
}

/** Binomial, with a deviation of one pixel and zeros around. */
function blurred(image: tf.Tensor4D): tf.Tensor4D {
  return onWasm('EaselBinomial', binomial, [image], () =>
    tf.tidy(() => along(along(image, [5, 1, 3, 1]), [1, 5, 3, 1])),
  );
}

function along(image: tf.Tensor4D, shape: [number, number, number, number]): tf.Tensor4D {
  const kernel = tf.tensor4d(
    BINOMIAL.flatMap((share) => [share, share, share]),
    shape,
  );
  return tf.depthwiseConv2d(image, kernel, 1, 'same');
}

/** {@link blurred} row by row. */
function binomial(heap: WasmHeap, [image]: readonly tf.TensorInfo[]): tf.TensorInfo {
  const { shape } = image as tf.TensorInfo;
  const [, height, width, channels] = shape as [number, number, number, number];
  const stride = width * channels;
  const output = heap.output(shape);
  const into = heap.view(output);
  const padded = new Float32Array((height + 4) * stride);
  padded.set(heap.view(image as tf.TensorInfo), 2 * stride);
  const row = new Float32Array((width + 4) * channels);
  for (let start = 0; start < height * stride; start += stride) {
    blurRow(padded, start, stride, row, 2 * channels, stride);
    blurRow(row, 0, channels, into, start, stride);
  }
  return output;
}

/** So many sums of five numbers that lie `step` apart, weighted by {@link BINOMIAL}. */
function blurRow(
  values: Float32Array | Int32Array,
  from: number,
  step: number,
  into: Float32Array | Int32Array,
  at: number,
  count: number,
): void {
  const [outer, inner, middle] = BINOMIAL as readonly number[] as readonly [number, number, number];
  for (let i = 0; i < count; i++, from++) {
    const outers = (values[from] as number) + (values[from + 4 * step] as number);
    const inners = (values[from + step] as number) + (values[from + 3 * step] as number);
    into[at + i] = outer * outers + inner * inners + middle * (values[from + 2 * step] as number);
  }
}
