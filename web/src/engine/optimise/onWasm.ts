/** Kernels of our own for what TensorFlow.js does slowly on wasm, number by number; elsewhere its own do. */

import { canRunHeapCode } from '../live/heap/heapCode';
import { registerOnHeap, runOnHeap, type WasmHeap } from '../live/wasmHeap';
import { tf } from '../tf';

/** Reads the numbers of the inputs where they lie, and writes those of its answer. */
export type Kernel = (heap: WasmHeap, inputs: readonly tf.TensorInfo[]) => tf.TensorInfo;

/** Whether the processor takes four numbers at a time; asked once. */
let hasSimd: boolean | null = null;

/**
 * What a kernel makes of tensors where wasm with SIMD is the back end, and `otherwise` elsewhere; both must be alike.
 * @param inputs of four numbers at least
 */
export function onWasm<T extends tf.Tensor>(
  name: string,
  kernel: Kernel,
  inputs: readonly tf.Tensor[],
  otherwise: () => T,
): T {
  if (tf.getBackend() !== 'wasm' || !(hasSimd ??= canRunHeapCode())) return otherwise();
  registerOnHeap(name, (heap, given) => [kernel(heap, given)]);
  return runOnHeap(name, inputs, {})[0] as T;
}
