/** What Adam and L-BFGS have in common. Both keep the picture's values within 0..1. */

import { tf } from '../tf';
import type { Objective } from './objective';

/** What an optimiser remembers beside the picture. */
export interface OptimiserState {
  readonly arrays: Readonly<Record<string, Float32Array>>;
  readonly numbers: Readonly<Record<string, number>>;
}

/** A step was taken. */
export interface Taken {
  /** The terms of the loss of the picture that the step started from; whoever gets them disposes of them. */
  readonly terms: tf.Tensor1D;
  /** No step leads further down. */
  readonly isStuck: boolean;
}

export interface Optimiser {
  /** The picture as it stands, [1, height, width, 3]; the optimiser disposes of it. */
  readonly image: tf.Tensor4D;
  /** What comes out of the run, as it stands; the optimiser disposes of it as well. */
  readonly result: tf.Tensor4D;
  step(objective: Objective, rate: number): Promise<Taken>;
  /** The loss is another one from now on. */
  forget(): void;
  /** Goes on at larger sides, with what it remembers enlarged as the picture is. */
  enlarge(height: number, width: number): Promise<void>;
  snapshot(): Promise<OptimiserState>;
  dispose(): void;
}

/** Bilinear, as `tf.image.resize` in Python. */
export function enlarged(tensor: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  return tf.image.resizeBilinear(tensor, [height, width], false, true);
}

/** The mean of products: unlike their sum it does not grow with the picture. */
export function meanProduct(a: tf.Tensor, b: tf.Tensor): tf.Scalar {
  return tf.mean(tf.reshape(tf.mul(a, b), [-1]));
}

/** The values of a tensor, as a copy: some back ends hand out the array that they go on using. */
export async function valuesOf(tensor: tf.Tensor): Promise<Float32Array<ArrayBuffer>> {
  return Float32Array.from(await tensor.data<'float32'>());
}
