/** Our shaders beside TensorFlow.js' own operations, on WebGL. */

import * as tf from '@tensorflow/tfjs-core';
import { convolved, matrixOf } from '../../../web/src/engine/live/packed/convolution';
import { meanOver } from '../../../web/src/engine/live/packed/means';

export type PackedCase =
  | {
      readonly kind: 'dense' | 'depthwise';
      readonly image: [number, number, number, number];
      readonly kernel: [number, number, number, number];
      readonly stride: [number, number];
      readonly bias: boolean;
      readonly relu: boolean;
    }
  | {
      readonly kind: 'mean';
      readonly image: [number, number, number, number];
      readonly axes: number[];
      readonly ofSquares: boolean;
      readonly keepDims: boolean;
    };

/** Shapes of what ours and TensorFlow.js' give, their largest difference, and by which kernels ours was computed. */
export function packedBesideTf(one: PackedCase): {
  readonly shapes: readonly (readonly number[])[];
  readonly difference: number;
  readonly kernels: readonly string[];
} {
  return tf.tidy(() => {
    const image = tf.randomUniform<tf.Rank.R4>(one.image, -1, 1, 'float32', 1);
    const [ours, wanted] = one.kind === 'mean' ? means(image, one) : convolutions(image, one);
    let found: tf.Tensor = image;
    const kernels = kernelsOf(() => {
      found = ours();
    });
    const expected = wanted();
    const difference = tf.max(tf.abs(tf.sub(found, expected))).dataSync()[0] as number;
    return { shapes: [found.shape, expected.shape], difference, kernels };
  });
}

type Both = readonly [ours: () => tf.Tensor, wanted: () => tf.Tensor];

function convolutions(image: tf.Tensor4D, one: Exclude<PackedCase, { kind: 'mean' }>): Both {
  const kernel = tf.randomUniform<tf.Rank.R4>(one.kernel, -1, 1, 'float32', 2);
  const channels = one.kind === 'dense' ? one.kernel[3] : one.kernel[2];
  const bias = one.bias ? tf.randomUniform<tf.Rank.R1>([channels], -1, 1, 'float32', 3) : undefined;
  const convolution = one.kind === 'dense' ? tf.conv2d : tf.depthwiseConv2d;
  return [
    () => convolved(one.kind, image, kernel, matrixOf(kernel), bias, one.stride, one.relu),
    () => {
      const sums = convolution(image, kernel, one.stride, 'valid');
      const shifted = bias ? tf.add(sums, bias) : sums;
      return one.relu ? tf.relu(shifted) : shifted;
    },
  ];
}

function means(image: tf.Tensor4D, one: Extract<PackedCase, { kind: 'mean' }>): Both {
  return [() => meanOver(image, one.axes, one.ofSquares, one.keepDims), () => meanByHand(image, one)];
}

/** TensorFlow.js' own mean on WebGL was seen to be wrong: by 0.03 over 144 × 146 numbers between -1 and 1. */
function meanByHand(image: tf.Tensor4D, one: Extract<PackedCase, { kind: 'mean' }>): tf.Tensor {
  const values = image.dataSync<'float32'>();
  const { shape } = tf.mean(image, one.axes, one.keepDims);
  const kept = image.shape.map((side, axis) => (one.axes.includes(axis) ? 1 : side));
  const sums = new Float64Array(kept.reduce((product, side) => product * side, 1));
  values.forEach((value, i) => {
    let [at, rest] = [0, i];
    let stride = 1;
    for (let axis = 3; axis >= 0; axis--) {
      const side = image.shape[axis] as number;
      if (!one.axes.includes(axis)) {
        at += (rest % side) * stride;
        stride *= side;
      }
      rest = Math.floor(rest / side);
    }
    sums[at] = (sums[at] ?? 0) + (one.ofSquares ? value * value : value);
  });
  return tf.tensor(
    Float32Array.from(sums, (sum) => (sum * sums.length) / values.length),
    shape,
  );
}

/** Names of the kernels of our own that are asked for while something runs. */
function kernelsOf(run: () => void): string[] {
  const engine = tf.engine();
  const names: string[] = [];
  const own = engine.runKernel.bind(engine);
  engine.runKernel = (name, inputs, attributes) => {
    if (name.startsWith('Easel')) names.push(name);
    return own(name, inputs, attributes);
  };
  try {
    run();
  } finally {
    // What is left is the method of its class.
    Reflect.deleteProperty(engine, 'runKernel');
  }
  return names;
}
