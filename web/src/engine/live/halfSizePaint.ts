/**
 * Our networks end with a convolution of three output channels at the picture's full size, after an enlargement. The
 * same comes out when it is done before the enlargement instead, for the four pixels of each 2 × 2 square at once:
 * twelve channels at half the size, which are then laid out. What is enlarged and padded is a quarter then, and on
 * wasm a convolution with three output channels takes as long as one with eight. There, one pass over the picture lays
 * out and does what comes after: the image's own colours are added, and a sigmoid is taken.
 */

import { registerOp } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkFiles } from '../../protocol/engine';
import { isRecord, type UnknownRecord } from '../../protocol/guards';
import { broken, nodeOf, readNodes, signatureName, textOf, type GraphNode } from '../graph';
import { registerOnHeap, runOnHeap, type WasmHeap } from './wasmHeap';

const SQUARE_KERNEL = 'EaselSquareKernel';
const SQUARE_BIAS = 'EaselSquareBias';
const LAY_OUT = 'EaselLayOut';

/**
 * What the bilinear enlargement takes of the pixel before, at and after a place: for the pixel that comes before the
 * two which it becomes, for these two, and for the one that comes after.
 */
const SHARES = [
  [0.75, 0.25, 0],
  [0.25, 0.75, 0],
  [0, 0.75, 0.25],
  [0, 0.25, 0.75],
] as const;

/**
 * The same network with its last convolution at half the size; as it was where it does not end like ours.
 * @param onHeap whether it runs on wasm
 */
export function withHalfSizePaint(files: NetworkFiles, onHeap: boolean): NetworkFiles {
  const { modelTopology } = files.model;
  const list = isRecord(modelTopology) ? modelTopology['node'] : null;
  const end = findEnd(files);
  if (!end || !isRecord(modelTopology) || !Array.isArray(list)) return files;
  register(onHeap);
  const { output, sum, paint, padding, enlargement, colour } = end;
  const [padded = '', kernel = '', bias = ''] = paint.inputs;
  const made = [kernel, bias].map((name) => `${name}/square`) as [string, string];
  const pixels = `${paint.name}/pixels`;
  const laidOut = { block_size: { i: '2' }, data_format: { s: btoa('NHWC') } };
  const changes: Readonly<Record<string, (node: UnknownRecord) => UnknownRecord>> = {
    ...(onHeap
      ? { [output.name]: (node) => ({ ...node, op: LAY_OUT, attr: {}, input: [paint.name, ...colour.inputs] }) }
      : { [sum.name]: (node) => ({ ...node, input: [pixels, colour.name] }) }),
    [paint.name]: (node) => ({ ...node, input: [padded, made[0], made[1]] }),
    [padding.name]: (node) => ({ ...node, input: [enlargement.inputs[0], padding.inputs[1]] }),
  };
  const node = [
    ...(list as unknown[]).map((one) => (isRecord(one) ? (changes[String(one['name'])]?.({ ...one }) ?? one) : one)),
    { name: made[0], op: SQUARE_KERNEL, input: [kernel], attr: {} },
    { name: made[1], op: SQUARE_BIAS, input: [bias], attr: {} },
    ...(onHeap ? [] : [{ name: pixels, op: 'DepthToSpace', input: [paint.name], attr: laidOut }]),
  ];
  return { ...files, model: { ...files.model, modelTopology: { ...modelTopology, node } } };
}

interface End {
  readonly output: GraphNode;
  readonly sum: GraphNode;
  /** The 3 × 3 convolution, and what comes before it. */
  readonly paint: GraphNode;
  readonly padding: GraphNode;
  readonly enlargement: GraphNode;
  /** The pointwise convolution of the image, which is added. */
  readonly colour: GraphNode;
}

