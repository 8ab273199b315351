/**
 * How far a stage looks: which margin around a tile has to be handed in so that its inside comes out as in the whole
 * picture. Convolutions and enlargements widen it; everything else works pixel by pixel.
 */

import { isRecord, isString } from '../../protocol/guards';
import { broken, nodeOf, type GraphNode, type Nodes } from '../graph';
import type { Stage } from './stages';

/** What the values of weights and of fixed nodes say about the nodes that use them. */
export interface Values {
  /** Height and width of a convolution's kernel. */
  kernel(node: GraphNode): readonly [number, number];
  /** The numbers that a padding adds: before and after, for each of its four dimensions. */
  paddings(node: GraphNode): readonly number[];
  /** By how much a resizing enlarges. */
  enlargement(node: GraphNode): number;
}

export interface Reach {
  /** Pixels of the photo. */
  readonly margin: number;
  /** Pixels of the photo that one value of a node stands for, for the nodes that run and what was handed in. */
  readonly scales: ReadonlyMap<string, number>;
}

/** Where a node's values lie: how many pixels each stands for, and how many lie beyond the border of the picture. */
interface Place {
  readonly scale: number;
  readonly before: number;
  readonly after: number;
}

const PIXELWISE = new Set([
  ...['Add', 'AddV2', 'BiasAdd', 'Sub', 'Mul', 'RealDiv', 'Div', 'Maximum', 'Minimum', 'SquaredDifference'],
  ...['Square', 'Sqrt', 'Rsqrt', 'Abs', 'Neg', 'Exp', 'Identity', 'Cast', 'ClipByValue'],
  ...['Relu', 'Relu6', 'LeakyRelu', 'Prelu', 'Elu', 'Selu', 'Sigmoid', 'Tanh', 'Softplus', '_FusedBatchNormEx'],
]);
const PADDINGS = new Set(['MirrorPad', 'Pad', 'PadV2']);
const RESIZINGS = new Set(['ResizeBilinear', 'ResizeNearestNeighbor']);
const CONVOLUTIONS = new Set(['Conv2D', '_FusedConv2D', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2dNative']);

/**
 * @param handedIn scales of the image and of the stored tensor
 * @param outputs the nodes whose inside must be right
 * @throws EaselError `network-broken` when the stage does something of which this is not known
 */
export function reachOf(
  nodes: Nodes,
  stage: Stage,
  handedIn: ReadonlyMap<string, number>,
  outputs: readonly string[],
  values: Values,
): Reach {
  const places = new Map<string, Place>();
  for (const [name, scale] of handedIn) places.set(name, { scale, before: 0, after: 0 });
  /** For each node that has a place: the widening of the margin from its output to its spatial inputs. */
  const widenings = new Map<string, (margin: number) => number>();
  for (const name of stage.running) {
    const node = nodeOf(nodes, name);
    const inputs = node.inputs.flatMap((input) => places.get(input) ?? []);
    if (inputs.length === 0 || node.op === 'Shape') continue;
    const { place, widen } = stepOf(node, inputs, values);
    places.set(name, place);
    widenings.set(name, widen);
  }

  const margins = new Map(outputs.map((name) => [name, 0]));
  for (const name of stage.running.toReversed()) {
    const widen = widenings.get(name);
    const margin = margins.get(name);
    if (!widen || margin === undefined) continue;
    for (const input of nodeOf(nodes, name).inputs) {
      if (places.has(input)) margins.set(input, Math.max(margins.get(input) ?? 0, widen(margin)));
    }
  }
  const pixels = Array.from(handedIn, ([name, scale]) => (margins.get(name) ?? 0) * scale);
  return {
    margin: Math.max(0, ...pixels),
    scales: new Map(Array.from(places, ([name, { scale }]) => [name, scale])),
  };
}

interface Step {
  readonly place: Place;
  readonly widen: (margin: number) => number;
}

function stepOf(node: GraphNode, inputs: readonly Place[], values: Values): Step {
  const [place] = inputs as [Place];
  const { scale, before, after } = place;
  if (PIXELWISE.has(node.op)) {
    const fits = inputs.every((other) => other.scale === scale && other.before === before && other.after === after);
    if (!fits) throw broken(`"${node.name}" joins what lies at different places`);
    return { place, widen: (margin) => margin };
  }
  if (PADDINGS.has(node.op)) {
    const [, , top = 0, bottom = 0, left = 0, right = 0] = values.paddings(node);
    if (top !== left || bottom !== right) throw broken(`"${node.name}" pads its sides unequally`);
    return { place: { scale, before: before + top, after: after + bottom }, widen: (margin) => margin };
  }
  if (CONVOLUTIONS.has(node.op)) return convolution(node, place, values.kernel(node));
  if (RESIZINGS.has(node.op)) {
    const by = values.enlargement(node);
    if (before !== 0 || after !== 0) throw broken(`"${node.name}" enlarges a border`);
    // Half a pixel beyond the edge, and one for what bilinear enlargement mixes.
    return { place: { ...place, scale: scale / by }, widen: (margin) => Math.floor(margin / by) + 1 };
  }
  throw broken(`"${node.name}" (${node.op}) cannot be tiled`);
}

function convolution(node: GraphNode, place: Place, kernel: readonly [number, number]): Step {
  const { scale, before, after } = place;
  const stride = strideOf(node);
  const more = Math.max(...kernel) - stride;
  // One with a pointwise kernel leaves the border as it is; any other uses it up.
  if (more === 0 && stride === 1) return { place, widen: (margin) => margin };
  const [first, last] = isSamePadded(node) ? [Math.floor(more / 2), Math.ceil(more / 2)] : [before, after];
  const usesUp = kernel[0] === kernel[1] && first + last === more && (!isSamePadded(node) || before + after === 0);
  if (!usesUp) throw broken(`the border of "${node.name}" does not fit its kernel`);
  return {
    place: { scale: scale * stride, before: 0, after: 0 },
    widen: (margin) => margin * stride + Math.max(first, last),
  };
}

function strideOf(node: GraphNode): number {
  const numbers = listOf(node, 'strides');
  const [, down, across] = numbers;
  const isPlain = listOf(node, 'dilations').every((dilation) => dilation === 1);
  if (down === undefined || down !== across || !isPlain) throw broken(`the strides of "${node.name}"`);
  return down;
}

function listOf(node: GraphNode, attribute: string): number[] {
  const value = node.attributes[attribute];
  const list = isRecord(value) ? value['list'] : null;
  const items = isRecord(list) ? list['i'] : null;
  return Array.isArray(items) ? items.map(Number) : [];
}

/** Whether a convolution pads with zeros by itself. */
function isSamePadded(node: GraphNode): boolean {
  const value = node.attributes['padding'];
  const text = isRecord(value) ? value['s'] : null;
  return isString(text) && atob(text) === 'SAME';
}
