/** Machine code of our own that works in the memory of TensorFlow.js' wasm back end, assembled from the `.wat` files. */

import frame from './frame.wat';
import graph from './graph.wat';
import optimise from './optimise.wat';

/** What the code can do; its files say how. Numbers are addresses in bytes unless they are named otherwise. */
export interface HeapCode {
  readonly toValues: (photo: number, end: number, values: number) => void;
  readonly toBytes: (values: number, into: number, end: number) => void;
  readonly hold: (
    ...parameters: [
      ...addresses: [values: number, photo: number, before: number, painting: number, into: number, steps: number],
      ...numbers: [width: number, height: number, still: number, ramp: number, least: number],
    ]
  ) => void;
  readonly difference: (photo: number, before: number, stride: number) => number;
  readonly scale: (from: number, end: number, into: number, factor: number, offset: number) => void;
  readonly layOut: (
    ...parameters: [squares: number, image: number, matrix: number, into: number, width: number, height: number]
  ) => void;
  readonly depthwise: (
    ...parameters: [
      ...addresses: [image: number, kernel: number, bias: number, into: number],
      ...numbers: [width: number, height: number, row: number, pixel: number, side: number, stride: number],
    ]
  ) => void;
  readonly reluSlope: (dy: number, y: number, into: number, length: number) => void;
  readonly poolSlope: (
    ...parameters: [
      ...addresses: [input: number, dy: number, into: number],
      ...numbers: [wide: number, high: number, row: number, pixel: number],
    ]
  ) => void;
  readonly blur: (
    ...parameters: [...rows: [a: number, b: number, c: number, d: number, e: number], into: number, length: number]
  ) => void;
}

const CODES = [frame, graph, optimise];
const made = new WeakMap<WebAssembly.Memory, HeapCode>();

/** The code on this memory. */
export function heapCode(memory: WebAssembly.Memory): HeapCode {
  const known = made.get(memory);
  if (known) return known;
  const kind = memory.buffer instanceof ArrayBuffer ? 'own' : 'shared';
  const code = Object.assign({}, ...CODES.map((one) => exportsOf(one[kind], memory))) as HeapCode;
  made.set(memory, code);
  return code;
}

/** Whether this browser knows the instructions for several numbers at once; Safari does since 16.4. */
export function canRunHeapCode(): boolean {
  return CODES.every(({ own }) => WebAssembly.validate(own));
}

function exportsOf(binary: BufferSource, memory: WebAssembly.Memory): WebAssembly.Exports {
  // At once: engines compile so little in less than a millisecond.
  return new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } }).exports;
}
