/**
 * A style transformer for many frames in one style. What is the same for all frames is computed once and kept as
 * tensors, and frames go in and out as the back end holds them, without a copy through the processor where it is a GPU.
 */

import type { GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName, NetworkFiles, Size } from '../../protocol/engine';
import { EaselError } from '../../protocol/failure';
import type { LiveNetwork } from '../../protocol/live';
import { gpuWatch, guarded, guardedWait, type GpuWatch } from '../gpuWatch';
import { compileOnly, loadModel } from '../tf';
import { withAreaMeans } from './areaMean';
import { withDepthwise } from './depthwise';
import { withHalfSizePaint } from './halfSizePaint';
import { canRunHeapCode } from './heap/heapCode';
import { heapFrame } from './heapFrame';
import { leanGraph, type LeanGraph } from './leanGraph';
import { withMirrorPadding } from './mirrorPadding';
import { withPackedConvolutions } from './packed/convolution';
import { withPackedMeans } from './packed/means';
import { withScaledImage } from './scaledImage';
import { withSmallKernels } from './smallKernel';
import { heapAddress } from './wasmHeap';

/**
 * A frame for the network: RGB values 0..1, shape [height, width, 3], row by row; or a texture of RGBA pixels, first
 * row first; or a buffer of 32-bit floats like the values, with the usages STORAGE and COPY_SRC; or where RGBA bytes lie
 * in the memory of the wasm back end.
 */
export type NetworkFrame =
  | { readonly values: Float32Array }
  | { readonly texture: WebGLTexture }
  | { readonly buffer: GPUBuffer }
  | { readonly address: number };

/**
 * A painted frame: RGB, shape [height, width, 3], about 0..1, as values; or as a texture of `columns` RGBA texels a
 * row that hold them densely, four in each; or as a buffer; or where they lie in the memory of the wasm back end.
 * `dispose` gives back what holds it.
 */
export type PaintedFrame = (
  | { readonly values: Float32Array }
  | { readonly texture: WebGLTexture; readonly columns: number }
  | { readonly buffer: GPUBuffer }
  | { readonly address: number }
) & { readonly dispose: () => void };

/** Sizes whose tensors are kept: a few numbers each. */
const SIZES_KEPT = 12;

export class LeanNetwork {
  readonly #model: GraphModel;
  readonly #graph: LeanGraph;
  readonly #backend: BackendName;
  readonly #watch: GpuWatch;
  #perStyle: tf.NamedTensorMap;
  readonly #perSize = new Map<string, tf.NamedTensorMap>();

  private constructor(model: GraphModel, graph: LeanGraph, backend: BackendName, styleLength: number) {
    this.#model = model;
    this.#graph = graph;
    this.#backend = backend;
    this.#watch = gpuWatch(tf.backend());
    this.#perStyle = this.#forStyle(new Float32Array(styleLength));
  }

  /** @throws EaselError `network-broken` when the files are no style transformer */
  static async load(network: LiveNetwork, backend: BackendName): Promise<LeanNetwork> {
    const files = forBackend(network.files, backend);
    const graph = leanGraph(files.model);
    const model = await loadModel(files);
    return new LeanNetwork(model, graph, backend, network.styleLength);
  }

