/**
 * GPUs fail in silence: after a lost WebGL context or a WebGPU error TensorFlow.js goes on and answers zeros. This
 * listens to the device itself, so that a painting is only believed when nothing went wrong beneath it.
 */

import { asEaselError, EaselError, type FailureCode } from '../protocol/failure';
import { isRecord } from '../protocol/guards';

export interface GpuWatch {
  /** @throws EaselError `gpu-lost` or `out-of-memory` when something has gone wrong since the start. */
  check(): void;
  /**
   * What the work answers. TensorFlow.js waits for ever for a reading from a WebGL context that was lost meanwhile;
   * this does not.
   * @throws EaselError `gpu-lost`, besides what the work throws
   */
  during<T>(work: Promise<T>): Promise<T>;
}

/**
 * Work for the back end that ends at once.
 * @throws EaselError that says whether the GPU or the memory was at fault
 */
export function guarded<T>(watch: GpuWatch, work: () => T): T {
  watch.check();
  try {
    return work();
  } catch (error) {
    watch.check();
    throw asEaselError(error, failureOf(error));
  }
}

/**
 * Work for the back end that waits for it. What it answers is believed when nothing went wrong beneath it.
 * @throws EaselError that says whether the GPU or the memory was at fault
 */
export async function guardedWait<T>(watch: GpuWatch, work: () => Promise<T>): Promise<T> {
  watch.check();
  try {
    const result = await watch.during(work());
    watch.check();
    return result;
  } catch (error) {
    watch.check();
    throw asEaselError(error, failureOf(error));
  }
}

/** Says of an error from inside TensorFlow.js whether more memory, or another device, could help. */
export function failureOf(error: unknown): FailureCode {
  const text = error instanceof Error ? `${error.name} ${error.message}` : String(error);
  if (/memory|allocat|RangeError|texture size|buffer size|exceeds/i.test(text)) return 'out-of-memory';
  if (/context|device|shader|GPU/i.test(text)) return 'gpu-lost';
  return 'unexpected';
}

/** Watches the device of a TensorFlow.js back end, found by its shape; other back ends have none. */
export function gpuWatch(backend: unknown): GpuWatch {
  const none = { check: () => undefined, during: <T>(work: Promise<T>) => work };
  if (!isRecord(backend)) return none;
  if (isGpuDevice(backend['device'])) return watchDevice(backend['device']);
  const gpgpu = backend['gpgpu'];
  if (isRecord(gpgpu) && isGl(gpgpu['gl'])) return watchContext(gpgpu['gl']);
  return none;
}

function isGpuDevice(value: unknown): value is GPUDevice {
  return isRecord(value) && value['lost'] instanceof Promise;
}

function isGl(value: unknown): value is WebGL2RenderingContext {
  return isRecord(value) && typeof value['isContextLost'] === 'function';
}

/** Work that a loss breaks off, whenever it comes. */
class Breakable {
  readonly #waiting = new Set<(failure: EaselError) => void>();

  during<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      work.then(resolve, reject).finally(() => this.#waiting.delete(reject));
    });
  }

  breakOff(failure: EaselError): void {
    for (const reject of this.#waiting) reject(failure);
  }
}

function watchDevice(device: GPUDevice): GpuWatch {
  const breakable = new Breakable();
  let failure: EaselError | null = null;
  void device.lost.then((info) => {
    failure = new EaselError('gpu-lost', `WebGPU device lost: ${info.message}`);
    breakable.breakOff(failure);
  });
  device.addEventListener('uncapturederror', (event) => {
    const full = typeof GPUOutOfMemoryError !== 'undefined' && event.error instanceof GPUOutOfMemoryError;
    failure ??= new EaselError(full ? 'out-of-memory' : 'gpu-lost', event.error.message);
  });
  return {
    check() {
      if (failure) throw failure;
    },
    during: (work) => breakable.during(work),
  };
}

function watchContext(gl: WebGL2RenderingContext): GpuWatch {
  const breakable = new Breakable();
  const lost = (): EaselError => new EaselError('gpu-lost', 'WebGL context lost');
  gl.canvas.addEventListener('webglcontextlost', () => {
    breakable.breakOff(lost());
  });
  return {
    check() {
      if (gl.isContextLost()) throw lost();
      if (gl.getError() === gl.OUT_OF_MEMORY) throw new EaselError('out-of-memory', 'WebGL is out of memory');
    },
    during: (work) => breakable.during(work),
  };
}
