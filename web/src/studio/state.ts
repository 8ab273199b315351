/** What the page shows: the state of the studio. */

import type { ActiveBackend, BackendName } from '../protocol/engine';
import type { Colours } from '../protocol/encoder';
import type { FailureCode } from '../protocol/failure';
import type { Purpose } from '../protocol/opener';
import type { Picture } from '../protocol/picture';
import type { Exhibit } from './catalogue';
import type { GalleryEntry } from './gallery/gallery';
import type { Phase, StyleSource } from './painter';

/** Ways to see photo and painting: with a line between them, side by side, or one after the other. */
export const COMPARISONS = ['divider', 'beside', 'hold'] as const;
export type Comparison = (typeof COMPARISONS)[number];

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
  /** The style vector of a picture whose vector is in the gallery. */
  readonly vector?: Float32Array;
}

/** A style of the gallery that was chosen without its picture: most have none on the site. */
export interface VectorStyle extends Pick<Chosen, 'id' | 'name' | 'description'> {
  readonly picture: null;
  readonly vector: Float32Array;
}

export type ChosenStyle = Chosen | VectorStyle;

/** What the networks need of a style. A vector comes before a picture, since it needs no style encoder. */
export function styleSource(style: ChosenStyle): StyleSource {
  const { id: key } = style;
  if (style.picture === null) return { key, vector: style.vector };
  const { vector, picture } = style;
  return vector ? { key, vector } : { key, picture };
}

export interface Painting {
  readonly photo: Chosen;
  readonly style: ChosenStyle;
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
  /** Settings were restored; with the painting that held them, or from a link where that is null. */
  | { readonly kind: 'settings'; readonly picture: File | null; readonly style: 'found' | 'own' | 'missing' }
  | { readonly kind: 'settings-broken'; readonly from: 'picture' | 'link' }
  | { readonly kind: 'link-not-copied'; readonly link: string }
  | { readonly kind: 'photo-not-kept'; readonly reason: 'full' | 'refused' }
);

/** A notice that has no id yet. */
export type News = Notice extends infer One ? (One extends Notice ? Omit<One, 'id'> : never) : never;

export interface StudioState {
  readonly samples: readonly Exhibit[];
  /** Styles whose pictures are on the site. */
  readonly styles: readonly Exhibit[];
  /** All styles whose vectors are: those, and the old masters. */
  readonly gallery: readonly GalleryEntry[];
  readonly photo: Chosen | null;
  readonly style: ChosenStyle | null;
  /** The reader's own pictures, kept to come back to. */
  readonly ownPhoto: Chosen | null;
  readonly ownStyle: Chosen | null;
  /** Ids of what is being opened. */
  readonly opening: Readonly<Record<Purpose, string | null>>;
  readonly phase: Phase | null;
  readonly painting: Painting | null;
  /** 0 (the photo) .. 1 (the painting). */
  readonly strength: number;
  /** Whose colours the painting has; the strength mixes the photo with the painting in these. */
  readonly colours: Colours;
  readonly comparison: Comparison;
  readonly backend: ActiveBackend | null;
  /** The back end that the address asks for. */
  readonly forcedBackend: string | null;
  readonly notice: Notice | null;
}

export const INITIAL_STATE: StudioState = {
  samples: [],
  styles: [],
  gallery: [],
  photo: null,
  style: null,
  ownPhoto: null,
  ownStyle: null,
  opening: { photo: null, style: null },
  phase: null,
  painting: null,
  strength: 1,
  colours: 'style',
  comparison: 'divider',
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
