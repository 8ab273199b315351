import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { assembly } from '../../web/build/assembly.ts';
import { wasmThreads } from '../../web/build/wasmThreads.ts';

/** The page on which the live engine is timed and compared; it is no part of the site. */
export default defineConfig({
  root: fileURLToPath(new URL('page/', import.meta.url)),
  base: './',
  publicDir: fileURLToPath(new URL('../../web/public/', import.meta.url)),
  cacheDir: '../../node_modules/.vite',
  plugins: [assembly(), wasmThreads()],
  worker: { plugins: () => [assembly()] },
  build: {
    target: 'es2022',
    outDir: fileURLToPath(new URL('../../.easel/bench/', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
  },
  logLevel: 'warn',
});
