/**
 * Finds what of a network's graph has to run for each frame. Everything that does not see the image's pixels is the
 * same for all frames of one style, or of one size, and is computed once: what the style alone decides (modulated
 * weights, scales and shifts), what only weights decide (a kernel times a blur), what only the size decides (the
 * sizes of enlargements). Knows no TensorFlow.js and no layer names: a graph is nodes that name their inputs.
 */

import type { UnknownRecord } from '../../protocol/guards';
import { broken, isCuttable, nodeOf, readNodes, settle, signatureName, type GraphNode } from '../graph';

export interface LeanGraph {
  /** Names of the graph's inputs and output. */
  readonly image: string;
  readonly style: string;
  readonly output: string;
  /** Nodes that depend on the style, or on nothing but weights, and feed nodes that run for each frame. */
  readonly perStyle: readonly string[];
  /** Nodes that depend on the image's shape alone and feed nodes that run for each frame. */
  readonly perSize: readonly string[];
}

/** What a node depends on, as bits. */
const PIXELS = 1;
const SIZE = 2;
const STYLE = 4;

/**
 * Reads the graph of a network that takes `image` and `style` and gives `stylized`.
 * @param model model.json
 * @throws EaselError `network-broken` when it is no such graph
 */
export function leanGraph(model: UnknownRecord): LeanGraph {
  const nodes = readNodes(model);
  const image = signatureName(model, 'inputs', 'image');
  const style = signatureName(model, 'inputs', 'style');
  const output = signatureName(model, 'outputs', 'stylized');
  const sources = new Map([
    [image, PIXELS],
    [style, STYLE],
  ]);
  const dependence = settle(nodes, sources, dependenceOf);

  const perStyle = new Set<string>();
  const perSize = new Set<string>();
  const visited = new Set<string>();
  const waiting = [output];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (visited.has(name)) continue;
    visited.add(name);
    const node = nodeOf(nodes, name);
    const bits = dependence.get(name) ?? 0;
    // A node of several outputs cannot be handed in, so it runs; what feeds it can.
    const cuttable = isCuttable(node);
    if (cuttable && (bits & ~STYLE) === 0) perStyle.add(name);
    else if (cuttable && bits === SIZE) perSize.add(name);
    else waiting.push(...node.inputs);
  }
  if (!visited.has(image)) throw broken('the output does not depend on the image');
  return { image, style, output, perStyle: [...perStyle], perSize: [...perSize] };
}

function dependenceOf(node: GraphNode, inputs: readonly number[]): number {
  const bits = inputs.reduce((sum, input) => sum | input, 0);
  // The shape of something is no longer made of pixels, nor does the style change it.
  return node.op === 'Shape' && (bits & (PIXELS | SIZE)) !== 0 ? SIZE : bits;
}
