/** Kernels of our own for what TensorFlow.js does slowly on wasm, number by number; elsewhere its own do. */

import { registerOnHeap, runOnHeap, type WasmHeap } from '../live/wasmHeap';
import { tf } from '../tf';

/** Reads the numbers of the inputs where they lie, and writes those of its answer. */
export type Kernel = (heap: WasmHeap, inputs: readonly tf.TensorInfo[]) => tf.TensorInfo;

/** What a kernel makes of tensors where wasm is the back end, and `otherwise` where another is; both must be alike. */
export function onWasm<T extends tf.Tensor>(
  name: string,
  kernel: Kernel,
  inputs: readonly tf.Tensor[],
  otherwise: () => T,
): T {
  if (tf.getBackend() !== 'wasm') return otherwise();
  registerOnHeap(name, (heap, given) => [kernel(heap, given)]);
  return runOnHeap(name, inputs, {})[0] as T;
}
