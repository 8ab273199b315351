import type { Plugin } from 'vite';

const GLUE = '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';
const BLOB = /mainScriptUrlOrBlob = new Blob\(\[[^;]*?\], \{ type: 'text\/javascript' \}\)/;

/**
 * Makes threaded tfjs-wasm work in a minified bundle and under our content security policy. By itself it turns its
 * Emscripten glue into text and lets its thread workers import that text from a blob URL. The policy forbids such
 * scripts, rightly; and once minified, the text names variables that do not exist in the workers. So the workers are
 * given the address of the glue itself instead, shipped as a file of its own.
 */
export function wasmThreads(): Plugin {
  return {
    name: 'easel:wasm-threads',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith('/tfjs-backend-wasm/dist/backend_wasm.js')) return null;
      if (!BLOB.test(code)) throw new Error('tfjs-wasm has changed: look at web/build/wasmThreads.ts');
      const mended = code.replace(BLOB, 'mainScriptUrlOrBlob = new URL(threadGlueUrl, import.meta.url).href');
      return { code: `import threadGlueUrl from '${GLUE}?url';\n${mended}`, map: null };
    },
  };
}
