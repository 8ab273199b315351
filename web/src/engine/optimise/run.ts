/** One run: its stages, its steps, and what is kept of it. It does as many steps at a time as it is asked for. */

import { EaselError } from '../../protocol/failure';
import type { Ending, OptimiseLosses, OptimiseStage, OptimiseState } from '../../protocol/optimise';
import type { OptimiseSettings } from '../../protocol/optimiseSettings';
import type { Picture } from '../../protocol/picture';
import { LUMA } from '../live/luma';
import { fromOutput } from '../padding';
import { tf } from '../tf';
import { Adam } from './adam';
import type { Encoder } from './encoder';
import { Lbfgs } from './lbfgs';
import { startImage } from './noise';
import { Objective, type StagePicture } from './objective';
import { valuesOf, type Optimiser } from './optimiser';
import { bytesAt, stagesOf, styleSides } from './plan';
import { Plateau } from './plateau';
import { rateAt } from './rate';

/** What some steps have brought. */
export interface Advance {
  readonly losses: readonly OptimiseLosses[];
  /** Whether a picture is due: at intervals, and where a stage or the run ends. */
  readonly isDue: boolean;
  readonly ending: Ending | null;
}

export class Run {
  readonly #encoder: Encoder;
  readonly #photo: Picture;
  readonly #styles: readonly Picture[];
  readonly stages: readonly OptimiseStage[];
  #settings: OptimiseSettings;
  #optimiser: Optimiser;
  #objective: Objective | null = null;
  #stage: number;
  #step: number;
  #total: number;
  #plateau: Plateau;
  /** No step of the optimiser leads further down. */
  #isStuck: boolean;

  constructor(
    encoder: Encoder,
    settings: OptimiseSettings,
    photo: Picture,
    styles: readonly Picture[],
    state: OptimiseState | null,
  ) {
    this.#encoder = encoder;
    this.#settings = settings;
    this.#photo = photo;
    this.#styles = styles;
    this.stages = stagesOf(photo, settings);
    this.#stage = state?.stage ?? 0;
    this.#step = state?.step ?? 0;
    this.#total = state?.total ?? 0;
    const sides = this.#sides();
    if (state && (state.width !== sides.width || state.height !== sides.height)) {
      throw new EaselError('unexpected', 'the state belongs to another run');
    }
    this.#plateau = new Plateau(state?.arrays['losses']);
    this.#isStuck = state?.numbers['stuck'] === 1;
    const start = state?.arrays['image'] ?? startImage(bytesAt(photo, sides), settings);
    const image = tf.tensor4d(start, [1, sides.height, sides.width, 3]);
    this.#optimiser =
      settings.optimiser === 'adam' ? new Adam(image, state, settings.views > 1) : new Lbfgs(image, state);
  }

  get stage(): number {
    return this.#stage;
  }
  /** Steps done in the stage, and in all. */
  get step(): number {
    return this.#step;
  }
  get total(): number {
    return this.#total;
  }
  get settings(): OptimiseSettings {
    return this.#settings;
  }

