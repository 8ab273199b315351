import { defineConfig } from 'vitest/config';
import { assembly } from '../../web/build/assembly.ts';

export default defineConfig({
  cacheDir: '../../node_modules/.vite',
  plugins: [assembly()],
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    // Networks and builds on a busy machine: a test that hangs is found all the same.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Parts of TensorFlow.js that are imported by themselves are no modules to Node.
    server: { deps: { inline: [/tfjs-core\/dist\/(?!tf-core)/] } },
  },
});