  /**
   * Everything that only the style decides, for all frames from now on.
   * @param style shape [K]
   */
  setStyle(style: Float32Array): void {
    guarded(this.#watch, () => {
      const before = this.#perStyle;
      this.#perStyle = this.#forStyle(style);
      tf.dispose(before);
    });
  }

  isPrepared(size: Size): boolean {
    return this.#perSize.has(sizeKey(size));
  }

  /**
   * Compiles what frames of this size need, computes what only the size decides, and runs once.
   * @param frame any frame of this size
   * @throws EaselError `result-invalid` when this back end cannot compute it, as one with half precision may
   */
  async prepare(size: Size, frame: NetworkFrame): Promise<void> {
    this.#watch.check();
    const { perSize, output } = this.#graph;
    const run = (): tf.Tensor[] => this.#execute(inputTensor(frame, size), [...perSize, output], {});
    await compileOnly(this.#backend, this.#watch, run);
    const results = await guardedWait(this.#watch, () => this.#finite(run));
    results.pop()?.dispose();
    this.#keepSize(size, named(perSize, results));
  }

  /**
   * Paints one frame of a prepared size.
   * @throws EaselError `gpu-lost` or `out-of-memory` when the back end could not do it
   */
  paint(frame: NetworkFrame, size: Size): PaintedFrame {
    return guarded(this.#watch, () => {
      const painted = this.run(frame, size);
      try {
        return asPainted(painted, frame);
      } finally {
        painted.dispose();
      }
    });
  }

  /** The network alone: shape [1, height, width, 3], to be disposed of by the caller. */
  run(frame: NetworkFrame, size: Size): tf.Tensor {
    const sizeTensors = this.#perSize.get(sizeKey(size)) ?? {};
    return tf.tidy(() => {
      const [painted] = this.#execute(inputTensor(frame, size), [this.#graph.output], sizeTensors);
      return painted as tf.Tensor;
    });
  }

  /** @throws EaselError `gpu-lost` or `out-of-memory` when something has gone wrong on the GPU */
  check(): void {
    this.#watch.check();
  }

  dispose(): void {
    tf.dispose(this.#perStyle);
    tf.dispose([...this.#perSize.values()]);
    this.#perSize.clear();
    this.#model.dispose();
  }

  /** What `run` answers, the last of which is a painting. */
  async #finite(run: () => tf.Tensor[]): Promise<tf.Tensor[]> {
    const results = tf.tidy(run);
    try {
      const values = await (results.at(-1) as tf.Tensor).data();
      if (!values.every(Number.isFinite)) throw new EaselError('result-invalid', 'the painted frame is not finite');
      return results;
    } catch (error) {
      tf.dispose(results);
      throw error;
    }
  }

  #forStyle(style: Float32Array): tf.NamedTensorMap {
    const { perStyle } = this.#graph;
    if (perStyle.length === 0) return {};
    const tensors = tf.tidy(() =>
      asList(this.#model.execute({ [this.#graph.style]: tf.tensor2d(style, [1, style.length]) }, [...perStyle])),
    );
    return named(perStyle, tensors);
  }

  #execute(image: tf.Tensor, outputs: string[], sizeTensors: tf.NamedTensorMap): tf.Tensor[] {
    return asList(this.#model.execute({ [this.#graph.image]: image, ...this.#perStyle, ...sizeTensors }, outputs));
  }

  #keepSize(size: Size, tensors: tf.NamedTensorMap): void {
    this.#perSize.set(sizeKey(size), tensors);
    for (const [oldest, kept] of this.#perSize) {
      if (this.#perSize.size <= SIZES_KEPT) break;
      tf.dispose(kept);
      this.#perSize.delete(oldest);
    }
  }
}

/** The same network as a back end does it fastest. */
function forBackend(files: NetworkFiles, backend: BackendName): NetworkFiles {
  if (backend === 'webgl') return withPackedMeans(withPackedConvolutions(withHalfSizePaint(files, false)));
  if (backend !== 'wasm' || !canRunHeapCode()) return files;
  // On a processor each call of a kernel counts, and each pass over memory.
  const onHeap = withScaledImage(withHalfSizePaint(withAreaMeans(files), true));
  return withSmallKernels(withDepthwise(withMirrorPadding(onHeap)));
}

function sizeKey({ width, height }: Size): string {
  return `${String(width)}x${String(height)}`;
}

function asList(tensors: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
  return Array.isArray(tensors) ? tensors : [tensors];
}

function named(names: readonly string[], tensors: readonly tf.Tensor[]): tf.NamedTensorMap {
  return Object.fromEntries(names.map((name, i) => [name, tensors[i] as tf.Tensor]));
}

function inputTensor(frame: NetworkFrame, size: Size): tf.Tensor {
  if ('address' in frame) return heapFrame(frame.address, size);
  const { width, height } = size;
  const shape: [number, number, number, number] = [1, height, width, 3];
  if ('values' in frame) return tf.tensor4d(frame.values, shape);
  if ('buffer' in frame) return tf.tensor({ buffer: frame.buffer, zeroCopy: true }, shape, 'float32');
  return tf.tensor({ texture: frame.texture, width, height, channels: 'RGB' }, shape, 'float32');
}

/** The painted frame in the kind of memory in which the frame came. */
function asPainted(painted: tf.Tensor, frame: NetworkFrame): PaintedFrame {
  if ('values' in frame) return { values: painted.dataSync<'float32'>(), dispose: () => undefined };
  if ('address' in frame) {
    const kept = painted.clone();
    const dispose = (): void => {
      kept.dispose();
    };
    return { address: heapAddress(kept), dispose };
  }
  const { tensorRef, texture, texShape, buffer } = painted.dataToGPU();
  const dispose = (): void => {
    tensorRef.dispose();
  };
  if (buffer) return { buffer, dispose };
  if (!texture || !texShape) throw new Error('the painted frame is not on the GPU');
  return { texture, columns: texShape[1], dispose };
}
