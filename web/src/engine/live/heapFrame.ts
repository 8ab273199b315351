/** Frames that lie in the memory of the wasm back end already. */

import * as tf from '@tensorflow/tfjs-core';
import type { Size } from '../../protocol/engine';
import { registerOnHeap, runOnHeap, type WasmHeap } from './wasmHeap';

const FRAME = 'EaselFrame';

interface Frame extends Size {
  /** Where its RGBA bytes lie. */
  readonly address: number;
}

/** RGBA bytes at an address as a network's input: RGB 0..1, shape [1, height, width, 3]; four pixels or a multiple. */
export function heapFrame(address: number, { width, height }: Size): tf.Tensor {
  registerOnHeap(FRAME, frame);
  const [image] = runOnHeap(FRAME, [], { address, width, height } satisfies Frame);
  return image as tf.Tensor;
}

function frame(heap: WasmHeap, _: readonly tf.TensorInfo[], attributes: object): tf.TensorInfo[] {
  const { address, width, height } = attributes as Frame;
  const image = heap.output([1, height, width, 3]);
  heap.code.toValues(address, address + 4 * width * height, heap.address(image));
  return [image];
}
