/**
 * The style transformer, stage by stage and tile by tile. Beside `tf.ts` and `live/` the only module that touches
 * TensorFlow.js. What is the same for all tiles of a stage is computed once and handed in.
 */

import type { GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName, NetworkFiles } from '../../protocol/engine';
import { isRecord } from '../../protocol/guards';
import { gpuWatch, guarded, guardedWait, type GpuWatch } from '../gpuWatch';
import { broken, nodeOf, type GraphNode, type Nodes } from '../graph';
import type { NetworkInput, Part } from '../padding';
import { compileOnly, loadModel } from '../tf';
import { reachOf, type Reach, type Values } from './reach';
import { outputsOf, stagedGraph, type Stage, type StagedGraph } from './stages';

/** Values of shape [height, width, channels]. */
export interface Stored {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly values: Float32Array;
}

export interface TileResult {
  /** What is to be kept of the tile for the next stage, margins included. */
  readonly kept: Stored | null;
  /** RGB, shape [tile height, tile width, 3]; in the last stage only. */
  readonly painted: Float32Array | null;
  /** For each of the stage's means the sum over the inside of the tile, and the number of its summands. */
  readonly sums: readonly { readonly sum: Float32Array; readonly count: number }[];
}

/** A mean by the name of its node. */
export type Means = ReadonlyMap<string, Float32Array>;

/** Sums are scaled by this, so that those over a whole tile stay in the range of half precision. */
const SCALE = 1 / 128;
/** A side of which enlargements are asked what they make. */
const PROBE = 16;

export class TiledNetwork {
  readonly graph: StagedGraph;
  readonly #model: GraphModel;
  readonly #backend: BackendName;
  readonly #watch: GpuWatch;

  private constructor(model: GraphModel, graph: StagedGraph, backend: BackendName) {
    this.#model = model;
    this.graph = graph;
    this.#backend = backend;
    this.#watch = gpuWatch(tf.backend());
  }

  /** @throws EaselError `network-broken` when the files are no style transformer */
  static async load(files: NetworkFiles, backend: BackendName): Promise<TiledNetwork> {
    return new TiledNetwork(await loadModel(files), stagedGraph(files.model), backend);
  }

