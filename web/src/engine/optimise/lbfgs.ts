/**
 * L-BFGS (Liu, Nocedal 1989) for a picture that is kept within 0..1: values that lie on the border and are pulled
 * beyond it stay out of the step. The step is halved, or shortened as a parabola says, until the loss has fallen enough
 * (Armijo). Vectors stay on the back end; a few numbers are read back for each evaluation. It needs one and the same loss
 * from step to step, so it keeps to the first view.
 */

import { tf } from '../tf';
import type { Evaluation, Objective } from './objective';
import { enlarged, meanProduct, valuesOf, type Optimiser, type OptimiserState, type Taken } from './optimiser';

/** Pairs of steps and changes of slope that are remembered. */
const HISTORY = 10;
const TRIALS = 10;
/** Of the fall that the slope promises, the share that is enough. */
const ENOUGH = 1e-4;
/** The first step changes values by so much, as their root mean square. */
const FIRST_STEP = 0.02;
/** Below this a pair says nothing about the curvature. */
const FLAT = 1e-10;

/** A step s, the change y of the gradient over it, and their mean product. */
interface Pair {
  readonly s: tf.Tensor4D;
  readonly y: tf.Tensor4D;
  readonly product: number;
}

interface Current extends Evaluation {
  readonly loss: number;
}

/** A place that was tried. */
interface Trial extends Current {
  readonly image: tf.Tensor4D;
  readonly s: tf.Tensor4D;
  readonly y: tf.Tensor4D;
  /** The fall that the slope promised, the mean product of s and y, and that of y with itself. */
  readonly slope: number;
  readonly product: number;
  readonly square: number;
}

export class Lbfgs implements Optimiser {
  #image: tf.Tensor4D;
  #pairs: Pair[] = [];
  #current: Current | null = null;

  constructor(image: tf.Tensor4D, state: OptimiserState | null) {
    this.#image = image;
    for (let i = 0; state?.numbers[`product${String(i)}`] !== undefined; i++) {
      const [s, y] = ['s', 'y'].map((name) => {
        const array = state.arrays[`${name}${String(i)}`];
        if (array?.length !== image.size) throw new Error(`the state lacks ${name}${String(i)}`);
        return tf.tensor4d(array, image.shape);
      }) as [tf.Tensor4D, tf.Tensor4D];
      this.#pairs.push({ s, y, product: state.numbers[`product${String(i)}`] as number });
    }
  }

  get image(): tf.Tensor4D {
    return this.#image;
  }

  get result(): tf.Tensor4D {
    return this.#image;
  }