  /** Other weights, rate or steps from the next step on. */
  change(settings: OptimiseSettings): void {
    const isOther = OF_THE_LOSS.some((name) => settings[name] !== this.#settings[name]);
    this.#settings = settings;
    if (!isOther) return;
    this.#objective?.change(settings);
    this.#optimiser.forget();
    this.#plateau = new Plateau();
    this.#isStuck = false;
  }

  /**
   * Takes steps until `isTime` says so (but at least one), a picture is due, or the stage or the run ends. The next
   * step is laid out while the back end still computes the one before.
   */
  async advance(isTime: () => boolean): Promise<Advance> {
    const losses: OptimiseLosses[] = [];
    const isLast = this.#stage === this.stages.length - 1;
    if (this.#stageEnding() && !isLast) await this.#nextStage();
    let pending: Promise<OptimiseLosses> | null = null;
    let isDue = this.#stageEnding() !== null;
    while (!isDue) {
      const next = await this.#takeStep();
      if (pending) this.#keep(await pending, losses);
      pending = next();
      isDue = this.#stageEnding() !== null || this.#total % this.#settings.previewEvery === 0;
      if (isTime()) break;
    }
    if (pending) this.#keep(await pending, losses);
    return { losses, isDue, ending: this.#stage === this.stages.length - 1 ? this.#stageEnding() : null };
  }

  /**
   * The picture as it stands.
   * @throws EaselError `result-invalid` where it is not finite
   */
  async picture(): Promise<Picture> {
    const { width, height } = this.#sides();
    const values = await valuesOf(this.#optimiser.result);
    if (this.#settings.keepColours) recolour(values, bytesAt(this.#photo, this.#sides()));
    const picture = fromOutput(values, width, width, height);
    if (!picture) throw new EaselError('result-invalid', 'the picture is not finite');
    return picture;
  }

  /** All that is needed to go on later. */
  async snapshot(): Promise<OptimiseState> {
    const image = await valuesOf(this.#optimiser.image);
    const { arrays, numbers } = await this.#optimiser.snapshot();
    return {
      version: 1,
      stage: this.#stage,
      step: this.#step,
      total: this.#total,
      ...this.#sides(),
      arrays: { ...arrays, image, losses: this.#plateau.snapshot() },
      numbers: { ...numbers, stuck: this.#isStuck ? 1 : 0 },
    };
  }

  dispose(): void {
    this.#objective?.dispose();
    this.#optimiser.dispose();
  }

  #sides(): OptimiseStage {
    return this.stages[this.#stage] ?? { width: 0, height: 0 };
  }

  /** Why the stage is over; null while it is not. */
  #stageEnding(): Ending | null {
    const { steps, plateau } = this.#settings;
    if (this.#step >= steps) return 'steps';
    return this.#isStuck || (plateau && this.#plateau.isReached(plateau)) ? 'plateau' : null;
  }

  async #nextStage(): Promise<void> {
    this.#stage++;
    this.#step = 0;
    this.#isStuck = false;
    this.#plateau = new Plateau();
    this.#objective?.dispose();
    this.#objective = null;
    const { width, height } = this.#sides();
    await this.#optimiser.enlarge(height, width);
  }

  /** One step; what it gives reads back the losses. */
  async #takeStep(): Promise<() => Promise<OptimiseLosses>> {
    const objective = (this.#objective ??= this.#aim());
    const { terms, isStuck } = await this.#optimiser.step(objective, rateAt(this.#settings, this.#stage, this.#step));
    this.#isStuck = isStuck;
    this.#plateau.countStep();
    this.#step++;
    this.#total++;
    const [stage, step] = [this.#stage, this.#total];
    return async () => {
      const read = await terms.data<'float32'>();
      terms.dispose();
      return objective.read(read, stage, step);
    };
  }

  #aim(): Objective {
    const stage = this.#sides();
    const at = (picture: Picture, sides: OptimiseStage): StagePicture => ({ ...sides, bytes: bytesAt(picture, sides) });
    const styles = this.#styles.map((style) => at(style, styleSides(style, stage)));
    return new Objective(this.#encoder, at(this.#photo, stage), styles, this.#settings);
  }

  #keep(losses: OptimiseLosses, into: OptimiseLosses[]): void {
    if (!Number.isFinite(losses.total)) throw new EaselError('result-invalid', 'the loss is not finite');
    this.#plateau.add(losses.total);
    into.push(losses);
  }
}

/** Settings that decide the loss, as far as they may change. */
const OF_THE_LOSS = [
  ...(['contentLayers', 'styleLayers', 'contentWeight', 'styleWeight', 'variationWeight'] as const),
  ...(['styleWeights', 'styleLoss', 'keepColours'] as const),
] as const;

/** The photo with the brightness of `values`, RGB 0..1, in which the result is put. */
function recolour(values: Float32Array, photo: Uint8Array): void {
  const luma = (of: (channel: number) => number): number => LUMA.reduce((sum, share, i) => sum + share * of(i), 0);
  for (let i = 0; i < values.length; i += 3) {
    const change = luma((channel) => (values[i + channel] as number) - (photo[i + channel] as number) / 255);
    for (let channel = i; channel < i + 3; channel++) values[channel] = (photo[channel] as number) / 255 + change;
  }
}