  /**
   * Makes ready what is the same for all tiles of a stage.
   * @param style shape [K]
   * @param means those of all stages before
   * @param scale pixels of the photo for each value of what the stage before has stored
   */
  open(stage: Stage, style: Float32Array, means: Means, scale: number): OpenStage {
    const fixed = guarded(this.#watch, () => tf.tidy(() => this.#fixed(stage, style, means)));
    try {
      const handedIn = new Map<string, number>();
      if (stage.seesImage) handedIn.set(this.graph.image, 1);
      if (stage.from !== null) handedIn.set(stage.from, scale);
      const outputs = outputsOf(stage, this.graph.output);
      const values = new ModelValues(this.graph.nodes, this.#model, fixed);
      const reach = reachOf(this.graph.nodes, stage, handedIn, outputs, values);
      return new OpenStage(this.#model, this.graph, stage, fixed, reach, this.#backend, this.#watch);
    } catch (error) {
      tf.dispose(fixed);
      throw error;
    }
  }

  dispose(): void {
    this.#model.dispose();
  }

  #fixed(stage: Stage, style: Float32Array, means: Means): tf.NamedTensorMap {
    const given: tf.NamedTensorMap = { [this.graph.style]: tf.tensor2d(style, [1, style.length]) };
    for (const [name, mean] of means) {
      const keepsDimensions = isTrue(nodeOf(this.graph.nodes, name).attributes['keep_dims']);
      given[name] = keepsDimensions ? tf.tensor4d(mean, [1, 1, 1, mean.length]) : tf.tensor2d(mean, [1, mean.length]);
    }
    const isGiven = (name: string): boolean => name in given;
    const wanted = stage.fixed.filter((name) => !isGiven(name));
    const made = wanted.length > 0 ? asList(this.#model.execute(given, [...wanted])) : [];
    const entries = wanted.map((name, i): [string, tf.Tensor] => [name, made[i] as tf.Tensor]);
    const handedOn = stage.fixed.filter(isGiven).map((name): [string, tf.Tensor] => [name, given[name] as tf.Tensor]);
    return Object.fromEntries([...entries, ...handedOn]);
  }
}

/** A stage that is ready to run. */
export class OpenStage {
  readonly stage: Stage;
  readonly reach: Reach;
  readonly #model: GraphModel;
  readonly #graph: StagedGraph;
  readonly #fixed: tf.NamedTensorMap;
  readonly #outputs: string[];
  readonly #backend: BackendName;
  readonly #watch: GpuWatch;
  #isCompiled = false;

  constructor(
    model: GraphModel,
    graph: StagedGraph,
    stage: Stage,
    fixed: tf.NamedTensorMap,
    reach: Reach,
    backend: BackendName,
    watch: GpuWatch,
  ) {
    this.#model = model;
    this.#graph = graph;
    this.stage = stage;
    this.#fixed = fixed;
    this.reach = reach;
    this.#outputs = outputsOf(stage, graph.output);
    this.#backend = backend;
    this.#watch = watch;
  }

  /** @throws EaselError `network-broken` when there is no such node */
  scaleOf(name: string): number {
    const scale = this.reach.scales.get(name);
    if (scale === undefined) throw broken(`the scale of "${name}" is not known`);
    return scale;
  }

  /**
   * @param image the tile of the photo, margins included; null where the stage does not look at it
   * @param stored the same tile of what was stored before, if something was
   * @param size of the tile, in pixels of the photo
   * @param inside what the tile contributes, in pixels from its upper left corner
   * @throws EaselError `gpu-lost` or `out-of-memory` when the back end could not do it
   */
  async run(
    image: NetworkInput | null,
    stored: Stored | null,
    size: { readonly width: number; readonly height: number },
    inside: Part,
  ): Promise<TileResult> {
    const execute = (): tf.Tensor[] => this.#execute(image, stored, size, inside);
    return guardedWait(this.#watch, async () => {
      if (!this.#isCompiled) await compileOnly(this.#backend, this.#watch, execute);
      this.#isCompiled = true;
      const results = tf.tidy(execute);
      try {
        const read = await Promise.all(results.map((tensor) => tensor.data<'float32'>()));
        return this.#read(results, read, inside);
      } finally {
        tf.dispose(results);
      }
    });
  }

  dispose(): void {
    tf.dispose(this.#fixed);
  }

  /** What is stored or painted, if anything is; then the sums. */
  #execute(
    image: NetworkInput | null,
    stored: Stored | null,
    size: { readonly width: number; readonly height: number },
    inside: Part,
  ): tf.Tensor[] {
    const given: tf.NamedTensorMap = { ...this.#fixed };
    if (image) given[this.#graph.image] = tf.tensor4d(image.values, [1, image.height, image.width, 3]);
    const { from, keep, means } = this.stage;
    if (stored && from !== null) {
      given[from] = tf.tensor4d(stored.values, [1, stored.height, stored.width, stored.channels]);
    }
    const made = asList(this.#model.execute(given, this.#outputs));
    const named = new Map(this.#outputs.map((name, i) => [name, made[i] as tf.Tensor4D]));
    const weights = new Map<number, tf.Tensor2D>();
    const sums = means.map(({ of }) => {
      const values = named.get(of) as tf.Tensor4D;
      const scale = this.scaleOf(of);
      const [, height, width, channels] = values.shape;
      if (height * scale !== size.height || width * scale !== size.width) throw broken(`the size of "${of}"`);
      const row = weights.get(scale) ?? insideRow(width, height, scaled(inside, scale));
      weights.set(scale, row);
      // A product with a row that is 0 outside: on wasm four times as fast as a mean, and one shader on GPUs.
      return tf.matMul(row, tf.reshape(values, [height * width, channels]));
    });
    const whole = means.length === 0 ? this.#graph.output : keep;
    return whole === null ? sums : [named.get(whole) as tf.Tensor, ...sums];
  }

  #read(results: readonly tf.Tensor[], read: readonly Float32Array[], inside: Part): TileResult {
    const { keep, means } = this.stage;
    const isLast = means.length === 0;
    const first = isLast || keep !== null ? 1 : 0;
    const sums = means.map(({ of }, i) => {
      const { width, height } = scaled(inside, this.scaleOf(of));
      const sum = (read[first + i] as Float32Array).map((value) => value / SCALE);
      return { sum, count: width * height };
    });
    const [values] = read;
    if (first === 0 || !values) return { kept: null, painted: null, sums };
    if (isLast) return { kept: null, painted: values, sums };
    const [, height = 0, width = 0, channels = 0] = (results[0] as tf.Tensor).shape;
    return { kept: { width, height, channels, values }, painted: null, sums };
  }
}

/** A part of the photo in values that stand for `scale` pixels each. */
export function scaled({ x, y, width, height }: Part, scale: number): Part {
  return { x: x / scale, y: y / scale, width: width / scale, height: height / scale };
}

/** Shape [1, height · width]: {@link SCALE} inside, 0 outside. */
function insideRow(width: number, height: number, inside: Part): tf.Tensor2D {
  const row = new Float32Array(height * width);
  for (let y = inside.y; y < inside.y + inside.height; y++) {
    row.fill(SCALE, y * width + inside.x, y * width + inside.x + inside.width);
  }
  return tf.tensor2d(row, [1, row.length]);
}

/** What a loaded model, and the fixed tensors of a stage, know about its nodes. */
class ModelValues implements Values {
  readonly #nodes: Nodes;
  readonly #model: GraphModel;
  readonly #fixed: tf.NamedTensorMap;

  constructor(nodes: Nodes, model: GraphModel, fixed: tf.NamedTensorMap) {
    this.#nodes = nodes;
    this.#model = model;
    this.#fixed = fixed;
  }

  kernel(node: GraphNode): readonly [number, number] {
    const [height = 0, width = 0] = this.#tensor(node.inputs[1]).shape;
    return [height, width];
  }

  paddings(node: GraphNode): readonly number[] {
    return Array.from(this.#tensor(node.inputs[1]).dataSync<'int32'>());
  }

  /** Asks the graph itself what becomes of a shape of {@link PROBE} squared. */
  enlargement(node: GraphNode): number {
    const [, size = ''] = node.inputs;
    const shape = this.#shapeBefore(size);
    return tf.tidy(() => {
      const given = { [shape]: tf.tensor1d([1, PROBE, PROBE, 1], 'int32') };
      const [height = 0, width = 0] = asList(this.#model.execute(given, [size])).flatMap((tensor) =>
        Array.from(tensor.dataSync()),
      );
      if (height !== width || height <= 0) throw broken(`"${node.name}" enlarges its sides unequally`);
      return height / PROBE;
    });
  }

  #shapeBefore(name: string): string {
    const { op, inputs } = nodeOf(this.#nodes, name);
    if (op === 'Shape') return name;
    const found = inputs.map((input) => this.#shapeBefore(input)).find((shape) => shape !== '');
    return found ?? '';
  }

  #tensor(name = ''): tf.Tensor {
    const tensor = this.#fixed[name] ?? this.#model.weights[name]?.[0];
    if (!tensor) throw broken(`the value of "${name}" is not known`);
    return tensor;
  }
}

/** An attribute of model.json. */
function isTrue(attribute: unknown): boolean {
  return isRecord(attribute) && attribute['b'] === true;
}

function asList(tensors: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
  return Array.isArray(tensors) ? tensors : [tensors];
}
