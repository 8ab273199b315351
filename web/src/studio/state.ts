/** What the page shows: the state of the studio. */

import type { ActiveBackend, BackendName } from '../protocol/engine';
import type { FailureCode } from '../protocol/failure';
import type { Purpose } from '../protocol/opener';
import type { Picture } from '../protocol/picture';
import type { Exhibit } from './catalogue';
import type { Phase } from './painter';

/** A chosen photo or style, opened. */
export interface Chosen {
  /** An exhibit's id, or one of its own for a picture of the reader's. */
  readonly id: string;
  /** Title of an exhibit, or name of the reader's file without its extension. */
  readonly name: string;
  readonly description: string;
  /** At the size that the networks get. */
  readonly picture: Picture;
  readonly originalWidth: number;
  readonly originalHeight: number;
  /** The file that was opened; absent where there is none, as for a snapshot. */
  readonly file?: Blob;
}

export interface Painting {
  readonly photo: Chosen;
  readonly style: Chosen;
  /** At full strength, at the size of the photo's picture. */
  readonly picture: Picture;
  readonly milliseconds: number;
  readonly backend: ActiveBackend;
}

/** Something that the reader is told; `id` is new for each. */
export type Notice = { readonly id: number } & (
  | { readonly kind: 'failure'; readonly code: FailureCode; readonly about: Purpose | 'painting' | 'live' }
  | { readonly kind: 'fallback'; readonly from: BackendName }
  | { readonly kind: 'no-file' }
  | { readonly kind: 'no-film' }
  | { readonly kind: 'rebuilding' }
  | { readonly kind: 'no-sound' }
);

/** A notice that has no id yet. */
export type News = Notice extends infer One ? (One extends Notice ? Omit<One, 'id'> : never) : never;

export interface StudioState {
  readonly samples: readonly Exhibit[];
  readonly styles: readonly Exhibit[];
  readonly photo: Chosen | null;
  readonly style: Chosen | null;
  /** The reader's own pictures, kept to come back to. */
  readonly ownPhoto: Chosen | null;
  readonly ownStyle: Chosen | null;
  /** Ids of what is being opened. */
  readonly opening: Readonly<Record<Purpose, string | null>>;
  readonly phase: Phase | null;
  readonly painting: Painting | null;
  /** 0 (the photo) .. 1 (the painting). */
  readonly strength: number;
  readonly backend: ActiveBackend | null;
  /** The back end that the address asks for. */
  readonly forcedBackend: string | null;
  readonly notice: Notice | null;
}

export const INITIAL_STATE: StudioState = {
  samples: [],
  styles: [],
  photo: null,
  style: null,
  ownPhoto: null,
  ownStyle: null,
  opening: { photo: null, style: null },
  phase: null,
  painting: null,
  strength: 1,
  backend: null,
  forcedBackend: null,
  notice: null,
};

/** True when the painting shows the chosen photo in the chosen style. */
export function isUpToDate({ photo, style, painting }: StudioState): boolean {
  return painting !== null && painting.photo === photo && painting.style === style;
}

/** The painting, if it is one of the chosen photo (in whatever style). */
export function shownPainting({ photo, painting }: StudioState): Painting | null {
  return painting?.photo === photo ? painting : null;
}
