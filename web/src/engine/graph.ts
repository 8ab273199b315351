/** A network's graph as its model.json holds it: nodes that name their inputs. Knows no TensorFlow.js. */

import type { NetworkFiles } from '../protocol/engine';
import { EaselError } from '../protocol/failure';
import { isRecord, isString, type UnknownRecord } from '../protocol/guards';

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attributes: UnknownRecord;
}

export type Nodes = ReadonlyMap<string, GraphNode>;

/** Operations with more than one output. */
const MANY = new Set(['Split', 'SplitV', 'Unpack', 'TopKV2', 'Unique', 'FusedBatchNorm', 'FusedBatchNormV3']);

export function broken(detail: string): EaselError {
  return new EaselError('network-broken', detail);
}

/**
 * The nodes by name.
 * @param model model.json
 * @throws EaselError `network-broken` when it holds none
 */
export function readNodes(model: UnknownRecord): Nodes {
  const topology = model['modelTopology'];
  const list: unknown = isRecord(topology) ? topology['node'] : null;
  if (!Array.isArray(list)) throw broken('model.json has no nodes');
  const nodes = new Map<string, GraphNode>();
  for (const node of list as unknown[]) {
    if (!isRecord(node) || !isString(node['name']) || !isString(node['op'])) throw broken('a node without a name');
    const { name, op, attr } = node;
    const inputs = Array.isArray(node['input']) ? node['input'].map(String) : [];
    nodes.set(name, { name, op, inputs: inputs.map(nodeName), attributes: isRecord(attr) ? attr : {} });
  }
  return nodes;
}

/** @throws EaselError `network-broken` when there is no such node */
export function nodeOf(nodes: Nodes, name: string): GraphNode {
  const node = nodes.get(name);
  if (!node) throw broken(`no node "${name}"`);
  return node;
}

/**
 * The same network with other nodes.
 * @param changed the node of model.json in place of one, or that one
 */
export function withNodes(files: NetworkFiles, changed: (node: UnknownRecord) => UnknownRecord): NetworkFiles {
  const { modelTopology } = files.model;
  const nodes = isRecord(modelTopology) ? modelTopology['node'] : null;
  if (!isRecord(modelTopology) || !Array.isArray(nodes)) return files;
  const node = (nodes as unknown[]).map((one) => (isRecord(one) ? changed(one) : one));
  return { ...files, model: { ...files.model, modelTopology: { ...modelTopology, node } } };
}

/** A text among a node's attributes, where it is in base64; empty where there is none. */
export function textOf(attribute: unknown): string {
  return isRecord(attribute) && isString(attribute['s']) ? atob(attribute['s']) : '';
}

/** The node behind a name of the signature. */
export function signatureName(model: UnknownRecord, side: 'inputs' | 'outputs', name: string): string {
  const signature = model['signature'];
  const tensors = isRecord(signature) ? signature[side] : null;
  const tensor = isRecord(tensors) ? tensors[name] : null;
  if (!isRecord(tensor) || !isString(tensor['name'])) throw broken(`no ${name} in the signature`);
  return nodeName(tensor['name']);
}

/** Whether a node's value can be handed in instead of being computed: it has one, and is no constant anyway. */
export function isCuttable({ op }: GraphNode): boolean {
  return op !== 'Const' && !MANY.has(op);
}

/** For each node something that follows from its inputs' own. A graph has no loops, so inputs are settled first. */
export function settle<T>(
  nodes: Nodes,
  sources: ReadonlyMap<string, T>,
  settled: (node: GraphNode, inputs: readonly T[]) => T,
): ReadonlyMap<string, T> {
  const found = new Map(sources);
  for (const start of nodes.keys()) {
    const stack = [start];
    for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
      const node = nodeOf(nodes, name);
      const open = found.has(name) ? [] : node.inputs.filter((input) => !found.has(input));
      if (open.length > 0) {
        stack.push(...open);
        continue;
      }
      stack.pop();
      if (!found.has(name)) {
        found.set(
          name,
          settled(
            node,
            node.inputs.map((input) => found.get(input) as T),
          ),
        );
      }
    }
  }
  return found;
}

/** `name`, `name:1` (its second output) or `^name` (it must run before): the name. */
function nodeName(input: string): string {
  return (input.startsWith('^') ? input.slice(1) : input).split(':')[0] ?? input;
}
