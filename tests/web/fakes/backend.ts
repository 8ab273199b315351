/** Back ends of TensorFlow.js in Node, where wasm finds its binaries in another way than in a browser. */

// Node runs TensorFlow.js' core out of one file, which has no gradients; those come out of many, with a core of their
// own that works only when all of it is loaded. What both register is shared.
import '@tensorflow/tfjs-core/dist/index';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { fileURLToPath } from 'node:url';
import { startBackend } from '../../../web/src/engine/tf';
import type { ActiveBackend, BackendName } from '../../../web/src/protocol/engine';

export async function startInNode(name: BackendName): Promise<ActiveBackend> {
  if (name !== 'wasm') return startBackend(name, false);
  const binaries = new URL('../../../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url);
  setWasmPaths(fileURLToPath(binaries));
  await setBackend('wasm');
  return { name, threads: 1, software: false };
}
