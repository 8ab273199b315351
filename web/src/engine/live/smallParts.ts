/**
 * Finds the parts of a graph that, frame by frame, compute with nothing but a few numbers: what lies between the means
 * of a normalised layer and the weights that it modulates. Each such part, some fifteen nodes, becomes one node, since
 * on wasm calling a kernel takes longer than what it computes there. Knows no TensorFlow.js and no layer names.
 */

import type { NetworkFiles } from '../../protocol/engine';
import { isRecord, type UnknownRecord } from '../../protocol/guards';
import { readNodes, settle, signatureName, withNodes, type GraphNode, type Nodes } from '../graph';

/** One node of a part; its operands are numbers of values: the part's inputs first, then its steps' results. */
export interface Step {
  readonly op: string;
  readonly operands: readonly number[];
  readonly slice?: SliceMasks;
}

/** The masks of a `StridedSlice`, a bit for each of its places. */
export interface SliceMasks {
  readonly begin: number;
  readonly end: number;
  readonly ellipsis: number;
  readonly newAxes: number;
  readonly goneAxes: number;
}

/** A part as a program; `results` are numbers of values. */
export interface SmallPart {
  readonly inputs: number;
  readonly steps: readonly Step[];
  readonly results: readonly number[];
}

const ELEMENTWISE = ['AddV2', 'Sub', 'Mul', 'Maximum', 'Square', 'Rsqrt', 'Sqrt', 'RealDiv'];
const MASKS = ['begin', 'end', 'ellipsis', 'new_axis', 'shrink_axis'];
const KNOWN = new Set([...ELEMENTWISE, 'MatMul', 'Reshape', 'StridedSlice']);

/** Of a node: how many means its value has been through, and whether it is few numbers; null: no pixel is in it. */
type Made = { readonly means: number; readonly small: boolean } | null;

/**
 * The same network with one node for each small part.
 * @param mean the operation whose result is few numbers
 * @param opFor gives the name of an operation that computes a part
 */
export function withSmallParts(files: NetworkFiles, mean: string, opFor: (part: SmallPart) => string): NetworkFiles {
  const nodes = readNodes(files.model);
  const image = signatureName(files.model, 'inputs', 'image');
  const output = signatureName(files.model, 'outputs', 'stylized');
  const made = settle<Made>(nodes, new Map([[image, { means: 0, small: false }]]), (node, inputs) =>
    madeBy(node, inputs, mean),
  );
  const inPart = (name: string): boolean => made.get(name)?.small === true && nodes.get(name)?.op !== mean;
  const places = new Map<string, string>();
  const added: UnknownRecord[] = [];
  for (const members of partsOf(nodes, inPart, made)) {
    const inside = new Set(members);
    const isUsed = (name: string): boolean =>
      name === output || [...nodes.values()].some((node) => !inside.has(node.name) && node.inputs.includes(name));
    const inputs = [...new Set(members.flatMap((name) => (nodes.get(name) as GraphNode).inputs))].filter(
      (name) => !inside.has(name),
    );
    const results = members.filter(isUsed);
    const values = [...inputs, ...members];
    const part: SmallPart = {
      inputs: inputs.length,
      steps: members.map((name) => stepOf(nodes.get(name) as GraphNode, values)),
      results: results.map((name) => values.indexOf(name)),
    };
    const name = `small_part_${String(added.length)}`;
    added.push({ name, op: opFor(part), input: inputs, attr: {} });
    results.forEach((result, i) => places.set(result, `${name}:${String(i)}`));
  }
  const moved = withNodes(files, (node) => ({
    ...node,
    ...(Array.isArray(node['input']) && {
      input: node['input'].map((input) => places.get(String(input).replace(/:0$/, '')) ?? (input as unknown)),
    }),
  }));
  const { modelTopology } = moved.model;
  if (!isRecord(modelTopology) || !Array.isArray(modelTopology['node'])) return files;
  const kept = (modelTopology['node'] as UnknownRecord[]).filter(({ name }) => !inPart(String(name)));
  return {
    ...moved,
    model: { ...moved.model, modelTopology: { ...modelTopology, node: [...kept, ...added] } },
  };
}

function madeBy(node: GraphNode, inputs: readonly Made[], mean: string): Made {
  const seen = inputs.filter((input) => input !== null);
  if (seen.length === 0) return null;
  const means = Math.max(...seen.map((input) => input.means));
  if (node.op === mean) return { means: means + 1, small: true };
  return { means, small: seen.every(({ small }) => small) && isKnown(node) };
}

/** Whether a node can be a step of a part. */
function isKnown({ op, attributes }: GraphNode): boolean {
  if (op === 'MatMul') return !flag(attributes['transpose_a']) && !flag(attributes['transpose_b']);
  return KNOWN.has(op);
}

/** Neighbours with as many means behind them, so that nothing has to be computed between two nodes of one part. */
function partsOf(nodes: Nodes, inPart: (name: string) => boolean, made: ReadonlyMap<string, Made>): string[][] {
  const numbers = new Map<string, number>();
  for (const name of [...made.keys()].filter(inPart)) {
    const mine = made.get(name)?.means;
    const near = (nodes.get(name) as GraphNode).inputs.filter((one) => inPart(one) && made.get(one)?.means === mine);
    const joined = new Set(near.map((one) => numbers.get(one)));
    numbers.set(name, numbers.size);
    for (const [one, number] of numbers) if (joined.has(number)) numbers.set(one, numbers.get(name) as number);
  }
  const parts = new Map<number, string[]>();
  for (const [name, number] of numbers) parts.set(number, [...(parts.get(number) ?? []), name]);
  return [...parts.values()];
}

function stepOf({ op, inputs, attributes }: GraphNode, values: readonly string[]): Step {
  const operands = inputs.map((name) => values.indexOf(name));
  if (op !== 'StridedSlice') return { op, operands };
  const [begin, end, ellipsis, newAxes, goneAxes] = MASKS.map((mask) => bits(attributes[`${mask}_mask`]));
  return { op, operands, slice: { begin, end, ellipsis, newAxes, goneAxes } as SliceMasks };
}

/** Attributes of model.json. */
function flag(attribute: unknown): boolean {
  return isRecord(attribute) && attribute['b'] === true;
}

function bits(attribute: unknown): number {
  return isRecord(attribute) ? Number(attribute['i'] ?? 0) : 0;
}
