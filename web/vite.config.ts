import { defineConfig } from 'vite';
import { assembly } from './build/assembly.ts';
import { ISOLATION_HEADERS } from './build/headers.ts';
import { precompress } from './build/precompress.ts';
import { serviceWorker } from './build/serviceWorker.ts';
import { wasmThreads } from './build/wasmThreads.ts';

export default defineConfig({
  // Relative, so that the site works in any folder of any static host.
  base: './',
  resolve: {
    alias: [
      { find: /^react\/jsx-(dev-)?runtime$/, replacement: 'preact/jsx-runtime' },
      { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
      { find: /^react(-dom)?$/, replacement: 'preact/compat' },
    ],
  },
  plugins: [assembly(), wasmThreads(), serviceWorker(), precompress()],
  worker: {
    format: 'es',
    plugins: () => [assembly(), wasmThreads()],
  },
  build: {
    target: 'es2022',
    // The policy of the server allows no data: scripts or styles, and small files cost little over one connection.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // Found late, behind dynamic imports in a worker, they would make the dev server reload the page in mid-use.
  optimizeDeps: {
    include: ['core', 'converter', 'backend-cpu', 'backend-wasm', 'backend-webgl', 'backend-webgpu'].map(
      (part) => `@tensorflow/tfjs-${part}`,
    ),
  },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
});
