import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const GLUE = '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';
const BLOB = /mainScriptUrlOrBlob = new Blob\(\[[^;]*?\], \{ type: 'text\/javascript' \}\)/;
const THREAD = 'const response = wasmWorkerContents';
const LOCK = fileURLToPath(new URL('../src/engine/threadLock.ts', import.meta.url));

/**
 * Makes threaded tfjs-wasm work in a minified bundle and under our content security policy. By itself it turns its
 * Emscripten glue into text and lets its thread workers import that text from a blob URL. The policy forbids such
 * scripts, rightly; and once minified, the text names variables that do not exist in the workers. So the workers are
 * given the address of the glue itself instead, shipped as a file of its own. And they hold the lock of the worker that
 * they belong to (`threadLock.ts`).
 */
export function wasmThreads(): Plugin {
  return {
    name: 'easel:wasm-threads',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith('/tfjs-backend-wasm/dist/backend_wasm.js')) return null;
      if (!BLOB.test(code) || !code.includes(THREAD))
        throw new Error('tfjs-wasm has changed: look at web/build/wasmThreads.ts');
      const mended = code
        .replace(BLOB, 'mainScriptUrlOrBlob = new URL(threadGlueUrl, import.meta.url).href')
        .replace(THREAD, 'const response = threadLock(self.name) + wasmWorkerContents');
      const imports = `import threadGlueUrl from '${GLUE}?url';\nimport { threadLock } from ${JSON.stringify(LOCK)};\n`;
      return { code: imports + mended, map: null };
    },
  };
}
