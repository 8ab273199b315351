/**
 * The graph of an encoder as the optimiser runs it, found and changed in its model.json; knows no TensorFlow.js.
 * Convolutions of stride 1 and maximum pooling become nodes of our own kinds (`convolution.ts`, `pooling.ts`), or it
 * becomes average pooling where that is asked for.
 */

import type { NetworkFiles } from '../../protocol/engine';
import { EaselError } from '../../protocol/failure';
import { isRecord, isString, type UnknownRecord } from '../../protocol/guards';
import type { Pooling, TapName } from '../../protocol/optimiseSettings';

/** The kinds of node that `convolution.ts` computes: convolution, with or without bias, and that with relu. */
export const CONVOLUTIONS = { linear: 'EaselConvolution', relu: 'EaselConvolutionRelu' } as const;

/** The kind of node that `pooling.ts` computes. */
export const MAX_POOLING = 'EaselMaxPool';

/** The graph with our kinds of nodes, and the names of their filters. */
export interface EncoderGraph {
  readonly files: NetworkFiles;
  readonly filters: readonly string[];
}

/** A node of the way from the picture to a tap. */
export interface Cost {
  /** Channels of its result, and how often height and width were halved before. */
  readonly channels: number;
  readonly level: number;
  /** What the way back needs of it: the result of a relu, the input of a pooling, nothing of others. */
  readonly kind: 'relu' | 'pool' | 'other';
  /** Pixels under its filter, and channels of its input; 0 where it has no filter. */
  readonly positions: number;
  readonly narrow: number;
}

/** The costs of everything on the way to some taps, and of the taps themselves. */
export interface Costs {
  readonly nodes: readonly Cost[];
  readonly taps: ReadonlyMap<TapName, Cost>;
}

function nodesOf({ model }: NetworkFiles): UnknownRecord[] {
  const topology = model['modelTopology'];
  const nodes = isRecord(topology) ? topology['node'] : null;
  if (!Array.isArray(nodes)) throw new EaselError('network-broken', 'the encoder has no graph');
  return nodes.filter(isRecord);
}

function inputsOf(node: UnknownRecord): string[] {
  return Array.isArray(node['input']) ? node['input'].filter(isString) : [];
}

/** The same network for the optimiser. */
export function optimisedGraph(files: NetworkFiles, pooling: Pooling): EncoderGraph {
  const filters: string[] = [];
  const node = withRelus(nodesOf(files)).map((one) => {
    if (one['op'] === 'MaxPool') return { ...one, op: poolingKind(one, pooling) };
    if (!OWN.includes(String(one['op']))) return one;
    filters.push(inputsOf(one)[1] ?? '');
    return one;
  });
  const topology = files.model['modelTopology'] as UnknownRecord;
  const model = { ...files.model, modelTopology: { ...topology, node }, signature: signatureOf(files) };
  return { files: { ...files, model }, filters };
}

/** The signature with taps under the names of what makes them: the way back through a mere name is a copy. */
function signatureOf(files: NetworkFiles): UnknownRecord {
  const nodes = new Map(nodesOf(files).map((node) => [String(node['name']), node]));
  const made = (name: string): string => {
    const node = nodes.get(name);
    return node?.['op'] === 'Identity' ? made(inputsOf(node)[0] ?? '') : name;
  };
  const outputs = [...outputNodes(files)].map(([tap, name]) => [tap, { name: `${made(name)}:0` }]);
  return { ...(files.model['signature'] as UnknownRecord), outputs: Object.fromEntries(outputs) };
}

const OWN: readonly string[] = Object.values(CONVOLUTIONS);

/** Nodes with convolutions of our kinds; a relu that alone follows a linear one, as under taps, becomes part of it. */
function withRelus(nodes: readonly UnknownRecord[]): UnknownRecord[] {
  const own: UnknownRecord[] = nodes.map((one) => ({ ...one, op: convolutionKind(one) ?? one['op'] }));
  const inputs = own.flatMap(inputsOf);
  const alone = new Map(
    own
      .filter((one) => one['op'] === CONVOLUTIONS.linear && inputs.filter((name) => name === one['name']).length === 1)
      .map((one) => [String(one['name']), one]),
  );
  const joined = new Set<unknown>();
  const result = own.map((one) => {
    const before = one['op'] === 'Relu' ? alone.get(inputsOf(one)[0] ?? '') : undefined;
    if (!before) return one;
    joined.add(before['name']);
    return { ...before, name: one['name'], op: CONVOLUTIONS.relu };
  });
  return result.filter((one) => !joined.has(one['name']));
}

