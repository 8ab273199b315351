/**
 * Adam (Kingma, Ba 2015) for a picture that is kept within 0..1. Where steps look from several places they are broad,
 * the picture sways a little from one to the next, and what comes out is a running mean (Polyak, Juditsky 1992).
 */

import { tf } from '../tf';
import { broadened } from './broad';
import type { Evaluation, Objective } from './objective';
import { enlarged, valuesOf, type Optimiser, type OptimiserState, type Taken } from './optimiser';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;
/** Decay of the running mean, once there have been some steps: it spans two places or three, and lags little. */
const AVERAGE = 0.95;

export class Adam implements Optimiser {
  #image: tf.Tensor4D;
  #mean: tf.Tensor4D;
  #square: tf.Tensor4D;
  #average: tf.Tensor4D | null;
  #count: number;

  /**
   * @param state what {@link snapshot} gave, or null to begin at `image`, [1, height, width, 3]
   * @param isRobust whether steps are broad, and the result is a running mean
   */
  constructor(image: tf.Tensor4D, state: OptimiserState | null, isRobust: boolean) {
    this.#image = image;
    this.#average = isRobust ? (state ? restored(state, 'average', image) : tf.clone(image)) : null;
    this.#mean = state ? restored(state, 'mean', image) : tf.zerosLike(image);
    this.#square = state ? restored(state, 'square', image) : tf.zerosLike(image);
    this.#count = state?.numbers['count'] ?? 0;
  }

  get image(): tf.Tensor4D {
    return this.#image;
  }

  get result(): tf.Tensor4D {
    return this.#average ?? this.#image;
  }

  step(objective: Objective, rate: number): Promise<Taken> {
    const { terms, gradient } = objective.evaluate(this.#image, this.#count);
    const slope = this.#average ? broadened(gradient) : tf.clone(gradient);
    gradient.dispose();
    this.#move(slope, rate);
    slope.dispose();
    return Promise.resolve({ terms, isStuck: false });
  }

  /** The loss has changed: what is remembered of its slope holds well enough. */
  forget(): void {
    // Moments follow within some steps.
  }

  enlarge(height: number, width: number): Promise<void> {
    const [image, mean, square, average] = tf.tidy(() =>
      this.#tensors().map((tensor) => enlarged(tensor, height, width)),
    ) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D, tf.Tensor4D?];
    this.dispose();
    [this.#image, this.#mean, this.#square, this.#average] = [image, mean, square, average ?? null];
    return Promise.resolve();
  }

  async snapshot(): Promise<OptimiserState> {
    const [mean, square] = await Promise.all([valuesOf(this.#mean), valuesOf(this.#square)]);
    const average = this.#average && (await valuesOf(this.#average));
    return { arrays: { mean, square, ...(average && { average }) }, numbers: { count: this.#count } };
  }

  dispose(): void {
    tf.dispose(this.#tensors());
  }

  #tensors(): tf.Tensor4D[] {
    return [this.#image, this.#mean, this.#square, ...(this.#average ? [this.#average] : [])];
  }

  #move(gradient: Evaluation['gradient'], rate: number): void {
    this.#count++;
    const correction1 = 1 - BETA_1 ** this.#count;
    const correction2 = 1 - BETA_2 ** this.#count;
    const [image, mean, square] = tf.tidy(() => {
      // One after the other, so that what stands between them is given back: pictures may be large.
      const m = tf.tidy(() => tf.add(tf.mul(this.#mean, BETA_1), tf.mul(gradient, 1 - BETA_1)));
      const v = tf.tidy(() => tf.add(tf.mul(this.#square, BETA_2), tf.mul(tf.square(gradient), 1 - BETA_2)));
      const size = tf.tidy(() => tf.add(tf.sqrt(tf.div(v, correction2)), EPSILON));
      const away = tf.tidy(() => tf.div(tf.mul(m, rate / correction1), size));
      return [tf.clipByValue(tf.sub(this.#image, away), 0, 1), m, v];
    }) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
    const average = this.#average && this.#averaged(this.#average, image);
    this.dispose();
    [this.#image, this.#mean, this.#square, this.#average] = [image, mean, square, average];
  }

  #averaged(before: tf.Tensor4D, image: tf.Tensor4D): tf.Tensor4D {
    const decay = Math.min(AVERAGE, (1 + this.#count) / (10 + this.#count));
    return tf.tidy(() => tf.add(tf.mul(before, decay), tf.mul(image, 1 - decay)));
  }
}

function restored({ arrays }: OptimiserState, name: string, like: tf.Tensor4D): tf.Tensor4D {
  const array = arrays[name];
  if (array?.length !== like.size) throw new Error(`the state lacks ${name}`);
  return tf.tensor4d(array, like.shape);
}
