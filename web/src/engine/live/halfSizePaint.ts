/**
 * On wasm a convolution with three output channels takes as long as one with eight. Our networks end with such a one at
 * the picture's full size, after an enlargement. The same comes out when it is done before the enlargement instead,
 * for the four pixels of each 2 × 2 square at once: twelve channels at half the size, which are then laid out.
 */

import { registerOp } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkFiles } from '../../protocol/engine';
import { isRecord } from '../../protocol/guards';
import { broken, nodeOf, readNodes, signatureName, textOf, type GraphNode } from '../graph';
import { registerOnHeap, runOnHeap, type WasmHeap } from './wasmHeap';

const SQUARE_KERNEL = 'EaselSquareKernel';
const SQUARE_PIXEL_KERNEL = 'EaselSquarePixelKernel';
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

/** The same network with its last convolutions at half the size; as it was where it does not end like ours. */
export function withHalfSizePaint(files: NetworkFiles): NetworkFiles {
  const { modelTopology } = files.model;
  const list = isRecord(modelTopology) ? modelTopology['node'] : null;
  const end = findEnd(files);
  if (!end || !isRecord(modelTopology) || !Array.isArray(list)) return files;
  register();
  const { output, paint, padding, enlargement, colour } = end;
  const [padded = '', kernel = '', bias = ''] = paint.inputs;
  const [image = '', pixelKernel = ''] = colour.inputs;
  const made = [kernel, bias, pixelKernel].map((name) => `${name}/square`) as [string, string, string];
  const changes: Readonly<Record<string, (node: Record<string, unknown>) => unknown>> = {
    [output.name]: (node) => ({ ...node, op: LAY_OUT, attr: {} }),
    [paint.name]: (node) => ({ ...node, input: [padded, made[0], made[1]] }),
    [padding.name]: (node) => ({ ...node, input: [enlargement.inputs[0], padding.inputs[1]] }),
    [colour.name]: (node) => ({
      ...node,
      input: [image, made[2]],
      attr: { ...colour.attributes, strides: { list: { i: ['1', '2', '2', '1'] } } },
    }),
  };
  const node = [
    ...(list as unknown[]).map((one) => (isRecord(one) ? (changes[String(one['name'])]?.({ ...one }) ?? one) : one)),
    { name: made[0], op: SQUARE_KERNEL, input: [kernel], attr: {} },
    { name: made[1], op: SQUARE_BIAS, input: [bias], attr: {} },
    { name: made[2], op: SQUARE_PIXEL_KERNEL, input: [pixelKernel], attr: {} },
  ];
  return { ...files, model: { ...files.model, modelTopology: { ...modelTopology, node } } };
}

interface End {
  readonly output: GraphNode;
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
  return isOurs ? { output, paint, padding, enlargement, colour } : null;
}

function flag(attribute: unknown): boolean {
  return isRecord(attribute) && attribute['b'] === true;
}

function register(): void {
  registerOp(SQUARE_KERNEL, ({ inputs: [kernel] }) => squareKernel(kernel as tf.Tensor));
  registerOp(SQUARE_PIXEL_KERNEL, ({ inputs: [kernel] }) => squarePixelKernel(kernel as tf.Tensor));
  registerOp(SQUARE_BIAS, ({ inputs: [bias] }) => tf.tile(bias as tf.Tensor1D, [4]));
  registerOnHeap(LAY_OUT, layOut);
  registerOp(LAY_OUT, ({ inputs: [squares] }) => runOnHeap(LAY_OUT, [squares as tf.Tensor], {}));
}

/** Of a kernel [3, 3, in, out] for the enlarged picture, the one [3, 3, in, 4 out] for the picture before. */
function squareKernel(kernel: tf.Tensor): tf.Tensor {
  const [height, width, ins = 0, outs = 0] = kernel.shape;
  if (height !== 3 || width !== 3) throw broken('the last convolution is not 3 × 3');
  const from = kernel.dataSync<'float32'>();
  const into = new Float32Array(9 * ins * 4 * outs);
  each([2, 2, 3, 3, 3, 3], ([down = 0, right = 0, y = 0, x = 0, row = 0, column = 0]) => {
    const share = (SHARES[down + y]?.[row] ?? 0) * (SHARES[right + x]?.[column] ?? 0);
    if (share === 0) return;
    each([ins, outs], ([i = 0, o = 0]) => {
      const to = ((row * 3 + column) * ins + i) * 4 * outs + (2 * down + right) * outs + o;
      into[to] = (into[to] as number) + share * (from[((y * 3 + x) * ins + i) * outs + o] as number);
    });
  });
  return tf.tensor4d(into, [3, 3, ins, 4 * outs]);
}

/** Of a pointwise kernel [1, 1, in, out], the one [2, 2, in, 4 out] that treats each pixel of a square by itself. */
function squarePixelKernel(kernel: tf.Tensor): tf.Tensor {
  const [height, width, ins = 0, outs = 0] = kernel.shape;
  if (height !== 1 || width !== 1) throw broken('the convolution of the image is not pointwise');
  const from = kernel.dataSync<'float32'>();
  const into = new Float32Array(4 * ins * 4 * outs);
  each([4, ins, outs], ([pixel = 0, i = 0, o = 0]) => {
    into[((pixel * ins + i) * 4 + pixel) * outs + o] = from[i * outs + o] as number;
  });
  return tf.tensor4d(into, [2, 2, ins, 4 * outs]);
}

/** Squares [1, height, width, 4 channels] as pixels [1, 2 height, 2 width, channels]. */
function layOut(heap: WasmHeap, [squares]: readonly tf.TensorInfo[]): tf.TensorInfo[] {
  const [, height = 0, width = 0, depth = 0] = squares?.shape ?? [];
  const pixels = heap.output([1, 2 * height, 2 * width, depth / 4]);
  const from = heap.view(squares as tf.TensorInfo);
  const into = heap.view(pixels);
  // Two pixels of a square lie side by side in both.
  const pair = depth / 2;
  for (let at = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let down = 0; down < 2; down++) {
        let to = ((2 * y + down) * width + x) * pair;
        for (let i = 0; i < pair; i++) into[to++] = from[at++] as number;
      }
    }
  }
  return [pixels];
}

/** Calls the function with all indices below these. */
function each(counts: readonly number[], visit: (at: readonly number[]) => void, at: readonly number[] = []): void {
  const [count, ...rest] = counts;
  if (count === undefined) visit(at);
  for (let i = 0; i < (count ?? 0); i++) each(rest, visit, [...at, i]);
}
