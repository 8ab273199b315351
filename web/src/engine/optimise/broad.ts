/**
 * Gradients with more of their broad forms than of their fine ones, which are what fools an encoder: another inner
 * product of pictures, as a Sobolev gradient has (Neuberger 1997). Python has the same in `export/optimisers.py`.
 */

import { heapRoom, type WasmHeap } from '../live/wasmHeap';
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
  const [pixel, length] = [4 * channels, 4 * width * channels];
  const output = heap.output(shape);
  const room = heapRoom();
  // A row of zeros, and one with two pixels of them at each end.
  const none = room.allocate(2 * length + 4 * pixel);
  room.bytes(none, 2 * length + 4 * pixel).fill(0);
  const row = none + length;
  const [from, into] = [heap.address(image as tf.TensorInfo), heap.address(output)];
  const at = (y: number): number => (y < 0 || y >= height ? none : from + y * length);
  for (let y = 0; y < height; y++) {
    heap.code.blur(at(y - 2), at(y - 1), at(y), at(y + 1), at(y + 2), row + 2 * pixel, length);
    heap.code.blur(row, row + pixel, row + 2 * pixel, row + 3 * pixel, row + 4 * pixel, into + y * length, length);
  }
  room.free(none);
  return output;
}