/** Our kind for a node; null where it is no convolution of stride 1 with zeros around. */
function convolutionKind(node: UnknownRecord): string | null {
  const isFused = node['op'] === '_FusedConv2D';
  if (!(isFused || node['op'] === 'Conv2D') || !isRecord(node['attr'])) return null;
  const { strides, dilations, padding, fused_ops: fused } = node['attr'];
  const isPlain = [...numbers(strides), ...numbers(dilations)].every((stride) => stride === 1);
  if (!isPlain || !isRecord(padding) || text(padding['s']) !== 'SAME') return null;
  if (!isFused) return CONVOLUTIONS.linear;
  const operations = isRecord(fused) && isRecord(fused['list']) ? fused['list']['s'] : null;
  switch (Array.isArray(operations) ? operations.map(text).join() : '') {
    case 'BiasAdd':
      return CONVOLUTIONS.linear;
    case 'BiasAdd,Relu':
      return CONVOLUTIONS.relu;
    default:
      return null;
  }
}

/** Our kind for a maximum pooling, where it is of two by two pixels without padding. */
function poolingKind(node: UnknownRecord, pooling: Pooling): string {
  if (pooling === 'average') return 'AvgPool';
  const { ksize, strides, padding } = isRecord(node['attr']) ? node['attr'] : {};
  const isHalving = [ksize, strides].every((attribute) => numbers(attribute).join() === '1,2,2,1');
  return isHalving && isRecord(padding) && text(padding['s']) === 'VALID' ? MAX_POOLING : 'MaxPool';
}

function numbers(attribute: unknown): number[] {
  const list = isRecord(attribute) && isRecord(attribute['list']) ? attribute['list']['i'] : null;
  return Array.isArray(list) ? list.map(Number) : [];
}

/** Text in model.json is in base64. */
function text(value: unknown): string {
  return isString(value) ? atob(value) : '';
}

/** What the nodes between the picture and these taps make, each once. */
export function costs(files: NetworkFiles, taps: readonly TapName[]): Costs {
  const nodes = withRelus(nodesOf(files));
  const byName = new Map(nodes.map((node) => [String(node['name']), node]));
  const shapes = weightShapes(files);
  const outputs = outputNodes(files);
  const found = new Map<string, Cost>();

  function visit(name: string): Cost {
    const known = found.get(name);
    if (known) return known;
    const node = byName.get(name);
    if (!node) throw new EaselError('network-broken', `the encoder has no node ${name}`);
    const inputs = inputsOf(node).map((input) => input.replace(/^\^|:.*$/g, ''));
    if (inputs.length === 0) return { channels: 3, level: 0, kind: 'other', positions: 0, narrow: 0 };
    const from = visit(inputs.find((input) => !shapes.has(input)) ?? '');
    const shape = shapes.get(inputs[1] ?? '') ?? [];
    const [height, width, narrow, wide] = shape;
    const isConvolution = shape.length === 4 && height !== undefined && width !== undefined && narrow !== undefined;
    // A mere name for another node's result takes no memory.
    if (node['op'] === 'Identity') return from;
    const isPool = String(node['op']).endsWith('Pool');
    const isRelu = node['op'] === CONVOLUTIONS.relu;
    const cost: Cost = {
      channels: isConvolution && wide !== undefined ? wide : from.channels,
      level: from.level + (isPool ? 1 : 0),
      kind: isPool ? 'pool' : isRelu ? 'relu' : 'other',
      positions: isConvolution ? height * width : 0,
      narrow: isConvolution ? narrow : 0,
    };
    found.set(name, cost);
    return cost;
  }

  const ends = new Map(taps.map((tap) => [tap, visit(outputs.get(tap) ?? '')]));
  return { nodes: [...found.values()], taps: ends };
}

/** Numbers in all weights. */
export function weightCount(files: NetworkFiles): number {
  return [...weightShapes(files).values()].reduce(
    (sum, shape) => sum + shape.reduce((size, side) => size * side, 1),
    0,
  );
}

/** Names of the taps that an encoder has. */
export function tapsOf(files: NetworkFiles): string[] {
  return [...outputNodes(files).keys()];
}

function outputNodes({ model }: NetworkFiles): Map<string, string> {
  const outputs = isRecord(model['signature']) ? model['signature']['outputs'] : null;
  if (!isRecord(outputs)) throw new EaselError('network-broken', 'the encoder has no signature');
  return new Map(
    Object.entries(outputs).map(([tap, output]) => [
      tap,
      isRecord(output) && isString(output['name']) ? output['name'].replace(/:.*$/, '') : '',
    ]),
  );
}

function weightShapes({ model }: NetworkFiles): Map<string, number[]> {
  const groups: unknown[] = Array.isArray(model['weightsManifest']) ? model['weightsManifest'] : [];
  const weights = groups.flatMap((group): unknown[] =>
    isRecord(group) && Array.isArray(group['weights']) ? group['weights'] : [],
  );
  return new Map(
    weights
      .filter(isRecord)
      .map((weight) => [String(weight['name']), Array.isArray(weight['shape']) ? weight['shape'].map(Number) : []]),
  );
}
