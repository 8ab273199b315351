/**
 * Means over height and width on WebGL, of a picture's numbers or of their squares, in two passes: TensorFlow.js first
 * turns the picture so that the channels come first, and takes eight.
 */

import { registerOp } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkFiles } from '../../../protocol/engine';
import { readNodes, withNodes } from '../../graph';
import { liesInRows, registerPacked, runPacked, TEXEL_AT, type PackedRunner } from './program';

const MEAN = 'EaselPackedMean';

interface Attributes {
  readonly ofSquares: boolean;
  readonly keepDims: boolean;
}

/** The same network, with nodes of our own for `Mean`, and for that of a `Square`. */
export function withPackedMeans(files: NetworkFiles): NetworkFiles {
  const nodes = readNodes(files.model);
  registerOp(MEAN, ({ inputs, attrs }) => {
    const [image, axes] = inputs as [tf.Tensor, tf.Tensor];
    const over = Array.from(axes.dataSync<'int32'>());
    return meanOver(image, over, attrs['of_squares'] === true, attrs['keep_dims'] === true);
  });
  return withNodes(files, (node) => {
    const { op, inputs: [values = '', axes = ''] = [] } = nodes.get(String(node['name'])) ?? {};
    if (op !== 'Mean') return node;
    const square = nodes.get(values)?.op === 'Square' ? nodes.get(values) : undefined;
    const attr = { ...(node['attr'] as object), of_squares: { b: square !== undefined } };
    return { ...node, op: MEAN, input: [square?.inputs[0] ?? values, axes], attr };
  });
}

/** The mean over some axes, of the numbers or of their squares; what is no work for our shaders does TensorFlow.js. */
export function meanOver(image: tf.Tensor, axes: number[], ofSquares: boolean, keepDims: boolean): tf.Tensor {
  if (!isOurs(image.shape, axes)) return tf.mean(ofSquares ? tf.square(image) : image, axes, keepDims);
  registerPacked(MEAN, mean);
  return runPacked(MEAN, [image], { ofSquares, keepDims });
}

/** Whether rows, pixels and channels come in pairs, and lie where we look for them. */
function isOurs(shape: readonly number[], axes: readonly number[]): boolean {
  const [batch, ...sides] = shape;
  const isArea = shape.length === 4 && axes.length === 2 && axes.includes(1) && axes.includes(2);
  return isArea && batch === 1 && sides.every((side) => side % 2 === 0) && liesInRows(shape);
}

/** [1, h, w, c] → [1, c], or [1, 1, 1, c]. */
function mean(runner: PackedRunner, inputs: readonly tf.TensorInfo[], attributes: object): tf.TensorInfo {
  const [image] = inputs as [tf.TensorInfo];
  const { ofSquares, keepDims } = attributes as Attributes;
  const [, height, width, channels] = image.shape as [number, number, number, number];
  const rows = runner.run(
    { variables: ['image'], shape: [height, channels], numbers: { width }, code: rowMeans(ofSquares, channels / 2) },
    inputs,
  );
  const result = runner.run(
    {
      variables: ['rows'],
      shape: keepDims ? [1, 1, 1, channels] : [1, channels],
      numbers: { height },
      code: meanOfRows(keepDims ? 'w' : 'y'),
    },
    [rows],
  );
  runner.dispose(rows);
  return result;
}

/** Means of two channels over a row, and over the one after it. */
function rowMeans(ofSquares: boolean, pairs: number): string {
  const added = (texel: string): string => (ofSquares ? `${texel} * ${texel}` : texel);
  return `${TEXEL_AT}
  void main() {
    ivec2 place = getOutputCoords();
    int across = textureSize(image, 0).x;
    int rowTexels = width / 2 * ${String(pairs)};
    int start = place.x * rowTexels + place.y / 2;
    vec4 upper = vec4(0.0), lower = vec4(0.0);
    for (int i = 0; i < rowTexels; i += ${String(pairs)}) {
      vec4 above = texelFetch(image, texelAt(start + i, across), 0);
      vec4 below = texelFetch(image, texelAt(start + rowTexels + i, across), 0);
      upper += ${added('above')};
      lower += ${added('below')};
    }
    // Means again, for sums of many squares are too large for textures of half precision.
    setOutput(vec4(upper.xy + upper.zw, lower.xy + lower.zw) / float(width));
  }`;
}

function meanOfRows(channel: string): string {
  return `
  void main() {
    int pair = getOutputCoords().${channel} / 2;
    vec4 sums = vec4(0.0);
    for (int i = 0; i < height / 2; i++) sums += texelFetch(rows, ivec2(pair, i), 0);
    setOutput(vec4((sums.xy + sums.zw) / float(height), 0.0, 0.0));
  }`;
}
