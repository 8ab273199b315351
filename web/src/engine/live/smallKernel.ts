/** On wasm, the small parts of a graph as operations of our own: one kernel instead of some fifteen. */

import { registerOp } from '@tensorflow/tfjs-converter';
import type * as tf from '@tensorflow/tfjs-core';
import type { NetworkFiles } from '../../protocol/engine';
import { AREA_MEAN } from './areaMean';
import { withSmallParts, type SmallPart } from './smallParts';
import { SmallProgram } from './smallProgram';
import { registerOnHeap, runOnHeap, type WasmHeap } from './wasmHeap';

const SMALL_PART = 'EaselSmallPart';

/** Parts by what they compute, as the same networks are loaded again and again. */
const operations = new Map<string, string>();

/** A network with {@link AREA_MEAN} nodes, with one node for each part that computes with their results alone. */
export function withSmallKernels(files: NetworkFiles): NetworkFiles {
  return withSmallParts(files, AREA_MEAN, operationFor);
}

function operationFor(part: SmallPart): string {
  const key = JSON.stringify(part);
  const known = operations.get(key);
  if (known !== undefined) return known;
  const name = `${SMALL_PART}${String(operations.size)}`;
  operations.set(key, name);
  const programs = new Map<string, SmallProgram>();
  registerOnHeap(name, (heap, inputs) => compute(part, programs, heap, inputs));
  registerOp(name, ({ inputs }) => runOnHeap(name, inputs, {}));
  return name;
}

function compute(
  part: SmallPart,
  programs: Map<string, SmallProgram>,
  heap: WasmHeap,
  inputs: readonly tf.TensorInfo[],
): tf.TensorInfo[] {
  const shapes = inputs.map(({ shape }) => shape);
  const key = shapes.join(' ');
  const program = programs.get(key) ?? new SmallProgram(part, shapes, inputs.map(heap.view));
  programs.set(key, program);
  const outputs = program.results.map(({ shape }) => heap.output(shape));
  program.run(inputs.map(heap.view));
  program.results.forEach(({ numbers }, i) => {
    heap.view(outputs[i] as tf.TensorInfo).set(numbers);
  });
  return outputs;
}
