/** The encoder: a picture to the features under the taps, such that gradients flow back to the picture. */

import type { NetworkFiles } from '../../protocol/engine';
import type { Pooling, TapName } from '../../protocol/optimiseSettings';
import { enableGradients, loadModel, tf, type GraphModel } from '../tf';
import { disposeTurned, registerConvolutions, turnFilters } from './convolution';
import { optimisedGraph } from './graph';
import { registerPooling } from './pooling';

/** Features [1, h, w, channels] by tap. */
export type Features = ReadonlyMap<TapName, tf.Tensor4D>;

export class Encoder {
  readonly #model: GraphModel;
  readonly #filters: readonly string[];

  private constructor(model: GraphModel, filters: readonly string[]) {
    this.#model = model;
    this.#filters = filters;
  }

  /** @throws EaselError `network-broken` when the files are no encoder */
  static async load(files: NetworkFiles, pooling: Pooling): Promise<Encoder> {
    await enableGradients();
    registerConvolutions();
    registerPooling();
    const graph = optimisedGraph(files, pooling);
    const model = await loadModel(graph.files);
    turnFilters(model, graph.filters);
    return new Encoder(model, graph.filters);
  }

  /**
   * The features of a picture under some taps; what no tap needs is not computed.
   * @param image RGB about 0..1, shape [1, height, width, 3]
   */
  features(image: tf.Tensor4D, taps: readonly TapName[]): Features {
    if (taps.length === 0) return new Map();
    const found = this.#model.execute({ image }, [...taps]);
    const tensors = (Array.isArray(found) ? found : [found]) as tf.Tensor4D[];
    return new Map(taps.map((tap, i) => [tap, tensors[i] as tf.Tensor4D]));
  }

  dispose(): void {
    disposeTurned(this.#model, this.#filters);
    this.#model.dispose();
  }
}
