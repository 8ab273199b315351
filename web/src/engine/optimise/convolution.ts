/**
 * Convolutions for an encoder whose weights stay and whose picture changes. TensorFlow.js by itself keeps three copies
 * of each layer for the way back, and goes it with a kernel that on wasm takes many times as long as a convolution.
 * But the gradient of a convolution of stride 1 is a convolution, with the filter turned round; so here forward and
 * back both run the fast kernel, and one copy is kept.
 */

import type { WasmHeap } from '../live/wasmHeap';
import { registerOp, tf, type GraphModel } from '../tf';
import { CONVOLUTIONS } from './graph';
import { onWasm } from './onWasm';

/** For each filter [k, k, in, out] the one of the way back, [k, k, out, in]. */
const turned = new WeakMap<tf.Tensor, tf.Tensor4D>();

/**
 * The slopes of features, by their data. Where features go two ways, to the next layer and to a tap, TensorFlow.js adds
 * the two slopes up and would keep one of them until it has come to the picture.
 */
const slopes = new WeakMap<object, tf.Tensor[]>();

/** Lets graphs with {@link CONVOLUTIONS} be loaded. */
export function registerConvolutions(): void {
  for (const [activation, kind] of Object.entries(CONVOLUTIONS)) {
    registerOp(kind, ({ inputs }) => {
      const [image, filter, bias] = inputs as [tf.Tensor4D, tf.Tensor4D, tf.Tensor1D | undefined];
      return convolution(image, filter, bias, activation as keyof typeof CONVOLUTIONS);
    });
  }
}

/** Makes the filters of the way back; they are given back with {@link disposeTurned}. */
export function turnFilters(model: GraphModel, names: readonly string[]): void {
  for (const filter of filtersOf(model, names)) {
    turned.set(
      filter,
      tf.tidy(() => tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]) as tf.Tensor4D),
    );
  }
}

export function disposeTurned(model: GraphModel, names: readonly string[]): void {
  for (const filter of filtersOf(model, names)) turned.get(filter)?.dispose();
}

function filtersOf(model: GraphModel, names: readonly string[]): tf.Tensor[] {
  return names.map((name) => model.weights[name]?.[0]).filter((filter) => filter !== undefined);
}

const ATTRIBUTES = { strides: 1, pad: 'same', dataFormat: 'NHWC', dilations: 1 };

function convolution(
  image: tf.Tensor4D,
  filter: tf.Tensor4D,
  bias: tf.Tensor1D | undefined,
  activation: keyof typeof CONVOLUTIONS,
): tf.Tensor {
  const back = turned.get(filter);
  if (!back) throw new Error('a filter that was not turned');
  const run = tf.customGrad((x, save) => {
    // The kernel itself: while gradients are taken, `tf.fused.conv2d` would fall apart into three.
    const value = tf
      .engine()
      .runKernel<tf.Tensor4D>(
        'FusedConv2D',
        { x: x as tf.Tensor4D, filter, ...(bias && { bias }) },
        { ...ATTRIBUTES, activation },
      );
    if (activation === 'relu') (save as tf.GradSaveFunc)([value]);
    const { dataId } = value;
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [y] = saved;
      for (const added of slopes.get(dataId) ?? []) if (added !== dy) added.dispose();
      const slope = y ? throughRelu(dy, y) : dy;
      // Nobody needs it any more, and TensorFlow.js would keep those of all layers until it has come to the picture.
      if (slope !== dy) dy.dispose();
      const dx = tf.conv2d(slope as tf.Tensor4D, back, 1, 'same');
      slope.dispose();
      slopes.set(image.dataId, [...(slopes.get(image.dataId) ?? []), dx]);
      return dx;
    };
    return { value, gradFunc };
  });
  return run(image);
}

/** Slopes where results of relu are above zero, else zero. */
function throughRelu(dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return onWasm('EaselReluSlope', reluSlope, [dy, y], () => tf.tidy(() => tf.mul(dy, tf.step(y))));
}

function reluSlope(heap: WasmHeap, [dy, y]: readonly tf.TensorInfo[]): tf.TensorInfo {
  const { shape } = y as tf.TensorInfo;
  const output = heap.output(shape);
  const addresses = [dy, y, output].map((one) => heap.address(one as tf.TensorInfo)) as [number, number, number];
  heap.code.reluSlope(...addresses, 4 * tf.util.sizeFromShape(shape));
  return output;
}
