/** The wasm back end: where its binaries are. Threaded SIMD is chosen by TensorFlow.js where the page is isolated. */

import { getThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';

/**
 * Must run before the back end is set; the answer tells afterwards on how many threads it runs. TensorFlow.js takes
 * half of what the processor offers, and cannot be made to take more.
 */
export function configureWasm(): () => number {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': threaded,
  });
  return () => Math.max(1, getThreadsCount());
}
