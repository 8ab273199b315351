/** What is shown of files in the making: their size and format, and what goes into them. */

import type { Colours, Format } from '../protocol/encoder';
import type { Mask } from '../protocol/mask';
import type { Crop } from './frame/crop';
import { INITIAL_PRINT, type Print } from './frame/print';
import type { FullPhase } from './fullSize';
import { settingsOf, writeSettings, type VectorOf } from './settings';
import { shownPainting, shownRest, type Chosen, type Painting, type StudioState } from './state';

/** `screen`: as it is shown; `full`: as large as the photo. */
export const OUTPUT_SIZES = ['screen', 'full'] as const;
export type OutputSize = (typeof OUTPUT_SIZES)[number];

/** At full size. `photo`: as the network paints at that size, finer than what is shown; `preview`: as large as there. */
export const STROKES = ['photo', 'preview'] as const;
export type Strokes = (typeof STROKES)[number];

/** What can be done with a file. */
export type WayOut = 'save' | 'copy' | 'share';

export interface OutputState {
  readonly size: OutputSize;
  readonly strokes: Strokes;
  readonly format: Format;
  /** Of JPEG and WebP, 1..100. */
  readonly quality: number;
  /** PNG files hold the settings of the painting. */
  readonly holdsSettings: boolean;
  /** Files say when and with what the photo was taken. */
  readonly keepsShot: boolean;
  readonly print: Print;
  /** The painting that is being made at full size. */
  readonly run: { readonly painting: Painting; readonly phase: FullPhase } | null;
  /** The painting that is there at full size. */
  readonly full: Painting | null;
  /** For what a file is being made. */
  readonly busy: WayOut | null;
  /** The painting that was copied last. */
  readonly copied: Painting | null;
}

/** What the reader chooses of it. */
const SETTINGS = ['size', 'strokes', 'format', 'quality', 'holdsSettings', 'keepsShot', 'print'] as const;
export type OutputSettings = Pick<OutputState, (typeof SETTINGS)[number]>;

export const INITIAL_OUTPUT: OutputState = {
  size: 'screen',
  strokes: 'photo',
  format: 'png',
  quality: 90,
  holdsSettings: true,
  keepsShot: false,
  print: INITIAL_PRINT,
  run: null,
  full: null,
  busy: null,
  copied: null,
};

export function outputSettings(state: OutputState): OutputSettings {
  const { size, strokes, format, quality, holdsSettings, keepsShot, print } = state;
  return { size, strokes, format, quality, holdsSettings, keepsShot, print };
}

export function areSameSettings(one: OutputSettings, other: OutputSettings): boolean {
  return SETTINGS.every((key) => one[key] === other[key]);
}

/** What is shown, in whose colours, and at which strength. */
export interface Shown {
  readonly painting: Painting | null;
  /** Where the painting is to be seen; null: everywhere. */
  readonly mask: Mask | null;
  /** What is seen elsewhere; null: the photo. */
  readonly rest: Painting | null;
  readonly colours: Colours;
  /** 0 (the photo) .. 1 (the painting). */
  readonly strength: number;
  /** Which part of it goes into files. */
  readonly crop: Crop;
  /** All of it but the mask as a text, for files to hold. */
  readonly settings: string;
}

/** What a studio in this state shows. */
export function shownIn(state: StudioState, vectorOf: VectorOf): Shown {
  const { strength, colours, mask, crop } = state;
  const painting = shownPainting(state);
  const rest = shownRest(state);
  // What is painted by now, which may not be what was wished last.
  const painted = {
    style: painting?.style ?? null,
    detail: painting?.detail ?? state.detail,
    // Where nothing is masked none of it is seen, and the wish goes along.
    rest: mask ? (rest?.style ?? null) : state.rest,
  };
  const settings = writeSettings(settingsOf({ ...state, ...painted }, vectorOf));
  return { painting, rest, mask, strength, colours, crop, settings };
}

/** True where the photo's file has more pixels than what is shown of it. */
export function isReduced({ picture, originalWidth, originalHeight, file }: Chosen): boolean {
  return file !== undefined && (originalWidth > picture.width || originalHeight > picture.height);
}
