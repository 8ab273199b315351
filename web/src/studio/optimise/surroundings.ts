/** What the optimisation studio needs: of the browser and of the studio. Tests put fakes in their places. */

import type { Picture } from '../../protocol/picture';
import type { Notices } from '../notices';
import type { Chosen, StudioState } from '../state';
import type { Store } from '../store';
import type { Styles } from '../styles/styles';
import type { EncoderStore } from './encoders';
import type { RunKeeper } from './keeping';
import type { Moment } from './moments';
import type { OptimiserOptions } from './optimiser';

/** What is used of the studio: the photo, which the modes share, what there is of styles, and the back end. */
export interface StudioLike {
  readonly styles: Pick<Styles, 'picture' | 'pictureIn'>;
  readonly notices: Pick<Notices, 'fail' | 'clear'>;
  readonly store: Pick<Store<StudioState>, 'get' | 'subscribe'>;
  rest(): void;
  wake(): Promise<void>;
  chooseFile(purpose: 'photo' | 'style', file: File): Promise<void>;
  bringBack(photo: Chosen): void;
  optimiseOptions(): OptimiserOptions;
}

/** Names for a file: what was painted, and in which style. */
export interface FileNames {
  readonly photo: string;
  readonly style: string;
}

export interface OptimiseSurroundings {
  readonly encoders: Pick<EncoderStore, 'list' | 'load'>;
  readonly keeper: RunKeeper;
  readonly now: () => number;
  /** Calls the listener when the page is hidden or left, until the signal says to stop. */
  readonly onGoing: (listener: () => void, signal: AbortSignal) => void;
  /** Save files; `settings` go into their metadata. */
  readonly savePicture: (picture: Picture, settings: string, names: FileNames) => Promise<void>;
  readonly saveStrip: (moments: readonly Moment[], settings: string, names: FileNames) => Promise<void>;
  readonly saveFilm: (moments: readonly Moment[], names: FileNames) => Promise<void>;
  readonly saveLoop: (moments: readonly Moment[], names: FileNames) => Promise<void>;
  readonly saveSettings: (settings: string, names: FileNames) => void;
  /** The settings that were saved in a picture; null where there are none in it. */
  readonly settingsIn: (file: File) => Promise<string | null>;
  /** Whether the file is a painting that holds settings of Photo. */
  readonly isPainting: (file: File) => Promise<boolean>;
}
