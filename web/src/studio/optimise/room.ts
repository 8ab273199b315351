/** The optimisation studio: what the reader can do there, and what follows. Knows no component and no DOM. */

import { asEaselError } from '../../protocol/failure';
import {
  runProblem,
  settingsProblem,
  type Changeable,
  type OptimiseSettings,
  mostStages,
  type SettingsProblem,
  USUAL_VIEWS,
} from '../../protocol/optimise';
import { storageProblem } from '../database';
import { Store } from '../store';
import { isStylesFile } from '../styles/myStyles';
import { SettingsFiles } from './files';
import { readKeptRun, runOf, type KeptRun } from './keeping';
import { withPreset, type PresetName } from './presets';
import { Runner } from './runner';
import {
  INITIAL_OPTIMISE_STATE,
  newRun,
  styleNames,
  settingsFor,
  type OptimiseNews,
  type OptimiseStudioState,
  type Run,
} from './state';
import { StyleChoice } from './styleChoice';
import type { OptimiseSurroundings, StudioLike } from './surroundings';
import { Takes } from './takes';

export class OptimiseRoom {
  readonly store = new Store<OptimiseStudioState>(INITIAL_OPTIMISE_STATE);
  /** Which style pictures. */
  readonly styles: StyleChoice;
  /** What is saved of a run. */
  readonly takes: Takes;
  /** What files bring. */
  readonly files: SettingsFiles;
  readonly #studio: StudioLike;
  readonly #around: OptimiseSurroundings;
  readonly #runner: Runner;
  #inside = new AbortController();
  #kept: KeptRun | null = null;
  /** Of the run that is being closed; null while none is. */
  #closing: symbol | null = null;
  #numbers = 0;

