/**
 * The loss of Gatys, Ecker and Bethge (2015) at one stage, with its gradient:
 *
 *     α · Σ w C / Σ w over the content layers + β · Σ w S / Σ w over the style layers + γ · V
 *
 * C = Σ (F - P)² / Σ P² of the features, S = Σ (G - A)² / Σ A² of the Gram matrices (or of means and deviations), and V
 * the mean squared difference of neighbouring pixels. All are relative, so weights mean the same at every size and on
 * every layer: 1 is no likeness at all. (The paper's own terms grow with size and channels, so its α/β is another
 * number.) Several styles count as the mix of their statistics by their weights.
 *
 * With `keepColours` the encoder sees brightness alone, the styles' brightness with the photo's mean and deviation. With
 * several `views` it sees picture, photo and styles shifted and mirrored, another way every few steps.
 */

import type { OptimiseLosses } from '../../protocol/optimise';
import { TAPS, type LayerWeights, type OptimiseSettings, type TapName } from '../../protocol/optimiseSettings';
import { LUMA } from '../live/luma';
import { tf } from '../tf';
import type { Encoder } from './encoder';
import { relativeError, squareSum, statistics, variation } from './statistics';
import { HELD, mirrored, seenFrom, VIEWS, type View } from './views';

/** As in Python's `export/losses.py`. */
const TINY = 1e-6;

/** What one tap is compared with, and its size. */
interface Target {
  readonly wanted: tf.Tensor;
  readonly square: tf.Scalar;
}

type Targets = ReadonlyMap<TapName, Target>;

/** A loss with its gradient, both on the back end. */
export interface Evaluation {
  /** The terms of the loss, each with its weight, in the order of {@link Objective.read}; [terms]. */
  readonly terms: tf.Tensor1D;
  /** Gradient by value, times the number of values, so that it is as large at every size; [1, height, width, 3]. */
  readonly gradient: tf.Tensor4D;
}

/** A picture of a stage: RGB bytes, [height, width, 3]. */
export interface StagePicture {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

export class Objective {
  readonly #encoder: Encoder;
  readonly #photo: StagePicture;
  readonly #styles: readonly StagePicture[];
  #settings: OptimiseSettings;
  /** Of the view whose turn it is: those of all would take more memory than the encoder. */
  #content: { readonly view: View; readonly targets: Targets } | null = null;
  /** Of the styles as they are, and mirrored. */
  readonly #style = new Map<boolean, Targets>();

  constructor(encoder: Encoder, photo: StagePicture, styles: readonly StagePicture[], settings: OptimiseSettings) {
    this.#encoder = encoder;
    this.#photo = photo;
    this.#styles = styles;
    this.#settings = settings;
  }

  /** Other weights, or another kind of loss, from now on. */
  change(settings: OptimiseSettings): void {
    this.#settings = settings;
    this.dispose();
  }