  async step(objective: Objective, rate: number): Promise<Taken> {
    const current = (this.#current ??= await evaluated(objective, this.#image));
    const terms = tf.clone(current.terms);
    const { direction, free } = this.#direction(current.gradient);
    let length = rate;
    for (let i = 0; i < TRIALS; i++) {
      const trial = await this.#trial(objective, current, direction, free, length);
      if (trial.slope < 0 && trial.loss <= current.loss + ENOUGH * trial.slope) {
        this.#accept(trial);
        tf.dispose([direction, free]);
        return { terms, isStuck: false };
      }
      tf.dispose([trial.image, trial.s, trial.y, trial.terms, trial.gradient]);
      // A direction that does not go down will not do so when it is shorter.
      if (trial.slope >= 0) break;
      length *= shorter(trial, current.loss);
    }
    tf.dispose([direction, free]);
    const isStuck = this.#pairs.length === 0;
    this.#clear();
    return { terms, isStuck };
  }

  forget(): void {
    this.#clear();
    this.#disposeCurrent();
  }

  async enlarge(height: number, width: number): Promise<void> {
    this.#disposeCurrent();
    const image = enlarged(this.#image, height, width);
    this.#image.dispose();
    this.#image = image;
    const before = this.#pairs;
    this.#pairs = [];
    for (const pair of before) {
      const [s, y, products] = tf.tidy(() => {
        const [step, change] = [enlarged(pair.s, height, width), enlarged(pair.y, height, width)];
        return [step, change, tf.stack([meanProduct(step, change), meanProduct(change, change)])];
      }) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor1D];
      this.#drop(pair);
      const [product = 0, square = 0] = await products.data<'float32'>();
      products.dispose();
      this.#remember(s, y, product, square);
    }
  }

  async snapshot(): Promise<OptimiserState> {
    const arrays: Record<string, Float32Array> = {};
    const numbers: Record<string, number> = {};
    for (const [i, { s, y, product }] of this.#pairs.entries()) {
      arrays[`s${String(i)}`] = await valuesOf(s);
      arrays[`y${String(i)}`] = await valuesOf(y);
      numbers[`product${String(i)}`] = product;
    }
    return { arrays, numbers };
  }

  dispose(): void {
    this.forget();
    this.#image.dispose();
  }

  /** Where to go, and (as 1 and 0) which values may move. */
  #direction(gradient: tf.Tensor4D): { direction: tf.Tensor4D; free: tf.Tensor4D } {
    const [direction, free] = tf.tidy(() => {
      const low = tf.logicalAnd(tf.lessEqual(this.#image, 0), tf.greater(gradient, 0));
      const high = tf.logicalAnd(tf.greaterEqual(this.#image, 1), tf.less(gradient, 0));
      const may = tf.cast(tf.logicalNot(tf.logicalOr(low, high)), 'float32');
      const slope = tf.mul(gradient, may);
      return [tf.mul(tf.neg(this.#newton(slope)), may), may];
    }) as [tf.Tensor4D, tf.Tensor4D];
    return { direction, free };
  }

  /** The two-loop recursion: the inverse of the curvature, as far as the pairs tell it, times the slope. */
  #newton(slope: tf.Tensor): tf.Tensor {
    const newest = this.#pairs.at(-1);
    if (!newest) {
      return tf.mul(slope, tf.div(FIRST_STEP, tf.sqrt(tf.add(meanProduct(slope, slope), FLAT * FLAT))));
    }
    let q = tf.clone(slope);
    // What a turn of the loop does not hand on is given back at once: pictures may be large.
    const turn = <T extends tf.Tensor[]>(work: () => T): T => {
      const before = q;
      const made = tf.tidy(work);
      before.dispose();
      return made;
    };
    const shares: tf.Tensor[] = [];
    for (const { s, y, product } of [...this.#pairs].reverse()) {
      const [next, share] = turn(() => {
        const part = tf.div(meanProduct(s, q), product);
        return [tf.sub(q, tf.mul(y, part)), part] as [tf.Tensor, tf.Tensor];
      });
      q = next;
      shares.unshift(share);
    }
    [q] = turn(() => [tf.mul(q, tf.div(newest.product, meanProduct(newest.y, newest.y)))] as [tf.Tensor]);
    for (const [i, { s, y, product }] of this.#pairs.entries()) {
      const part = shares[i] as tf.Tensor;
      [q] = turn(() => [tf.add(q, tf.mul(s, tf.sub(part, tf.div(meanProduct(y, q), product))))] as [tf.Tensor]);
    }
    return q;
  }

  async #trial(
    objective: Objective,
    current: Current,
    direction: tf.Tensor4D,
    free: tf.Tensor4D,
    length: number,
  ): Promise<Trial> {
    const image = tf.tidy(() => tf.clipByValue(tf.add<tf.Tensor4D>(this.#image, tf.mul(direction, length)), 0, 1));
    const { terms, gradient } = objective.evaluate(image);
    const [s, y, numbers] = tf.tidy(() => {
      const step = tf.sub(image, this.#image);
      const change = tf.mul(tf.sub(gradient, current.gradient), free);
      const products = [meanProduct(current.gradient, step), meanProduct(step, change), meanProduct(change, change)];
      return [step, change, tf.concat([terms, tf.stack(products)])];
    }) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor1D];
    const read = await numbers.data<'float32'>();
    numbers.dispose();
    const loss = read.subarray(0, -3).reduce((sum, term) => sum + term, 0);
    const [slope = 0, product = 0, square = 0] = read.subarray(-3);
    return { image, terms, gradient, loss, s, y, slope, product, square };
  }

  #accept({ image, s, y, product, square, terms, gradient, loss }: Trial): void {
    this.#disposeCurrent();
    this.#image.dispose();
    this.#image = image;
    this.#current = { terms, gradient, loss };
    this.#remember(s, y, product, square);
  }

  /** Keeps a pair, unless it says nothing about the curvature. */
  #remember(s: tf.Tensor4D, y: tf.Tensor4D, product: number, square: number): void {
    if (!(product > FLAT * square)) {
      tf.dispose([s, y]);
      return;
    }
    this.#pairs.push({ s, y, product });
    if (this.#pairs.length > HISTORY) this.#drop(this.#pairs.shift());
  }

  #drop(pair: Pair | undefined): void {
    if (pair) tf.dispose([pair.s, pair.y]);
  }

  #clear(): void {
    for (const pair of this.#pairs) this.#drop(pair);
    this.#pairs = [];
  }

  #disposeCurrent(): void {
    if (this.#current) tf.dispose([this.#current.terms, this.#current.gradient]);
    this.#current = null;
  }
}

async function evaluated(objective: Objective, image: tf.Tensor4D): Promise<Current> {
  const { terms, gradient } = objective.evaluate(image);
  const read = await terms.data<'float32'>();
  return { terms, gradient, loss: read.reduce((sum, term) => sum + term, 0) };
}

/** By how much to shorten a step: to the lowest point of the parabola through what is known, within 0.1 .. 0.5. */
function shorter({ loss, slope }: Trial, before: number): number {
  const lowest = -slope / (2 * (loss - before - slope));
  return lowest > 0.1 ? Math.min(0.5, lowest) : Number.isFinite(loss) ? 0.1 : 0.5;
}
