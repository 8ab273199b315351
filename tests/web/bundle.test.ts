import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, test, vi } from 'vitest';

/** What the page may load before it shows itself, compressed. */
const FIRST_PAINT_BYTES = 80_000;

const root = fileURLToPath(new URL('../../web/', import.meta.url));

describe('the build', () => {
  let files: Rolldown.RolldownOutput['output'];

  beforeAll(async () => {
    // As `npm run build` makes it: else its elements carry the lines of the source that they come from.
    vi.stubEnv('NODE_ENV', 'production');
    const result = await build({ root, logLevel: 'silent', build: { write: false, copyPublicDir: false } });
    files = (result as Rolldown.RolldownOutput).output;
    vi.unstubAllEnvs();
  }, 120_000);

  const text = (file: Rolldown.OutputChunk | Rolldown.OutputAsset): string =>
    file.type === 'chunk' ? file.code : Buffer.from(file.source).toString('utf8');

  function page(): string {
    const html = files.find(({ fileName }) => fileName === 'index.html');
    return html ? text(html) : expect.fail('no index.html');
  }

  /** All that the page loads to begin with: what it names, and what that imports. */
  function firstPaint(): Rolldown.RolldownOutput['output'][number][] {
    const names = Array.from(page().matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g), ([, name]) => name);
    expect(names.length).toBeGreaterThanOrEqual(2);
    const found = new Set(names);
    for (const name of found) {
      const file = files.find(({ fileName }) => fileName === name);
      if (file?.type === 'chunk') for (const imported of file.imports) found.add(imported);
    }
    return files.filter(({ fileName }) => found.has(fileName));
  }

  test('shows itself after at most 80 kB', () => {
    const bytes = firstPaint().reduce((sum, file) => sum + gzipSync(text(file)).length, 0);
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThanOrEqual(FIRST_PAINT_BYTES);
  });

  test('does so in Korean as well, whose words come by themselves', () => {
    const korean = files.filter(
      (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('/strings/ko/index.ts'),
    );
    expect(korean).toHaveLength(1);
    expect(firstPaint().map(text).join('')).not.toMatch(/사진 고르기/);
    const bytes = [...firstPaint(), ...korean].reduce((sum, file) => sum + gzipSync(text(file)).length, 0);
    expect(bytes).toBeLessThanOrEqual(FIRST_PAINT_BYTES);
  });

  test('leaves words for later that are not seen at first', () => {
    const first = firstPaint().map(text).join('');
    for (const words of [/See yourself painted/, /Use a part as the style/, /Prints well/, /Rename/]) {
      expect(first).not.toMatch(words);
      expect(files.some((file) => file.fileName.endsWith('.js') && words.test(text(file)))).toBe(true);
    }
  });

  test('has TensorFlow.js in the engine worker only', () => {
    const holds = (file: (typeof files)[number]): boolean => /GraphModel|tfjs/.test(text(file));
    expect(firstPaint().filter(holds)).toEqual([]);
    expect(files.some(({ fileName }) => /worker-.*\.js$/.test(fileName))).toBe(true);
    expect(files.some((file) => file.fileName.endsWith('.js') && holds(file))).toBe(true);
  });

  test('has nothing inline that the content security policy forbids', () => {
    expect(page()).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:|data:/i);
  });

  test('gives the wasm threads a script of their own, not a blob', () => {
    const glue = files.find(({ fileName }) => /tfjs-backend-wasm-threaded-simd-[\w-]+\.js$/.test(fileName));
    expect(glue && text(glue)).toContain('var WasmBackendModuleThreadedSimd');
    const scripts = files.filter(({ fileName }) => fileName.endsWith('.js')).map(text);
    expect(scripts.some((script) => script.includes('mainScriptUrlOrBlob=new URL('))).toBe(true);
    expect(scripts.some((script) => script.includes('mainScriptUrlOrBlob=new Blob'))).toBe(false);
  });

  test('asks nobody else for anything', () => {
    const loaded = firstPaint().map(text).join('\n') + page();
    const hosts = Array.from(loaded.matchAll(/https?:\/\/([\w.-]+)/g), ([, host]) => host);
    // The SVG and MathML namespaces are names, not addresses.
    expect(hosts.filter((host) => host !== 'www.w3.org')).toEqual([]);
  });
});