/** Identity(Sigmoid(paint(padding(enlargement(…))) + colour(image))); sizes are checked when it runs. */
function findEnd({ model }: NetworkFiles): End | null {
  const nodes = readNodes(model);
  const before = (node: GraphNode, i = 0): GraphNode => nodeOf(nodes, node.inputs[i] ?? '');
  const output = nodeOf(nodes, signatureName(model, 'outputs', 'stylized'));
  const sum = output.op === 'Identity' && before(output).op === 'Sigmoid' ? before(before(output)) : null;
  if (sum?.op !== 'AddV2') return null;
  const [paint, colour] = [before(sum, 0), before(sum, 1)];
  if (paint.op !== '_FusedConv2D' || paint.inputs.length !== 3 || colour.op !== 'Conv2D') return null;
  const padding = before(paint);
  if (padding.op !== 'MirrorPad' || textOf(padding.attributes['mode']) !== 'SYMMETRIC') return null;
  const enlargement = before(padding);
  const isOurs = enlargement.op === 'ResizeBilinear' && flag(enlargement.attributes['half_pixel_centers']);
  return isOurs ? { output, sum, paint, padding, enlargement, colour } : null;
}

function flag(attribute: unknown): boolean {
  return isRecord(attribute) && attribute['b'] === true;
}

function register(onHeap: boolean): void {
  registerOp(SQUARE_KERNEL, ({ inputs: [kernel] }) => squareKernel(kernel as tf.Tensor));
  registerOp(SQUARE_BIAS, ({ inputs: [bias] }) => tf.tile(bias as tf.Tensor1D, [4]));
  if (!onHeap) return;
  registerOnHeap(LAY_OUT, layOut);
  registerOp(LAY_OUT, ({ inputs }) => runOnHeap(LAY_OUT, inputs, {}));
}

/** Of a kernel [3, 3, in, out] for the enlarged picture, the one [3, 3, in, 4 out] for the picture before. */
function squareKernel(kernel: tf.Tensor): tf.Tensor {
  const [height, width, ins = 0, outs = 0] = kernel.shape;
  if (height !== 3 || width !== 3) throw broken('the last convolution is not 3 × 3');
  const parts = tf.matMul(tf.tensor2d(squareShares(), [36, 9]), tf.reshape(kernel, [9, ins * outs]));
  return tf.reshape(tf.transpose(tf.reshape(parts, [9, 4, ins, outs]), [0, 2, 1, 3]), [3, 3, ins, 4 * outs]);
}

/**
 * How much of each number of a kernel goes into each of the one for squares: of shape [3, 3, 2, 2, 3, 3], by row and
 * column of that one, the pixel of the square, and row and column of the first.
 */
function squareShares(): number[] {
  const three = [0, 1, 2];
  const two = [0, 1];
  const share = (pixel: number, from: number, into: number): number => SHARES[pixel + from]?.[into] ?? 0;
  return three.flatMap((row) =>
    three.flatMap((column) =>
      two.flatMap((down) =>
        two.flatMap((right) => three.flatMap((y) => three.map((x) => share(down, y, row) * share(right, x, column)))),
      ),
    ),
  );
}

/**
 * Squares [1, height / 2, width / 2, 12], the image [1, height, width, 3] and its pointwise kernel [1, 1, 3, 3] as
 * pixels [1, height, width, 3].
 */
function layOut(heap: WasmHeap, inputs: readonly tf.TensorInfo[]): tf.TensorInfo[] {
  const [squares, image, kernel] = inputs as [tf.TensorInfo, tf.TensorInfo, tf.TensorInfo];
  const [, height = 0, width = 0, channels] = image.shape;
  const fits = squares.shape.join() === [1, height / 2, width / 2, 12].join() && kernel.shape.join() === '1,1,3,3';
  if (!fits || channels !== 3 || width % 4 !== 0) throw broken('pixels that are not made as ours are');
  const pixels = heap.output(image.shape);
  const [from, into] = [heap.address(squares), heap.address(pixels)];
  heap.code.layOut(from, heap.address(image), heap.address(kernel), into, width, height);
  return [pixels];
}
