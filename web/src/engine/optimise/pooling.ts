/**
 * Maximum pooling of two by two pixels with a way back of our own: it needs the input alone, where TensorFlow.js would
 * keep the result too, whose kernel on wasm takes as long as a quarter of all convolutions, and loses slopes of pixels
 * that are all below zero.
 */

import type { WasmHeap } from '../live/wasmHeap';
import { registerOp, tf } from '../tf';
import { MAX_POOLING } from './graph';
import { onWasm } from './onWasm';

/** How TensorFlow.js is told of it. */
const ATTRIBUTES = { filterSize: [2, 2], strides: [2, 2], pad: 'valid' };

/** Lets graphs with {@link MAX_POOLING} be loaded. */
export function registerPooling(): void {
  registerOp(MAX_POOLING, ({ inputs }) => pooled(inputs[0] as tf.Tensor4D));
}

/** Features [1, h, w, c], h and w two at least → [1, ⌊h / 2⌋, ⌊w / 2⌋, c], with gradient. */
export function pooled(image: tf.Tensor4D): tf.Tensor4D {
  const run = tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor]);
    const gradFunc = (dy: tf.Tensor, [input]: tf.Tensor[]): tf.Tensor => {
      const dx = slopeOf(input as tf.Tensor4D, dy as tf.Tensor4D);
      // As after a convolution nobody needs it any more.
      dy.dispose();
      return dx;
    };
    return { value: tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'), gradFunc };
  });
  return run(image);
}

/** Channels that are taken at once. */
const FOUR = 4;

function slopeOf(input: tf.Tensor4D, dy: tf.Tensor4D): tf.Tensor4D {
  const missing = FOUR - input.shape[3];
  if (missing > 0) {
    const widened = (one: tf.Tensor4D): tf.Tensor4D =>
      tf.pad(one, [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, missing],
      ]);
    return tf.tidy(() => tf.slice(slopeOf(widened(input), widened(dy)), [0, 0, 0, 0], input.shape));
  }
  return onWasm('EaselMaxPoolSlope', slope, [input, dy], () =>
    tf.tidy(() => {
      const output = tf.maxPool(input, 2, 2, 'valid');
      return tf.engine().runKernel<tf.Tensor4D>('MaxPoolGrad', { dy, input, output }, ATTRIBUTES);
    }),
  );
}

/** Gives each slope to the greatest of its four inputs; of equal ones to the first, as TensorFlow does. */
function slope(heap: WasmHeap, [input, dy]: readonly tf.TensorInfo[]): tf.TensorInfo {
  const { shape } = input as tf.TensorInfo;
  const [, height, width, channels] = shape as [number, number, number, number];
  const [high, wide] = [height >> 1, width >> 1];
  const output = heap.output(shape);
  // Of an odd side the last is in no pool.
  if (height % 2 || width % 2) heap.view(output).fill(0);
  const addresses = [input, dy, output].map((one) => heap.address(one as tf.TensorInfo)) as [number, number, number];
  heap.code.poolSlope(...addresses, wide, high, 4 * width * channels, 4 * channels);
  return output;
}
