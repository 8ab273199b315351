/** What this browser offers for each back end, found out without starting TensorFlow.js. */

import type { BackendName } from '../protocol/engine';
import type { Offer } from './backends';

/** Names that software renderers give themselves. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i;

export function probe(name: BackendName): Promise<Offer> {
  switch (name) {
    case 'webgpu':
      return probeWebGpu();
    case 'webgl':
      return Promise.resolve(probeWebGl());
    case 'wasm':
      return Promise.resolve(typeof WebAssembly === 'object' ? 'hardware' : 'none');
    case 'cpu':
      return Promise.resolve('hardware');
  }
}

async function probeWebGpu(): Promise<Offer> {
  // Absent in browsers without WebGPU and on insecure origins, whatever the types say.
  const gpu = navigator.gpu as GPU | undefined;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return 'none';
  const info = adapter.info as GPUAdapterInfo | undefined;
  const names = `${info?.vendor ?? ''} ${info?.architecture ?? ''} ${info?.device ?? ''} ${info?.description ?? ''}`;
  return info?.isFallbackAdapter === true || SOFTWARE.test(names) ? 'software' : 'hardware';
}

function probeWebGl(): Offer {
  if (typeof OffscreenCanvas === 'undefined') return 'none';
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return 'none';
  const details = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = gl.getParameter(details ? details.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof renderer === 'string' && SOFTWARE.test(renderer) ? 'software' : 'hardware';
}
