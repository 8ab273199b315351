/**
 * Maximum pooling of two by two pixels with a way back of our own: the slope needs the input alone, where TensorFlow.js
 * would keep the result too, and on wasm its kernel takes as long as a quarter of all convolutions.
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

/** Features [1, h, w, c] → [1, ⌊h / 2⌋, ⌊w / 2⌋, c], with gradient. */
export function pooled(image: tf.Tensor4D): tf.Tensor4D {
  const run = tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor]);
    const gradFunc = (dy: tf.Tensor, [input]: tf.Tensor[]): tf.Tensor => {
      const dx = slopeOf(input as tf.Tensor4D, dy);
      // As after a convolution nobody needs it any more.
      dy.dispose();
      return dx;
    };
    return { value: tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'), gradFunc };
  });
  return run(image);
}

function slopeOf(input: tf.Tensor4D, dy: tf.Tensor): tf.Tensor {
  return onWasm('EaselMaxPoolSlope', slope, [input, dy], () =>
    tf.tidy(() => {
      const output = tf.maxPool(input, 2, 2, 'valid');
      return tf.engine().runKernel<tf.Tensor4D>('MaxPoolGrad', { dy, input, output }, ATTRIBUTES);
    }),
  );
}

/** Gives each slope to the greatest of its four inputs; of equal ones to the first, as TensorFlow does. */
function slope(heap: WasmHeap, inputs: readonly tf.TensorInfo[]): tf.TensorInfo {
  const [input, dy] = inputs as [tf.TensorInfo, tf.TensorInfo];
  const [, , width, channels] = input.shape as [number, number, number, number];
  const [, high, wide] = dy.shape as [number, number, number];
  const output = heap.output(input.shape);
  const [values, slopes, into] = [heap.view(input), heap.view(dy), heap.view(output)];
  into.fill(0);
  let from = 0;
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const left = (2 * y * width + 2 * x) * channels;
      for (let above = left; above < left + channels; above++) {
        const below = above + width * channels;
        const first = (values[above + channels] as number) > (values[above] as number) ? above + channels : above;
        const second = (values[below + channels] as number) > (values[below] as number) ? below + channels : below;
        into[(values[second] as number) > (values[first] as number) ? second : first] = slopes[from++] as number;
      }
    }
  }
  return output;
}
