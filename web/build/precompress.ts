import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest|wasm|bin|txt)$/;
/** A smaller saving is not worth a second file. */
const WORTHWHILE = 0.97;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Writes a .br and a .gz beside each file of the build that compresses, for the server to send as they are. */
export function precompress(): Plugin {
  let folder: string | null = null;
  return {
    name: 'easel:precompress',
    apply: 'build',
    configResolved(config) {
      folder = config.build.write ? resolve(config.root, config.build.outDir) : null;
    },
    // The last hook of a build: public/ has been copied by now.
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        if (folder === null) return;
        const entries = await readdir(folder, { recursive: true, withFileTypes: true });
        const files = entries.filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name));
        for (const file of files) await compress(join(file.parentPath, file.name));
      },
    },
  };
}

async function compress(path: string): Promise<void> {
  const content = await readFile(path);
  const [br, gz] = await Promise.all([
    brotli(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }),
    gzipped(content, { level: 9 }),
  ]);
  if (br.length < content.length * WORTHWHILE) await writeFile(`${path}.br`, br);
  if (gz.length < content.length * WORTHWHILE) await writeFile(`${path}.gz`, gz);
}
