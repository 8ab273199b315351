/**
 * The module that touches TensorFlow.js (4.22, its newest and nearly dormant release). Each back end is a
 * chunk of its own, fetched when it is started. Everything here runs in the engine worker, or in Node for tests.
 */

import { loadGraphModel, registerOp, type GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { ActiveBackend, BackendName, NetworkFiles } from '../protocol/engine';
import { asEaselError, EaselError } from '../protocol/failure';
import { isRecord } from '../protocol/guards';
import type { NetworkInput } from './padding';
import { failureOf, gpuWatch, guardedWait, type GpuWatch } from './gpuWatch';

tf.enableProdMode();

export { registerOp, tf, type GraphModel };

/** Loads the code of a back end and sets it up; answers its number of threads. */
async function loadBackend(name: BackendName, software: boolean, canvas?: OffscreenCanvas): Promise<() => number> {
  switch (name) {
    case 'webgpu':
      await import('@tensorflow/tfjs-backend-webgpu');
      return () => 1;
    case 'webgl': {
      const { backendOn } = await import('./webgl');
      tf.env().set('SOFTWARE_WEBGL_ENABLED', software);
      // Laying a convolution out as a product of matrices pays on a GPU; emulated it costs a fifth to a third more.
      tf.env().set('WEBGL_CONV_IM2COL', !software);
      if (canvas) {
        replaceBackend('webgl', () => backendOn(canvas));
        // One shader for all sizes, where the size of live frames follows the speed of the device.
        tf.env().set('WEBGL_USE_SHAPES_UNIFORMS', true);
      }
      return () => 1;
    }
    case 'wasm': {
      const { configureWasm } = await import('./wasm');
      return configureWasm();
    }
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      return () => 1;
  }
}

/** Registers a back end anew; one of this name that has run before, perhaps on a GPU that is lost, is given up. */
function replaceBackend(name: BackendName, make: () => tf.KernelBackend | Promise<tf.KernelBackend>): void {
  // Its type does not say that there may be none.
  const known = tf.findBackendFactory(name) as unknown;
  if (known) tf.removeBackend(name);
  tf.registerBackend(name, make);
}

/**
 * Starts a back end and makes sure that it is the one that runs: TensorFlow.js by itself falls back in silence.
 * @param canvas where given, WebGL runs in this canvas' context
 * @throws EaselError `program-unreachable` when its code cannot be fetched
 * @throws Error when it cannot start
 */
export async function startBackend(
  name: BackendName,
  software: boolean,
  canvas?: OffscreenCanvas,
): Promise<ActiveBackend> {
  const threads = await loadBackend(name, software, canvas).catch((error: unknown) => {
    throw new EaselError('program-unreachable', `The code of ${name} could not be fetched: ${String(error)}`);
  });
  const works = await tf.setBackend(name);
  await tf.ready();
  if (!works || tf.getBackend() !== name) throw new Error(`TensorFlow.js runs on ${tf.getBackend()} instead.`);
  return { name, threads: threads(), software };
}

/** Numbers of tensors and bytes that TensorFlow.js holds, for tests of leaks. */
export function memory(): { readonly tensors: number; readonly bytes: number } {
  const { numTensors, numBytes } = tf.memory();
  return { tensors: numTensors, bytes: numBytes };
}

/** The WebGL context or WebGPU device on which the back end runs, if it does on one. */
export function gpu(): { readonly gl?: WebGL2RenderingContext; readonly device?: GPUDevice } {
  const backend = tf.backend() as unknown as { gpgpu?: { gl: WebGL2RenderingContext }; device?: GPUDevice };
  if (backend.device) return { device: backend.device };
  return backend.gpgpu ? { gl: backend.gpgpu.gl } : {};
}

/** How operations are differentiated: the core leaves it out unless it is asked for. */
export async function enableGradients(): Promise<void> {
  await import('@tensorflow/tfjs-core/dist/register_all_gradients');
}

/** The flag with which a back end compiles its shaders without running them, where it has one. */
const COMPILE_ONLY: Partial<Record<BackendName, string>> = {
  webgl: 'ENGINE_COMPILE_ONLY',
  webgpu: 'WEBGPU_ENGINE_COMPILE_ONLY',
};

interface CompilingBackend {
  checkCompileCompletionAsync(): Promise<unknown>;
  getUniformLocations?(): void;
}

/**
 * Compiles the shaders of what `run` runs, without running it: its results are worthless. Back ends without shaders
 * do nothing.
 * @throws EaselError
 */
export async function compileOnly(backend: BackendName, watch: GpuWatch, run: () => tf.TensorContainer): Promise<void> {
  const flag = COMPILE_ONLY[backend];
  if (flag === undefined) return;
  const compiling = tf.backend() as unknown as CompilingBackend;
  tf.env().set(flag, true);
  try {
    tf.tidy(() => {
      run();
    });
    await watch.during(compiling.checkCompileCompletionAsync());
    compiling.getUniformLocations?.();
  } catch (error) {
    throw asEaselError(error, failureOf(error));
  } finally {
    tf.env().set(flag, false);
  }
}

/** A network input by name: a picture, or the numbers of a style. */
export type NamedInputs = Readonly<Record<string, NetworkInput | Float32Array>>;

/** One loaded network. */
export class Network {
  readonly #model: GraphModel;
  readonly #output: string;
  readonly #backend: BackendName;
  readonly #watch: GpuWatch;

  private constructor(model: GraphModel, output: string, backend: BackendName) {
    this.#model = model;
    this.#output = output;
    this.#backend = backend;
    this.#watch = gpuWatch(tf.backend());
  }

  /**
   * @param output the signature's name of the wanted output
   * @throws EaselError `network-broken` when TensorFlow.js cannot make a network of the files
   */
  static async load(files: NetworkFiles, output: string, backend: BackendName): Promise<Network> {
    return new Network(await loadModel(files), output, backend);
  }

  /**
   * Runs the network and reads its output, of whatever shape, as one flat array.
   * @throws EaselError `gpu-lost` or `out-of-memory` when the back end could not do it
   */
  async run(inputs: NamedInputs): Promise<Float32Array> {
    return guardedWait(this.#watch, async () => {
      const result = tf.tidy(() => this.#execute(inputs));
      try {
        return await result.data<'float32'>();
      } finally {
        result.dispose();
      }
    });
  }

  /** Compiles the shaders that inputs of these shapes need. Does nothing on back ends without shaders. */
  async compile(inputs: NamedInputs): Promise<void> {
    this.#watch.check();
    await compileOnly(this.#backend, this.#watch, () => this.#execute(inputs));
    this.#watch.check();
  }

  dispose(): void {
    this.#model.dispose();
  }

  #execute(inputs: NamedInputs): tf.Tensor {
    const tensors: tf.NamedTensorMap = {};
    for (const [name, value] of Object.entries(inputs)) {
      tensors[name] =
        value instanceof Float32Array
          ? tf.tensor2d(value, [1, value.length])
          : tf.tensor4d(value.values, [1, value.height, value.width, 3]);
    }
    const result = this.#model.execute(tensors, this.#output);
    return Array.isArray(result) ? (result[0] as tf.Tensor) : result;
  }
}

/** @throws EaselError `network-broken` when TensorFlow.js cannot make a network of the files */
export async function loadModel(files: NetworkFiles): Promise<GraphModel> {
  try {
    return await loadGraphModel(tf.io.fromMemory(artifacts(files)));
  } catch (error) {
    throw asEaselError(error, 'network-broken');
  }
}

/** model.json and its shards in the form that TensorFlow.js loads from memory. */
function artifacts(files: NetworkFiles): tf.io.ModelArtifacts {
  const { model, weights } = files;
  const { modelTopology, signature, weightsManifest } = model;
  if (!isRecord(modelTopology) || !isRecord(signature) || !Array.isArray(weightsManifest)) {
    throw new EaselError('network-broken', 'model.json lacks its topology, signature or weights manifest');
  }
  const groups = weightsManifest as tf.io.WeightsManifestConfig;
  return {
    modelTopology,
    signature,
    format: 'graph-model',
    weightSpecs: groups.flatMap((group) => group.weights),
    weightData: weights,
  };
}
