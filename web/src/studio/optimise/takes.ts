/** What is taken home of a run: the picture, its strip, its film, and the settings. */

import { asEaselError } from '../../protocol/failure';
import { formatSettings } from '../../protocol/optimise';
import type { Store } from '../store';
import { settingsFor, stripMoments, styleNames, type Making, type OptimiseStudioState, type Run } from './state';
import type { FileNames, OptimiseSurroundings } from './surroundings';

export interface TakesOptions {
  readonly around: OptimiseSurroundings;
  readonly store: Store<OptimiseStudioState>;
  /** After the photo and the styles that are chosen. */
  readonly names: () => FileNames;
  /** How many style pictures are chosen. */
  readonly styles: () => number;
  readonly fail: (error: unknown) => void;
  /** Something of the run was chosen, which is to be kept. */
  readonly noted: () => void;
}

export class Takes {
  readonly #options: TakesOptions;

  constructor(options: TakesOptions) {
    this.#options = options;
  }

  /** The settings as they are in the form. */
  saveSettings(): void {
    const { around, store, names, styles } = this.#options;
    around.saveSettings(formatSettings(settingsFor(store.get().settings, styles())), names());
  }

  /** The newest picture of the run, with its settings. */
  async savePicture(): Promise<void> {
    const { around, store } = this.#options;
    const { run } = store.get();
    const { picture } = run ?? {};
    if (!run || !picture) return;
    await this.#save(() => around.savePicture(picture, formatSettings(run.settings), namesOf(run)));
  }

  /** The strip, the film or the loop of the run. */
  async saveProcess(making: Making): Promise<void> {
    const { around, store } = this.#options;
    const { run, making: isMaking } = store.get();
    if (!run || isMaking) return;
    const names = namesOf(run);
    store.set({ making });
    await this.#save(() => {
      switch (making) {
        case 'strip':
          return around.saveStrip(stripMoments(run), formatSettings(run.settings), names);
        case 'film':
          return around.saveFilm(run.moments, names);
        case 'loop':
          return around.saveLoop(run.moments, names);
      }
    });
    store.set({ making: null });
  }

  /** Takes a moment into the strip, or out of it; one stays in any case. */
  toggleMoment(step: number): void {
    const { store, noted } = this.#options;
    const { run } = store.get();
    if (!run) return;
    const steps = stripMoments(run).map((moment) => moment.step);
    const chosenSteps = steps.includes(step) ? steps.filter((each) => each !== step) : [...steps, step];
    if (chosenSteps.length === 0) return;
    store.set({ run: { ...run, chosenSteps } });
    noted();
  }

  async #save(save: () => Promise<void>): Promise<void> {
    try {
      await save();
    } catch (error) {
      this.#options.fail(asEaselError(error, 'save-failed'));
    }
  }
}

function namesOf({ photo, styles }: Run): FileNames {
  return { photo: photo.name, style: styleNames(styles) };
}
