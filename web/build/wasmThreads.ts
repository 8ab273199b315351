import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const GLUE = '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';
const BLOB = /mainScriptUrlOrBlob = new Blob\(\[[^;]*?\], \{ type: 'text\/javascript' \}\)/;
const THREAD = 'const response = wasmWorkerContents';
const POOL = 'var pthreadPoolSize=8;';
const LOADING = 'var numWorkersToLoad=PThread.unusedWorkers.length;';
/** The threads beside the worker itself: TensorFlow.js computes on half of the processor's, 4 at most. */
const NEEDED = 'Math.max(0,Math.min(4,navigator.hardwareConcurrency>>1)-1)';
const LOCK = fileURLToPath(new URL('../src/engine/threadLock.ts', import.meta.url));
const CHANGED = 'tfjs-wasm has changed: look at web/build/wasmThreads.ts';

/**
 * Makes threaded tfjs-wasm work in a minified bundle and under our content security policy. By itself it turns its
 * Emscripten glue into text and lets its thread workers import that text from a blob URL. The policy forbids such
 * scripts, rightly; and once minified, the text names variables that do not exist in the workers. So the workers are
 * given the address of the glue itself instead, shipped as a file of its own. And they hold the lock of the worker that
 * they belong to (`threadLock.ts`).
 *
 * Emscripten would start eight of them whatever the processor has. Those that never get work cost time and memory, and
 * now and then Chromium does not end one of them with the rest, which keeps the memory of all (TensorFlow.js' wasm,
 * 1.2 GB after a large photo). So no more are started than compute, and none where one thread does.
 */
export function wasmThreads(): Plugin {
  return {
    name: 'easel:wasm-threads',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      if (id.endsWith(GLUE)) {
        expect(code, POOL, LOADING);
        const mended = code
          .replace(POOL, `var pthreadPoolSize=${NEEDED};`)
          // Emscripten goes on when the last thread is ready.
          .replace(LOADING, `${LOADING}if(!numWorkersToLoad)removeRunDependency("wasm-instantiate");`);
        return { code: mended, map: null };
      }
      if (!id.endsWith('/tfjs-backend-wasm/dist/backend_wasm.js')) return null;
      expect(code, THREAD);
      if (!BLOB.test(code)) throw new Error(CHANGED);
      const mended = code
        .replace(BLOB, 'mainScriptUrlOrBlob = new URL(threadGlueUrl, import.meta.url).href')
        .replace(THREAD, 'const response = threadLock(self.name) + wasmWorkerContents');
      const imports = `import threadGlueUrl from '${GLUE}?url';\nimport { threadLock } from ${JSON.stringify(LOCK)};\n`;
      return { code: imports + mended, map: null };
    },
  };
}

function expect(code: string, ...parts: string[]): void {
  if (!parts.every((part) => code.includes(part))) throw new Error(CHANGED);
}
