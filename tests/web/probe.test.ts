import { afterEach, describe, expect, test, vi } from 'vitest';
import { probe } from '../../web/src/engine/probe';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('WebGPU', () => {
  const offering = (info: object | null) => {
    const adapter = info && { info };
    vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.resolve(adapter) } });
  };

  test.each([
    ['a real adapter', { vendor: 'apple', architecture: 'metal-3', isFallbackAdapter: false }, 'hardware'],
    ['a fallback adapter', { vendor: 'x', architecture: '', isFallbackAdapter: true }, 'software'],
    ['SwiftShader', { vendor: 'google', architecture: 'swiftshader' }, 'software'],
    ['an adapter that says nothing', {}, 'hardware'],
    ['no adapter', null, 'none'],
  ])('%s', async (_, info, offer) => {
    offering(info);
    expect(await probe('webgpu')).toBe(offer);
  });

  test('a browser without it', async () => {
    vi.stubGlobal('navigator', {});
    expect(await probe('webgpu')).toBe('none');
  });
});

describe('WebGL', () => {
  function offering(renderer: string | null): void {
    const gl = renderer !== null && {
      RENDERER: 1,
      getExtension: (name: string) => (name.endsWith('renderer_info') ? { UNMASKED_RENDERER_WEBGL: 2 } : null),
      getParameter: () => renderer,
    };
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext = () => gl || null;
      },
    );
  }

  test.each([
    ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3060)', 'hardware'],
    ['Apple GPU', 'hardware'],
    ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (LLVM 10.0.0)))', 'software'],
    ['llvmpipe (LLVM 15.0.7, 256 bits)', 'software'],
    ['Microsoft Basic Render Driver', 'software'],
    [null, 'none'],
  ])('%s', async (renderer, offer) => {
    offering(renderer);
    expect(await probe('webgl')).toBe(offer);
  });

  test('a worker without canvases', async () => {
    vi.stubGlobal('OffscreenCanvas', undefined);
    expect(await probe('webgl')).toBe('none');
  });
});

test('wasm and cpu', async () => {
  expect(await probe('cpu')).toBe('hardware');
  expect(await probe('wasm')).toBe('hardware');
  vi.stubGlobal('WebAssembly', undefined);
  expect(await probe('wasm')).toBe('none');
});
