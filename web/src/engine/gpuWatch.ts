/**
 * GPUs fail in silence: after a lost WebGL context or a WebGPU error TensorFlow.js goes on and answers zeros. This
 * listens to the device itself, so that a painting is only believed when nothing went wrong beneath it.
 */

import { EaselError } from '../protocol/failure';
import { isRecord } from '../protocol/guards';

export interface GpuWatch {
  /** @throws EaselError `gpu-lost` or `out-of-memory` when something has gone wrong since the start. */
  check(): void;
}

/** Watches the device of a TensorFlow.js back end, found by its shape; other back ends have none. */
export function gpuWatch(backend: unknown): GpuWatch {
  if (!isRecord(backend)) return { check: () => undefined };
  if (isGpuDevice(backend['device'])) return watchDevice(backend['device']);
  const gpgpu = backend['gpgpu'];
  if (isRecord(gpgpu) && isGl(gpgpu['gl'])) return watchContext(gpgpu['gl']);
  return { check: () => undefined };
}

function isGpuDevice(value: unknown): value is GPUDevice {
  return isRecord(value) && value['lost'] instanceof Promise;
}

function isGl(value: unknown): value is WebGL2RenderingContext {
  return isRecord(value) && typeof value['isContextLost'] === 'function';
}

function watchDevice(device: GPUDevice): GpuWatch {
  let failure: EaselError | null = null;
  void device.lost.then((info) => {
    failure = new EaselError('gpu-lost', `WebGPU device lost: ${info.message}`);
  });
  device.addEventListener('uncapturederror', (event) => {
    const full = typeof GPUOutOfMemoryError !== 'undefined' && event.error instanceof GPUOutOfMemoryError;
    failure ??= new EaselError(full ? 'out-of-memory' : 'gpu-lost', event.error.message);
  });
  return {
    check() {
      if (failure) throw failure;
    },
  };
}

function watchContext(gl: WebGL2RenderingContext): GpuWatch {
  return {
    check() {
      if (gl.isContextLost()) throw new EaselError('gpu-lost', 'WebGL context lost');
      if (gl.getError() === gl.OUT_OF_MEMORY) throw new EaselError('out-of-memory', 'WebGL is out of memory');
    },
  };
}
