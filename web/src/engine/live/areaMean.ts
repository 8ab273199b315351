/**
 * On wasm the mean over height and width, of which a normalised layer needs two, takes three times as long as an
 * average pooling over the whole picture, because it first turns the picture so that the channels come first. So the
 * graph's `Mean` nodes are made into nodes of our own kind, which pool.
 */

import { registerOp } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkFiles } from '../../protocol/engine';
import { withNodes } from '../graph';

export const AREA_MEAN = 'EaselAreaMean';

/** The same network, with {@link AREA_MEAN} for `Mean`. */
export function withAreaMeans(files: NetworkFiles): NetworkFiles {
  registerOp(AREA_MEAN, ({ inputs, attrs }) => {
    const [values, axes] = inputs as [tf.Tensor, tf.Tensor];
    return mean(values, Array.from(axes.dataSync<'int32'>()), attrs['keep_dims'] === true);
  });
  return withNodes(files, (node) => (node['op'] === 'Mean' ? { ...node, op: AREA_MEAN } : node));
}

function mean(values: tf.Tensor, axes: number[], keepDims: boolean): tf.Tensor {
  const [batch, height, width, channels] = values.shape;
  const isArea = values.rank === 4 && axes.length === 2 && axes.includes(1) && axes.includes(2);
  if (!isArea || height === undefined || width === undefined) return tf.mean(values, axes, keepDims);
  // The kernel itself: tf.avgPool would convert its result to the type that it has.
  const attributes = { filterSize: [height, width], strides: 1, pad: 'valid' };
  const pooled = tf.engine().runKernel<tf.Tensor>('AvgPool', { x: values }, attributes);
  return keepDims ? pooled : tf.reshape(pooled, [batch, channels as number]);
}
