/**
 * Convolutions on WebGL. Where a kernel has more than one place TensorFlow.js reads one number at a time, and it finds
 * each by a division. Here a texel brings two channels of two pixels, which serve two pixels of the result.
 */

import { registerOp } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkFiles } from '../../../protocol/engine';
import { isRecord, type UnknownRecord } from '../../../protocol/guards';
import { convolutionOf, type Convolution } from './nodes';
import { liesInRows, packed, registerPacked, runPacked, TEXEL_AT, type PackedRunner } from './program';

type Kind = Convolution['kind'];

const NAMES: Readonly<Record<Kind, string>> = { dense: 'EaselPackedDense', depthwise: 'EaselPackedDepthwise' };
const MATRIX = 'EaselKernelMatrix';

interface Attributes {
  /** Rows and columns of the kernel. */
  readonly high: number;
  readonly wide: number;
  readonly stride: number;
  readonly relu: boolean;
}

/** The same network, with nodes of our own for convolutions without padding. */
export function withPackedConvolutions(files: NetworkFiles): NetworkFiles {
  const { modelTopology } = files.model;
  const list = isRecord(modelTopology) ? modelTopology['node'] : null;
  if (!isRecord(modelTopology) || !Array.isArray(list)) return files;
  for (const kind of ['dense', 'depthwise'] as const) register(kind);
  registerOp(MATRIX, ({ inputs: [kernel] }) => matrixOf(kernel as tf.Tensor4D));
  const node = (list as unknown[]).flatMap((one) => (isRecord(one) ? replaced(one) : [one]));
  return { ...files, model: { ...files.model, modelTopology: { ...modelTopology, node } } };
}

/** A node, or in place of a convolution one of our own and the one that lays out its kernel. */
function replaced(node: UnknownRecord): UnknownRecord[] {
  const found = convolutionOf(node);
  const { name, input, attr } = node;
  if (!found || !Array.isArray(input) || !isRecord(attr)) return [node];
  const [image, kernel, bias] = input as unknown[];
  const matrix = `${String(name)}/matrix`;
  return [
    { name: matrix, op: MATRIX, input: [kernel], attr: {} },
    {
      name,
      op: NAMES[found.kind],
      input: [image, kernel, matrix, ...(found.hasBias ? [bias] : [])],
      attr: { strides: attr['strides'], relu: { b: found.relu } },
    },
  ];
}

function register(kind: Kind): void {
  registerOp(NAMES[kind], ({ inputs, attrs }) => {
    const [image, kernel, matrix, bias] = inputs as [tf.Tensor4D, tf.Tensor4D, tf.Tensor, tf.Tensor1D?];
    const [, down = 1, across = 1] = attrs['strides'] as number[];
    return convolved(kind, image, kernel, matrix, bias, [down, across], attrs['relu'] === true);
  });
}

/**
 * A convolution without padding, with a bias [out] and a relu if wanted: [1, h, w, in] → [1, …, …, out]. What is no
 * work for our shaders is left to TensorFlow.js.
 * @param matrix what {@link matrixOf} makes of the kernel
 */
export function convolved(
  kind: Kind,
  image: tf.Tensor4D,
  kernel: tf.Tensor4D,
  matrix: tf.Tensor,
  bias: tf.Tensor1D | undefined,
  [down, across]: [number, number],
  relu: boolean,
): tf.Tensor {
  const [high, wide] = kernel.shape;
  const inputs = bias ? [image, matrix, bias] : [image, matrix];
  if (isOurs(kind, image.shape, kernel.shape, down, across)) {
    const name = NAMES[kind];
    registerPacked(name, (runner, infos, attributes) => convolve(kind, runner, infos, attributes as Attributes));
    return runPacked(name, inputs, { high, wide, stride: down, relu });
  }
  const convolution = kind === 'dense' ? tf.conv2d : tf.depthwiseConv2d;
  const sums = convolution(image, kernel, [down, across], 'valid');
  const shifted = bias ? tf.add(sums, bias) : sums;
  return relu ? tf.relu(shifted) : shifted;
}

/** Whether pixels and channels of the result come in pairs, and lie where we look for them. */
function isOurs(
  kind: Kind,
  image: readonly number[],
  kernel: readonly number[],
  down: number,
  across: number,
): boolean {
  const [batch, , width = 0] = image;
  const [, wide = 0, ins = 0, outs = 0] = kernel;
  const channels = kind === 'dense' ? outs : ins;
  const arePairs = channels % 2 === 0 && lengthAfter(width, wide, across) % 2 === 0;
  return batch === 1 && down === across && arePairs && (kind === 'dense' || outs === 1) && liesInRows(image);
}

function lengthAfter(length: number, side: number, stride: number): number {
  return Math.floor((length - side) / stride) + 1;
}

