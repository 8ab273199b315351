import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';
import wabt from 'wabt';

const FEATURES = { simd: true, threads: true };
const OWN = '(memory 1)';
/** As TensorFlow.js' threaded back end makes it. */
const SHARED = '(memory 1 65536 shared)';

/**
 * Assembles WebAssembly text: a `.wat` file that imports its memory becomes a module of two binaries, one for memory
 * of one thread and one for shared memory, which WebAssembly tells apart. A few kilobytes, they are part of the script.
 */
export function assembly(): Plugin {
  return {
    name: 'easel:assembly',
    async load(id) {
      if (!id.endsWith('.wat')) return null;
      const text = await readFile(id, 'utf8');
      if (!text.includes(OWN)) throw new Error(`${id} imports no memory`);
      const tools = await wabt();
      const binary = async (memory: string): Promise<string> => {
        const module = tools.parseWat(id, text.replace(OWN, memory), FEATURES);
        const buffer = new Uint8Array(module.toBinary({}).buffer);
        module.destroy();
        // Says what is wrong where something is.
        await WebAssembly.compile(buffer);
        return `Uint8Array.from(atob('${Buffer.from(buffer).toString('base64')}'), (byte) => byte.charCodeAt(0))`;
      };
      return {
        code: `export default { own: ${await binary(OWN)}, shared: ${await binary(SHARED)} };`,
        map: null,
        moduleType: 'js',
      };
    },
  };
}
