/** What the page shows while it paints live. */

import type { ActiveBackend, Size } from '../protocol/engine';
import type { LiveSize } from '../protocol/live';
import type { Phase } from '../studio/painter';
import type { Chosen, Notice, Painting } from '../studio/state';
import type { Camera } from './camera';
import type { LiveSource } from './source';

/** How the painting goes, twice a second. */
export interface LiveFacts {
  /** Frames a second. */
  readonly fps: number;
  /** At which a frame is painted: its long side in pixels. */
  readonly size: LiveSize;
  readonly backend: ActiveBackend | null;
  /** Of the canvas. */
  readonly canvas: Size;
}

/** A picture taken of the source, being painted or painted by the network for photos. */
export interface Still {
  readonly photo: Chosen;
  readonly phase: Phase | null;
  readonly painting: Painting | null;
}

/** What the reader waits for before anything moves. */
export type Waiting = 'camera' | 'film' | 'network';

export interface LiveState {
  readonly cameras: readonly Camera[];
  readonly source: LiveSource | null;
  /** Of the source in pixels; phones exchange the two when they are turned. */
  readonly sourceSize: Size | null;
  readonly waiting: Waiting | null;
  /** Null until the first frame is painted, and after the painter has failed. */
  readonly facts: LiveFacts | null;
  /** The painter has given up, and waits to be started again. */
  readonly failed: boolean;
  readonly mirror: boolean;
  readonly keepColours: boolean;
  /** Left of this share of the width (0..1) lies the unpainted picture; null: nowhere. */
  readonly divider: number | null;
  /** Chosen by the reader; null lets speed decide. */
  readonly pinned: LiveSize | null;
  readonly film: FilmState | null;
  readonly still: Still | null;
  /** Whole seconds since the recording began, without pauses; null when nothing is recorded. */
  readonly recording: number | null;
  /** 0..1 of the film is exported; null when it is not being exported. */
  readonly exporting: number | null;
  readonly notice: Notice | null;
}

export interface FilmState {
  readonly playing: boolean;
  readonly muted: boolean;
  /** Both in seconds. */
  readonly position: number;
  readonly duration: number;
}

export const INITIAL_LIVE_STATE: LiveState = {
  cameras: [],
  source: null,
  sourceSize: null,
  waiting: null,
  facts: null,
  failed: false,
  mirror: false,
  keepColours: false,
  divider: null,
  pinned: null,
  film: null,
  still: null,
  recording: null,
  exporting: null,
  notice: null,
};
