/** What a series needs of the studio and of the browser; tests put others in their place. */

import type { Colours, EncodeFileRequest, Format } from '../../protocol/encoder';
import type { FailureCode } from '../../protocol/failure';
import type { OpenerAnswers } from '../../protocol/opener';
import type { Picture } from '../../protocol/picture';
import type { Shot } from '../../protocol/shot';
import type { Detail } from '../detail';
import type { MiddleKind } from '../frame/crop';
import type { FullPhase } from '../fullSize';
import type { OutputSize } from '../outputState';
import type { Phase } from '../painter';
import type { Chosen, ChosenStyle } from '../state';

/** Settings of the app that a series takes as they are. */
export interface AppLook {
  readonly colours: Colours;
  /** 0..1 */
  readonly strength: number;
  readonly detail: Detail;
  readonly size: OutputSize;
  readonly format: Format;
  /** 1..100 */
  readonly quality: number;
  /** PNG files hold the settings of their painting. */
  readonly holdsSettings: boolean;
  /** Files keep what is known of when and with what their photo was taken. */
  readonly keepsShot: boolean;
}

/** All that holds for every photo of a series. */
export interface SeriesLook extends AppLook {
  readonly crop: MiddleKind;
}

/** A photo's painting, or a part of it, as a file. */
export type EncodeRequest = Omit<EncodeFileRequest, 'type' | 'mask' | 'rest' | 'density'>;

export interface NamedFile {
  readonly name: string;
  readonly file: Blob;
}

export interface PhotoInStyle {
  readonly photo: Chosen;
  readonly style: ChosenStyle;
  readonly detail: Detail;
}

/** A photo and its painting, of whichever size the detail asks for. */
export interface Pixels {
  readonly photo: Picture;
  readonly painting: Picture;
}

export interface Work {
  readonly look: () => AppLook;
  /** What a PNG in this style holds of the settings. */
  readonly settingsFor: (style: ChosenStyle, look: SeriesLook) => string;
  /** @throws EaselError */
  readonly findStyle: (id: string) => Promise<ChosenStyle>;
  /** Opens a photo at the size that is shown. */
  readonly open: (file: File) => Promise<OpenerAnswers['open']>;
  readonly paint: (job: PhotoInStyle, onPhase: (phase: Phase) => void) => Promise<Pixels>;
  /** Opens the photo's file once more, at its full size. */
  readonly paintFull: (job: PhotoInStyle, onPhase: (phase: FullPhase) => void) => Promise<Pixels>;
  /** Breaks off whatever is painted. */
  readonly cancel: () => void;
  /** Gives back the memory of what paints; it starts again by itself. */
  readonly renew: () => void;
  /** How a photo was taken, by its file; null where nothing is known. Does not fail. */
  readonly shotOf: (photo: Chosen) => Promise<Shot | null>;
  readonly encode: (request: EncodeRequest) => Promise<Blob>;
  /** A picture file scaled down for a tile; null where that fails. */
  readonly thumbnail: (file: Blob) => Promise<Blob | null>;
  readonly zip: (files: readonly NamedFile[]) => Promise<Blob>;
  readonly save: (file: Blob, name: string) => void;
  /** Milliseconds, from wherever. */
  readonly now: () => number;
}

/** Failures that every further painting would meet as well. */
const FOR_ALL: readonly FailureCode[] = [
  'network-unreachable',
  'network-manifest',
  'network-checksum',
  'network-broken',
  'backend-unknown',
  'backend-unavailable',
  'backend-none',
];

export function stopsAll(code: FailureCode): boolean {
  return FOR_ALL.includes(code);
}

/** The end of a file's name. */
export function extensionOf(format: Format): string {
  return format === 'jpeg' ? 'jpg' : format;
}
