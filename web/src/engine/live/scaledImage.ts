/** The image times a factor less an offset, with which our networks begin, in one pass on wasm. */

import { registerOp } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkFiles } from '../../protocol/engine';
import { readNodes, signatureName, withNodes } from '../graph';
import { registerOnHeap, runOnHeap, type WasmHeap } from './wasmHeap';

const SCALE = 'EaselScale';

/** The same network with one node for `image * factor - offset`; as it was where it does not begin so. */
export function withScaledImage(files: NetworkFiles): NetworkFiles {
  const nodes = readNodes(files.model);
  const image = signatureName(files.model, 'inputs', 'image');
  registerOnHeap(SCALE, scale);
  registerOp(SCALE, ({ inputs }) => {
    const [values, factor, offset] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor];
    const areOne = factor.size === 1 && offset.size === 1 && values.size % 4 === 0;
    return areOne ? runOnHeap(SCALE, inputs, {}) : tf.sub(tf.mul(values, factor), offset);
  });
  return withNodes(files, (node) => {
    const { op, inputs: [product = '', offset = ''] = [] } = nodes.get(String(node['name'])) ?? {};
    const times = op === 'Sub' ? nodes.get(product) : undefined;
    const isOurs = times?.op === 'Mul' && times.inputs[0] === image;
    return isOurs ? { ...node, op: SCALE, input: [...times.inputs, offset] } : node;
  });
}

function scale(heap: WasmHeap, inputs: readonly tf.TensorInfo[]): tf.TensorInfo[] {
  const [values, factor, offset] = inputs as [tf.TensorInfo, tf.TensorInfo, tf.TensorInfo];
  const output = heap.output(values.shape);
  const from = heap.view(values);
  const end = from.byteOffset + from.byteLength;
  const numberOf = (one: tf.TensorInfo): number => heap.view(one)[0] as number;
  heap.code.scale(from.byteOffset, end, heap.address(output), numberOf(factor), -numberOf(offset));
  return [output];
}
