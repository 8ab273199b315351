/** Files that bring settings, or else a photo. */

import {
  CHANGEABLE,
  parseSettings,
  type Changeable,
  type OptimiseSettings,
  type SettingsProblem,
} from '../../protocol/optimise';
import type { Store } from '../store';
import type { OptimiseNews, OptimiseStudioState } from './state';

type Change = Partial<Pick<OptimiseSettings, Changeable>>;

export interface SettingsFilesOptions {
  readonly store: Store<OptimiseStudioState>;
  /** The settings that were saved in a picture; null where there are none in it. */
  readonly settingsIn: (file: File) => Promise<string | null>;
  readonly choosePhoto: (file: File) => Promise<void>;
  /** Changes the run that goes on; answers what is wrong with that. */
  readonly change: (change: Change) => SettingsProblem | null;
  readonly tell: (news: OptimiseNews) => void;
}

export class SettingsFiles {
  readonly #options: SettingsFilesOptions;

  constructor(options: SettingsFilesOptions) {
    this.#options = options;
  }

  /** Takes a settings file, a picture that Easel has saved with its settings, or else a photo. */
  async open(file: File): Promise<void> {
    const { settingsIn, choosePhoto } = this.#options;
    const isText = file.type === 'application/json' || /\.json$/i.test(file.name);
    const text = isText ? await file.text() : await settingsIn(file);
    if (text === null) await choosePhoto(file);
    else this.#restore(text);
  }

  /** Takes the same, but no photo. */
  async openSettings(file: File): Promise<void> {
    const isPicture = file.type.startsWith('image/');
    this.#restore((isPicture ? await this.#options.settingsIn(file) : await file.text()) ?? '');
  }

  #restore(text: string): void {
    const { store, change, tell } = this.#options;
    const { run } = store.get();
    const { settings, problem } = parseSettings(text);
    if (problem) {
      tell({ kind: 'problem', problem });
      return;
    }
    store.set({ settings });
    // While a run goes on, what can be changed of it is.
    const refused = run && change(changeableOf(settings, run.styles.length));
    if (refused) tell({ kind: 'problem', problem: refused });
    else tell({ kind: 'restored', styles: Math.max(1, settings.styleWeights.length) });
  }
}

function changeableOf(settings: OptimiseSettings, styles: number): Change {
  const names = CHANGEABLE.filter((name) => name !== 'styleWeights' || settings.styleWeights.length === styles);
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}
