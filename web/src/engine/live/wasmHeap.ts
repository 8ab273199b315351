/** Kernels of our own on wasm: they read and write its memory directly, without copies. */

import * as tf from '@tensorflow/tfjs-core';

export interface WasmHeap {
  /** The numbers of a tensor where they lie; outdated by the next {@link WasmHeap.output}. */
  readonly view: (tensor: tf.TensorInfo) => Float32Array | Int32Array;
  /** A tensor whose numbers are not written yet. */
  readonly output: (shape: readonly number[]) => tf.TensorInfo;
}

/** What TensorFlow.js' wasm back end has for kernels outside of it. */
interface WasmBackend {
  readonly typedArrayFromHeap: (tensor: tf.TensorInfo) => Float32Array | Int32Array;
  readonly makeOutput: (shape: number[], dtype: 'float32') => tf.TensorInfo;
}

/** Makes a kernel known under a name of its own, once. */
export function registerOnHeap(
  kernelName: string,
  kernel: (heap: WasmHeap, inputs: readonly tf.TensorInfo[], attributes: object) => tf.TensorInfo[],
): void {
  // Typed as if there always were one.
  if (tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined) return;
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const { typedArrayFromHeap, makeOutput } = backend as WasmBackend;
      const heap: WasmHeap = {
        view: (tensor) => typedArrayFromHeap.call(backend, tensor),
        output: (shape) => makeOutput.call(backend, [...shape], 'float32'),
      };
      return kernel(heap, Object.values(inputs) as tf.TensorInfo[], attrs ?? {});
    },
  });
}

/** Runs a kernel that was registered so. */
export function runOnHeap(kernelName: string, inputs: readonly tf.Tensor[], attributes: object): tf.Tensor[] {
  const named = Object.fromEntries(inputs.map((input, i) => [`input${String(i)}`, input]));
  return tf.engine().runKernel(kernelName, named, attributes as tf.NamedAttrMap);
}