/**
 * A kernel [h, w, in, out] as a packed matrix of one row for each place and input, of which there is an even number; a
 * depthwise kernel [h, w, c, 1] as one of a row for each place.
 */
export function matrixOf(kernel: tf.Tensor4D): tf.Tensor {
  const [high, wide, ins, outs] = kernel.shape;
  if (outs === 1) return packed(tf.reshape(kernel, [high * wide, ins]));
  const even = ins + (ins % 2);
  const filled = even === ins ? kernel : tf.pad(kernel, [[0, 0], [0, 0], [0, 1], [0, 0]]); // prettier-ignore
  return packed(tf.reshape(filled, [high * wide * even, outs]));
}

/** [1, h, w, in], a matrix and perhaps a bias [out] → [1, (h - high) / stride + 1, (w - wide) / stride + 1, out]. */
function convolve(
  kind: Kind,
  runner: PackedRunner,
  inputs: readonly tf.TensorInfo[],
  attributes: Attributes,
): tf.TensorInfo {
  const [image, matrix] = inputs as [tf.TensorInfo, tf.TensorInfo];
  const [, height, width, channels] = image.shape as [number, number, number, number];
  const { high, wide, stride } = attributes;
  const shape = [1, lengthAfter(height, high, stride), lengthAfter(width, wide, stride), matrix.shape[1] as number];
  const pairs = Math.ceil(channels / 2);
  const code = shader(kind, attributes, pairs, inputs.length > 2);
  const variables = ['image', 'kernel', 'bias'].slice(0, inputs.length);
  return runner.run({ variables, shape, numbers: { rowTexels: Math.ceil(width / 2) * pairs }, code }, inputs);
}

/** Sums for two channels of a pixel and of the one after it. */
function shader(kind: Kind, attributes: Attributes, pairs: number, hasBias: boolean): string {
  const { high, wide, stride, relu } = attributes;
  const texels = range(Math.ceil((wide + stride) / 2));
  const sumsOf = kind === 'dense' ? denseSums : depthwiseSums;
  const rows = range(high).map(
    (row) => `{
      int first = start + ${text(row)} * rowTexels;
      ${lines(texels, (i) => `ivec2 at${text(i)} = texelAt(first + ${text(i * pairs)}, across);`)}
      ${sumsOf(attributes, row, pairs, texels)}
    }`,
  );
  return `${TEXEL_AT}
  void main() {
    ivec4 place = getOutputCoords();
    int pair = place.w / 2;
    int across = textureSize(image, 0).x;
    int start = place.y * ${text(stride)} * rowTexels + place.z * ${text(stride)} / 2 * ${text(pairs)};
    vec4 sums = ${hasBias ? 'getBias(place.w).xyxy' : 'vec4(0.0)'};
    ${rows.join('\n')}
    setOutput(${relu ? 'max(sums, 0.0)' : 'sums'});
  }`;
}

function denseSums({ wide, stride }: Attributes, row: number, pairs: number, texels: readonly number[]): string {
  const sums = (column: number): string => `
    weights = texelFetch(kernel, ivec2(pair, ${text((row * wide + column) * pairs)} + i), 0);
    sums.xy += ${pixel(column)}.x * weights.xy + ${pixel(column)}.y * weights.zw;
    sums.zw += ${pixel(column + stride)}.x * weights.xy + ${pixel(column + stride)}.y * weights.zw;`;
  return `
    for (int i = 0; i < ${text(pairs)}; i++) {
      vec4 weights;
      ${lines(texels, (i) => `vec4 pixels${text(i)} = texelFetch(image, ivec2(at${text(i)}.x + i, at${text(i)}.y), 0);`)}
      ${lines(range(wide), sums)}
    }`;
}

function depthwiseSums({ wide, stride }: Attributes, row: number, _pairs: number, texels: readonly number[]): string {
  const sums = (column: number): string => {
    const at = row * wide + column;
    const weights = `texelFetch(kernel, ivec2(pair, ${text(at >> 1)}), 0).${at % 2 === 0 ? 'xyxy' : 'zwzw'}`;
    return `sums += vec4(${pixel(column)}, ${pixel(column + stride)}) * ${weights};`;
  };
  return `
    ${lines(texels, (i) => `vec4 pixels${text(i)} = texelFetch(image, ivec2(at${text(i)}.x + pair, at${text(i)}.y), 0);`)}
    ${lines(range(wide), sums)}`;
}

/** Two channels of a pixel that a row of the kernel sees. */
function pixel(column: number): string {
  return `pixels${text(column >> 1)}.${column % 2 === 0 ? 'xy' : 'zw'}`;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

function lines(numbers: readonly number[], line: (number: number) => string): string {
  return numbers.map(line).join('\n');
}

function text(number: number): string {
  return String(number);
}