  /**
   * The loss of a picture and its gradient.
   * @param image [1, height, width, 3]
   * @param step steps take their views in turn, {@link HELD} each
   */
  evaluate(image: tf.Tensor4D, step = 0): Evaluation {
    const view = VIEWS[Math.floor(step / HELD) % this.#settings.views] as View;
    const [content, style] = [this.#contentOf(view), this.#styleOf(view.isMirrored)];
    const found: { terms?: tf.Tensor1D } = {};
    const gradient = tf.tidy(() => {
      const { grad } = tf.valueAndGrad((x) => {
        const terms = this.#terms(x as tf.Tensor4D, view, content, style);
        found.terms = tf.keep(terms);
        return tf.sum(terms);
      })(image);
      return tf.mul<tf.Tensor4D>(grad, image.size);
    });
    if (!found.terms) throw new Error('no terms');
    return { terms: found.terms, gradient };
  }

  /** Terms that were read back, by name. */
  read(terms: Float32Array, stage: number, step: number): OptimiseLosses {
    const taps = this.#taps(this.#settings.styleLayers);
    const [content = 0, variation = 0, ...styles] = terms;
    const style = Object.fromEntries(taps.map((tap, i) => [tap, styles[i] ?? 0]));
    const total = terms.reduce((sum, term) => sum + term, 0);
    return { stage, step, total, content, variation, style };
  }

  dispose(): void {
    if (this.#content) disposeTargets(this.#content.targets);
    this.#content = null;
    for (const targets of this.#style.values()) disposeTargets(targets);
    this.#style.clear();
  }

  /** What the photo's features are in a view. */
  #contentOf(view: View): Targets {
    if (this.#content?.view === view) return this.#content.targets;
    if (this.#content) disposeTargets(this.#content.targets);
    this.#content = null;
    const { contentLayers, contentWeight } = this.#settings;
    const targets = new Map<TapName, Target>();
    tf.tidy(() => {
      const seen = seenFrom(this.#seen(asTensor(this.#photo)), view);
      const taps = contentWeight > 0 ? this.#taps(contentLayers) : [];
      for (const [tap, features] of this.#encoder.features(seen, taps)) {
        targets.set(tap, target(features, TINY * features.size));
      }
    });
    this.#content = { view, targets };
    return targets;
  }

  /** The mixed statistics of the styles. */
  #styleOf(isMirrored: boolean): Targets {
    const known = this.#style.get(isMirrored);
    if (known) return known;
    const { styleLayers, styleWeight, styleLoss } = this.#settings;
    const targets = new Map<TapName, Target>();
    const photo = asTensor(this.#photo);
    tf.tidy(() => {
      const mixed = new Map<TapName, tf.Tensor>();
      for (const [i, style] of this.#styles.entries()) {
        const share = this.#styleShare(i);
        tf.tidy(() => {
          const image = this.#seenStyle(style, photo);
          const taps = styleWeight > 0 ? this.#taps(styleLayers) : [];
          for (const [tap, features] of this.#encoder.features(isMirrored ? mirrored(image) : image, taps)) {
            const part = tf.mul(statistics(features, styleLoss), share);
            const before = mixed.get(tap);
            mixed.set(tap, tf.keep(before ? tf.add(before, part) : part));
            before?.dispose();
          }
        });
      }
      for (const [tap, wanted] of mixed) {
        targets.set(tap, target(wanted, TINY));
        wanted.dispose();
      }
    });
    photo.dispose();
    this.#style.set(isMirrored, targets);
    return targets;
  }

  #styleShare(i: number): number {
    const { styleWeights } = this.#settings;
    const total = styleWeights.reduce((sum, weight) => sum + weight, 0);
    return total > 0 ? (styleWeights[i] ?? 0) / total : 1 / this.#styles.length;
  }

  /** The weighted terms: content, variation, then style by tap. */
  #terms(image: tf.Tensor4D, view: View, photo: Targets, style: Targets): tf.Tensor1D {
    const { contentLayers, styleLayers, contentWeight, styleWeight, variationWeight, styleLoss } = this.#settings;
    const seen = this.#seen(image);
    const features = this.#encoder.features(seenFrom(seen, view), inOrder([...photo.keys(), ...style.keys()]));
    const zero = tf.scalar(0);
    let content: tf.Scalar = zero;
    for (const [tap, { wanted, square }] of photo) {
      const share = (contentWeight * (contentLayers[tap] ?? 0)) / sumOf(contentLayers);
      content = tf.add(content, tf.mul(relativeError(features.get(tap) as tf.Tensor, wanted, square), share));
    }
    const terms = [content, variationWeight > 0 ? tf.mul<tf.Scalar>(variation(seen), variationWeight) : zero];
    for (const tap of this.#taps(styleLayers)) {
      const aim = style.get(tap);
      const share = (styleWeight * (styleLayers[tap] ?? 0)) / sumOf(styleLayers);
      const error = aim ? errorOf(statistics(features.get(tap) as tf.Tensor4D, styleLoss), aim) : zero;
      terms.push(tf.mul(error, share));
    }
    return tf.stack(terms) as tf.Tensor1D;
  }

  #taps(layers: LayerWeights): TapName[] {
    return inOrder(Object.keys(layers) as TapName[]);
  }

  /** What the encoder sees of a picture. */
  #seen(image: tf.Tensor4D): tf.Tensor4D {
    return this.#settings.keepColours ? brightness(image) : image;
  }

  #seenStyle(style: StagePicture, photo: tf.Tensor4D): tf.Tensor4D {
    const image = asTensor(style);
    if (!this.#settings.keepColours) return image;
    const [own, wanted] = [tf.moments(brightness(image)), tf.moments(brightness(photo))];
    const gain = tf.div(tf.sqrt(wanted.variance), tf.sqrt(tf.add(own.variance, EVEN)));
    return tf.add(tf.mul(tf.sub(brightness(image), own.mean), gain), wanted.mean);
  }
}

/** Keeps an even grey style from being spread without end. */
const EVEN = 1e-8;

function target(wanted: tf.Tensor, tiny: number): Target {
  return { wanted: tf.keep(tf.clone(wanted)), square: tf.keep(squareSum(wanted, tiny)) };
}

function disposeTargets(targets: Targets): void {
  for (const { wanted, square } of targets.values()) tf.dispose([wanted, square]);
}

function errorOf(found: tf.Tensor, { wanted, square }: Target): tf.Scalar {
  return relativeError(found, wanted, square);
}

function asTensor({ bytes, width, height }: StagePicture): tf.Tensor4D {
  return tf.tensor4d(
    Float32Array.from(bytes, (byte) => byte / 255),
    [1, height, width, 3],
  );
}

/** Brightness as a grey picture of three channels. */
function brightness(image: tf.Tensor4D): tf.Tensor4D {
  const matrix = tf.tensor2d(
    LUMA.map((share) => [share, share, share]),
    [3, 3],
  );
  return tf.reshape(tf.matMul(tf.reshape(image, [-1, 3]), matrix), image.shape);
}

function inOrder(taps: readonly TapName[]): TapName[] {
  return (TAPS as readonly TapName[]).filter((tap) => taps.includes(tap));
}

function sumOf(layers: LayerWeights): number {
  return Object.values(layers).reduce((sum, weight) => sum + weight, 0);
}