  constructor(studio: StudioLike, around: OptimiseSurroundings) {
    this.#studio = studio;
    this.#around = around;
    this.styles = new StyleChoice({
      studio,
      store: this.store,
      set: (change) => {
        this.set(change);
      },
    });
    this.takes = new Takes({
      around,
      store: this.store,
      names: () => ({ photo: studio.store.get().photo?.name ?? '', style: styleNames(this.styles.all) }),
      styles: () => this.styles.all.length,
      fail: this.#fail,
      noted: () => {
        this.#runner.note();
      },
    });
    this.files = new SettingsFiles({
      store: this.store,
      settingsIn: around.settingsIn,
      choosePhoto: (file) => this.#choosePhoto(file),
      change: (change) => this.change(change),
      tell: this.#tell,
    });
    this.#runner = new Runner({
      around: () => studio.optimiseOptions(),
      encoders: around.encoders,
      keeper: around.keeper,
      now: around.now,
      get: () => this.store.get().run,
      set: (change) => {
        const { run } = this.store.get();
        if (run) this.store.set({ run: { ...run, ...change } });
      },
      giveUp: () => {
        this.store.set({ run: null });
        // The kept run has only been put aside.
        void this.#findKept();
      },
      tell: this.#tell,
    });
  }

  /** Comes in: looks what the server and the browser have. */
  async enter(): Promise<void> {
    this.#inside = new AbortController();
    const { signal } = this.#inside;
    this.#studio.rest();
    const unsubscribe = this.#studio.store.subscribe(() => {
      this.styles.follow();
    });
    signal.addEventListener('abort', unsubscribe);
    this.styles.enter();
    this.#around.onGoing(() => {
      this.#runner.keepSoon();
    }, signal);
    await Promise.all([this.#findEncoders(), this.#findKept()]);
  }

  /** Goes out: a run waits until the reader is back. */
  leave(): void {
    this.#inside.abort();
    this.#runner.pause();
    this.store.set({ notice: null });
    void this.#studio.wake();
  }

  /** Names of the layers that the chosen encoder has; null where that is not known. */
  get taps(): readonly string[] | null {
    return this.tapsOf(this.store.get().settings);
  }

  /** The same of the encoder that these settings name: that of a run may be another than that of the form. */
  tapsOf({ encoder }: Pick<OptimiseSettings, 'encoder'>): readonly string[] | null {
    return this.store.get().encoders?.[encoder]?.taps ?? null;
  }

  set(change: Partial<OptimiseSettings>): void {
    const { settings, notice } = this.store.get();
    this.store.set({ settings: { ...settings, ...change } });
    // What was wrong may be right now; the form says what still is not.
    if (notice?.kind === 'problem' || notice?.kind === 'memory' || notice?.kind === 'missing') this.dismissNotice();
  }

  /** A size that is possible, in as many stages as it allows. */
  useSize(size: number): void {
    const { stages } = this.store.get().settings;
    this.set({ size, stages: Math.min(stages, mostStages(size)) });
  }

  usePreset(preset: PresetName): void {
    this.set(withPreset(this.store.get().settings, preset, this.taps));
  }

  /** What keeps a run from starting; null: nothing. */
  problem(): SettingsProblem | null {
    const settings = this.#settingsToRun();
    return settingsProblem(settings) ?? runProblem(settings, this.styles.all.length, this.taps);
  }

  /** The same as it is told; also an encoder that is known to be missing. */
  #refusal(): OptimiseNews | null {
    const { encoders, settings } = this.store.get();
    const problem = this.problem();
    if (problem) return { kind: 'problem', problem };
    return encoders?.[settings.encoder] === null ? { kind: 'missing', encoder: settings.encoder } : null;
  }

  /** Begins a run with what is chosen. It takes the place of the one that the browser keeps. */
  start(): void {
    const { photo } = this.#studio.store.get();
    const styles = this.styles.all;
    if (!photo || styles.length === 0 || this.store.get().run) return;
    const refusal = this.#refusal();
    if (refusal) {
      this.#tell(refusal);
      return;
    }
    this.#begin(newRun(this.#settingsToRun(), photo, styles));
    this.#runner.begin(null);
  }

  pause(): void {
    this.#runner.pause();
  }

  resume(): void {
    this.#closing = null;
    this.store.set({ notice: null });
    this.#runner.resume();
  }

  /**
   * Back to the settings, with the steps under way, if they come soon; asked for once more, at once. What the browser
   * has kept of the run can be gone on with.
   */
  async close(): Promise<void> {
    const isFirst = this.#closing === null;
    const closing = Symbol('closing');
    this.#closing = closing;
    if (isFirst) await this.#runner.settle();
    // Gone on with, or closed meanwhile.
    if (this.#closing !== closing) return;
    this.#closing = null;
    this.#runner.stop();
    this.store.set({ run: null, notice: null });
    await this.#findKept();
  }

  /** Other weights, rate or steps for the run that goes on. Answers what is wrong with them, if anything is. */
  change(change: Partial<Pick<OptimiseSettings, Changeable>>): SettingsProblem | null {
    const { run } = this.store.get();
    if (!run || run.status === 'done') return null;
    const settings = { ...run.settings, ...change };
    const problem = settingsProblem(settings) ?? runProblem(settings, run.styles.length, this.tapsOf(run.settings));
    if (problem) return problem;
    this.store.set({ run: { ...run, settings } });
    this.#runner.change(change);
    this.set(change);
    return null;
  }

  /** Goes on with the run that the browser has kept. */
  continueKept(): void {
    const kept = this.#kept;
    if (!kept || this.store.get().run) return;
    const run = runOf(kept);
    this.#studio.bringBack(run.photo);
    this.styles.bringBack(run.styles);
    this.#begin(run);
    this.store.set({ settings: run.settings });
    if (run.ending === null) this.#runner.begin(kept.progress.state);
    else this.#runner.show();
  }

  async discardKept(): Promise<void> {
    this.#kept = null;
    try {
      await this.#around.keeper.discard();
    } catch (error) {
      this.#tell({ kind: 'storage', reason: storageProblem(error) });
    } finally {
      this.store.set({ kept: null });
    }
  }

  /** A painting that was saved in Photo holds settings, but none for Optimise: it is a photo here, which is said. */
  async #choosePhoto(file: File): Promise<void> {
    await this.#studio.chooseFile('photo', file);
    const isOpen = this.#studio.store.get().photo?.file === file;
    if (isOpen && (await this.#around.isPainting(file))) this.#tell({ kind: 'painting' });
  }

  /** Takes a style picture; a file of kept styles goes to those. */
  openStyle(file: File): Promise<void> {
    return isStylesFile(file) ? this.#studio.chooseFile('style', file) : this.styles.bring(file);
  }

  reportNoFile(): void {
    this.#tell({ kind: 'no-file' });
  }

  dismissNotice(): void {
    this.store.set({ notice: null });
  }

  #begin(run: Run): void {
    this.#kept = null;
    this.store.set({ run, kept: null, notice: null });
  }

  #settingsToRun(): OptimiseSettings {
    return settingsFor(this.store.get().settings, this.styles.all.length);
  }

  async #findEncoders(): Promise<void> {
    try {
      const isFirst = this.store.get().encoders === null;
      const encoders = await this.#around.encoders.list();
      this.store.set({ encoders });
      const { distilled, vgg19 } = encoders;
      // Whoever has put VGG-19 on the server wants its pictures; the other one is there for whoever has not.
      if (vgg19 && (isFirst || !distilled)) this.set({ encoder: 'vgg19', views: USUAL_VIEWS.vgg19 });
      if (!distilled && !vgg19) this.#tell({ kind: 'missing', encoder: 'distilled' });
    } catch (error) {
      this.#fail(error);
    }
  }

  async #findKept(): Promise<void> {
    let found: unknown = null;
    try {
      found = await this.#around.keeper.load();
    } catch (error) {
      // A browser that keeps nothing has lost nothing; it is said when a run could not be kept.
      console.warn('no runs are kept:', error);
    }
    this.#kept = readKeptRun(found);
    if (!this.#kept || this.store.get().run) return;
    const { input, progress } = this.#kept;
    const { photo, styles } = input;
    this.store.set({ kept: { photo, styles, total: progress.total, isDone: progress.ending !== null } });
  }

  readonly #fail = (thrown: unknown): void => {
    const error = asEaselError(thrown);
    console.error(error);
    this.#tell({ kind: 'failure', code: error.code });
  };

  readonly #tell = (news: OptimiseNews): void => {
    this.store.set({ notice: { ...news, id: ++this.#numbers } });
  };
}
