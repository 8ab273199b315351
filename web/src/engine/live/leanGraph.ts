/**
 * Finds what of a network's graph has to run for each frame. Everything that does not see the image's pixels is the
 * same for all frames of one style, or of one size, and is computed once: what the style alone decides (modulated
 * weights, scales and shifts), what only weights decide (a kernel times a blur), what only the size decides (the
 * sizes of enlargements). Knows no TensorFlow.js and no layer names: a graph is nodes that name their inputs.
 */

import { EaselError } from '../../protocol/failure';
import { isRecord, isString, type UnknownRecord } from '../../protocol/guards';

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

interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
}

/**
 * Reads the graph of a network that takes `image` and `style` and gives `stylized`.
 * @param model model.json
 * @throws EaselError `network-broken` when it is no such graph
 */
export function leanGraph(model: UnknownRecord): LeanGraph {
  const nodes = readNodes(model['modelTopology']);
  const image = signatureName(model, 'inputs', 'image');
  const style = signatureName(model, 'inputs', 'style');
  const output = signatureName(model, 'outputs', 'stylized');
  const sources = new Map([
    [image, PIXELS],
    [style, STYLE],
  ]);
  const dependence = dependences(nodes, sources);
  const several = severalOutputs(nodes);

  const perStyle = new Set<string>();
  const perSize = new Set<string>();
  const visited = new Set<string>();
  const waiting = [output];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (visited.has(name)) continue;
    visited.add(name);
    const node = nodes.get(name);
    if (!node) throw broken(`no node "${name}"`);
    const bits = dependence.get(name) ?? 0;
    // A node of several outputs cannot be handed in, so it runs; what feeds it can.
    const cuttable = node.op !== 'Const' && !several.has(name);
    if (cuttable && (bits & ~STYLE) === 0) perStyle.add(name);
    else if (cuttable && bits === SIZE) perSize.add(name);
    else waiting.push(...node.inputs);
  }
  if (!visited.has(image)) throw broken('the output does not depend on the image');
  return { image, style, output, perStyle: [...perStyle], perSize: [...perSize] };
}

function broken(detail: string): EaselError {
  return new EaselError('network-broken', detail);
}

function readNodes(topology: unknown): ReadonlyMap<string, GraphNode> {
  const list: unknown = isRecord(topology) ? topology['node'] : null;
  if (!Array.isArray(list)) throw broken('model.json has no nodes');
  const nodes = new Map<string, GraphNode>();
  for (const node of list as unknown[]) {
    if (!isRecord(node) || !isString(node['name']) || !isString(node['op'])) throw broken('a node without a name');
    const inputs = Array.isArray(node['input']) ? node['input'].map(String) : [];
    nodes.set(node['name'], { name: node['name'], op: node['op'], inputs: inputs.map(nodeName) });
  }
  return nodes;
}

/** `name`, `name:1` (its second output) or `^name` (it must run before): the name. */
function nodeName(input: string): string {
  return (input.startsWith('^') ? input.slice(1) : input).split(':')[0] ?? input;
}

function signatureName(model: UnknownRecord, side: 'inputs' | 'outputs', name: string): string {
  const signature = model['signature'];
  const tensors = isRecord(signature) ? signature[side] : null;
  const tensor = isRecord(tensors) ? tensors[name] : null;
  if (!isRecord(tensor) || !isString(tensor['name'])) throw broken(`no ${name} in the signature`);
  return nodeName(tensor['name']);
}

/** For each node what it depends on. A graph has no loops, so each node is settled after its inputs. */
function dependences(
  nodes: ReadonlyMap<string, GraphNode>,
  sources: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const found = new Map(sources);
  for (const start of nodes.keys()) {
    const stack = [start];
    while (stack.length > 0) {
      const name = stack.at(-1) as string;
      const node = nodes.get(name);
      if (!node) throw broken(`no node "${name}"`);
      const open = found.has(name) ? [] : node.inputs.filter((input) => !found.has(input));
      if (open.length > 0) {
        stack.push(...open);
        continue;
      }
      stack.pop();
      if (!found.has(name)) found.set(name, dependenceOf(node, found));
    }
  }
  return found;
}

function dependenceOf(node: GraphNode, found: ReadonlyMap<string, number>): number {
  const bits = node.inputs.reduce((sum, input) => sum | (found.get(input) ?? 0), 0);
  // The shape of something is no longer made of pixels, nor does the style change it.
  return node.op === 'Shape' && (bits & (PIXELS | SIZE)) !== 0 ? SIZE : bits;
}

function severalOutputs(nodes: ReadonlyMap<string, GraphNode>): ReadonlySet<string> {
  return new Set([...nodes.values()].filter(({ op }) => MANY.has(op)).map(({ name }) => name));
}

/** Operations with more than one output. */
const MANY = new Set(['Split', 'SplitV', 'Unpack', 'TopKV2', 'Unique', 'FusedBatchNorm', 'FusedBatchNormV3']);
