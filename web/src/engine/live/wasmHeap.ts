/** Kernels of our own on wasm: they read and write its memory directly, without copies. */

import * as tf from '@tensorflow/tfjs-core';
import { heapCode, type HeapCode } from './heap/heapCode';

export interface WasmHeap {
  /** The numbers of a tensor where they lie; outdated by the next {@link WasmHeap.output}. */
  readonly view: (tensor: tf.TensorInfo) => Float32Array | Int32Array;
  /** Where the numbers of a tensor lie, in bytes. */
  readonly address: (tensor: tf.TensorInfo) => number;
  /** A tensor whose numbers are not written yet. */
  readonly output: (shape: readonly number[]) => tf.TensorInfo;
  readonly code: HeapCode;
}

/** Room in the memory of the wasm back end, for what is no tensor. */
export interface HeapRoom {
  readonly code: HeapCode;
  /** On how many TensorFlow.js runs; our own code runs on one. */
  readonly threads: number;
  /** So many bytes at an address; outdated when the memory grows, which is whenever something else takes room. */
  readonly bytes: (address: number, length: number) => Uint8ClampedArray;
  readonly allocate: (length: number) => number;
  readonly free: (address: number) => void;
}

/** What TensorFlow.js' wasm back end has for kernels outside of it. */
interface WasmBackend {
  readonly typedArrayFromHeap: (tensor: tf.TensorInfo) => Float32Array | Int32Array;
  readonly makeOutput: (shape: number[], dtype: 'float32') => tf.TensorInfo;
  readonly getMemoryOffset: (dataId: tf.DataId) => number;
  /** Its Emscripten module, which exports its own memory, or has been given one that threads share. */
  readonly wasm: {
    readonly asm: { readonly memory?: WebAssembly.Memory };
    readonly wasmMemory?: WebAssembly.Memory;
    readonly tfjs: { readonly getThreadsCount: () => number };
    readonly _malloc: (length: number) => number;
    readonly _free: (address: number) => void;
  };
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
      const wasm = backend as WasmBackend;
      const heap: WasmHeap = {
        view: (tensor) => wasm.typedArrayFromHeap(tensor),
        address: (tensor) => wasm.getMemoryOffset(tensor.dataId),
        output: (shape) => wasm.makeOutput([...shape], 'float32'),
        code: heapCode(memoryOf(wasm)),
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

/** Where the numbers of a tensor lie while it lives, in bytes. */
export function heapAddress(tensor: tf.Tensor): number {
  return wasmBackend().getMemoryOffset(tensor.dataId);
}

/** Of the wasm back end, which must be the one that runs. */
export function heapRoom(): HeapRoom {
  const backend = wasmBackend();
  const memory = memoryOf(backend);
  return {
    code: heapCode(memory),
    threads: backend.wasm.tfjs.getThreadsCount(),
    bytes: (address, length) => new Uint8ClampedArray(memory.buffer, address, length),
    // Emscripten's addresses are signed.
    allocate: (length) => backend.wasm._malloc(length) >>> 0,
    free: (address) => {
      backend.wasm._free(address);
    },
  };
}

function wasmBackend(): WasmBackend {
  return tf.backend() as unknown as WasmBackend;
}

function memoryOf({ wasm }: WasmBackend): WebAssembly.Memory {
  const memory = wasm.wasmMemory ?? wasm.asm.memory;
  if (!memory) throw new Error('TensorFlow.js has changed: its wasm back end shows no memory');
  return memory;
}
