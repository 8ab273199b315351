/**
 * On wasm the mean over height and width, of which a normalised layer needs two, takes three times as long as an
 * average pooling over the whole picture, because it first turns the picture so that the channels come first. So the
 * graph's `Mean` nodes are made into nodes of our own kind, which pool.
 */

import { registerOp } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkFiles } from '../../protocol/engine';
import { isRecord } from '../../protocol/guards';

const AREA_MEAN = 'EaselAreaMean';

/** The same network, with {@link AREA_MEAN} for `Mean`. */
export function withAreaMeans(files: NetworkFiles): NetworkFiles {
  const { modelTopology } = files.model;
  const nodes = isRecord(modelTopology) ? modelTopology['node'] : null;
  if (!isRecord(modelTopology) || !Array.isArray(nodes)) return files;
  registerOp(AREA_MEAN, ({ inputs, attrs }) => {
    const [values, axes] = inputs as [tf.Tensor, tf.Tensor];
    return mean(values, Array.from(axes.dataSync<'int32'>()), isTrue(attrs['keep_dims']));
  });
  const node = (nodes as unknown[]).map((one) =>
    isRecord(one) && one['op'] === 'Mean' ? { ...one, op: AREA_MEAN } : one,
  );
  return { ...files, model: { ...files.model, modelTopology: { ...modelTopology, node } } };
}

function mean(values: tf.Tensor, axes: number[], keepDims: boolean): tf.Tensor {
  const [batch, height, width, channels] = values.shape;
  const isArea = values.rank === 4 && axes.length === 2 && axes.includes(1) && axes.includes(2);
  if (!isArea || height === undefined || width === undefined) return tf.mean(values, axes, keepDims);
  const pooled = tf.avgPool(values as tf.Tensor4D, [height, width], 1, 'valid');
  return keepDims ? pooled : tf.reshape(pooled, [batch, channels as number]);
}

/** An attribute of model.json. */
function isTrue(attribute: unknown): boolean {
  return isRecord(attribute) && attribute['b'] === true;
}
