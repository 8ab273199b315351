/** What the page shows: the state of the studio. */

import { PHOTO_LONG_SIDE } from '../opener/framing';
import type { ActiveBackend, BackendName } from '../protocol/engine';
import type { Colours } from '../protocol/encoder';
import type { FailureCode } from '../protocol/failure';
import type { Mask } from '../protocol/mask';
import type { Purpose } from '../protocol/opener';
import type { Picture } from '../protocol/picture';
import type { Exhibit } from './catalogue';
import { detailFor, type Detail } from './detail';
import { WHOLE, type Crop } from './frame/crop';
import type { GalleryEntry } from './gallery/gallery';
import type { Phase, StyleSource } from './painter';
import type { StyleScale } from './styles/scale';
import type { SentProblem } from './styles/sent';
import type { EncoderFacts } from './styles/stylesFile';

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
  /** The style vector at its scale, where it is known. */
  readonly vector?: Float32Array;
  /** Of a style: how large the encoder sees its picture. 1 where there is none. */
  readonly scale?: StyleScale;
}

/** A style of the gallery that was chosen without its picture, for most have none on the site; or a mix of styles. */
export interface VectorStyle extends Pick<Chosen, 'id' | 'name' | 'description' | 'scale'> {
  readonly picture: null;
  readonly vector: Float32Array;
  /** Of a mix: what it is mixed of, two styles at least. */
  readonly parts?: readonly MixPart[];
}

/** A style in a mix; it is none itself. */
export interface MixPart {
  readonly style: ChosenStyle;
  /** In whole percent; those of a mix make a hundred. */
  readonly weight: number;
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
  /** Of which it is, not what was wished. */
  readonly detail: Detail;
  /** At full strength, at the size of the photo's picture. */
  readonly picture: Picture;
  readonly milliseconds: number;
  readonly backend: ActiveBackend;
}

/** A painting of a small copy of the photo, shown in its place until the one at its size is there. */
export interface Preview {
  readonly photo: Chosen;
  /** The copy. */
  readonly small: Picture;
  /** Its painting, of the same size. */
  readonly picture: Picture;
}

/** Settings were restored. */
export interface SettingsNotice {
  readonly kind: 'settings';
  /** The painting that held them; null for a link. */
  readonly picture: File | null;
  /** `own`: a picture of somebody's, of which nothing came along. */
  readonly style: 'found' | 'own' | 'missing' | SentProblem;
  /** What is to be said of the mask in the painting; `stretched`: it was made for a photo of another shape. */
  readonly mask: 'stretched' | 'broken' | null;
}

/** Something that the reader is told; `id` is new for each. */
export type Notice = { readonly id: number } & (
  | { readonly kind: 'failure'; readonly code: FailureCode; readonly about: Purpose | 'painting' | 'live' }
  | { readonly kind: 'fallback'; readonly from: BackendName }
  | { readonly kind: 'no-file' }
  | { readonly kind: 'no-film' }
  | { readonly kind: 'rebuilding' }
  | { readonly kind: 'no-sound' }
  | SettingsNotice
  | { readonly kind: 'settings-broken'; readonly from: 'picture' | 'link' }
  | { readonly kind: 'link-not-copied'; readonly link: string }
  | { readonly kind: 'photo-not-kept'; readonly reason: 'full' | 'refused' | 'stays' }
);

/** A notice that has no id yet. */
export type News = Notice extends infer One ? (One extends Notice ? Omit<One, 'id'> : never) : never;

export interface StudioState {
  readonly samples: readonly Exhibit[];
  /** Styles whose pictures are on the site. */
  readonly styles: readonly Exhibit[];
  /** All styles whose vectors are: those, and the old masters. */
  readonly gallery: readonly GalleryEntry[];
  /** The style encoder that has made the vectors; null until it is known. */
  readonly encoder: EncoderFacts | null;
  /** The reader's own styles that are kept on this device, the newest first. */
  readonly mine: readonly GalleryEntry[];
  readonly photo: Chosen | null;
  readonly style: ChosenStyle | null;
  /** The reader's own pictures, kept to come back to. */
  readonly ownPhoto: Chosen | null;
  readonly ownStyle: Chosen | null;
  /** Styles that came with settings, without their pictures. */
  readonly sent: readonly VectorStyle[];
  /** Ids of what is being opened. */
  readonly opening: Readonly<Record<Purpose, string | null>>;
  readonly phase: Phase | null;
  readonly painting: Painting | null;
  readonly preview: Preview | null;
  /** Where the style goes on the chosen photo; null: everywhere. */
  readonly mask: Mask | null;
  /** The style of what the mask leaves; null: that stays the photo. */
  readonly rest: ChosenStyle | null;
  /** The photo in that style, or in the one before; made only where there is a mask. */
  readonly restPainting: Painting | null;
  /** The detail that is wished; photos that do not allow it are painted as if it were `fine`. */
  readonly detail: Detail;
  /** 0 (the photo) .. 1 (the painting). */
  readonly strength: number;
  /** Whose colours the painting has; the strength mixes the photo with the painting in these. */
  readonly colours: Colours;
  readonly comparison: Comparison;
  /** How long photos are at most where they are shown: as the device's memory allows. */
  readonly longSide: number;
  /** Which part of the painting goes into files. */
  readonly crop: Crop;
  readonly backend: ActiveBackend | null;
  /** The back end that the address asks for. */
  readonly forcedBackend: string | null;
  readonly notice: Notice | null;
}

export const INITIAL_STATE: StudioState = {
  samples: [],
  styles: [],
  gallery: [],
  encoder: null,
  mine: [],
  photo: null,
  style: null,
  ownPhoto: null,
  ownStyle: null,
  sent: [],
  opening: { photo: null, style: null },
  phase: null,
  painting: null,
  preview: null,
  mask: null,
  rest: null,
  restPainting: null,
  detail: 'fine',
  strength: 1,
  colours: 'style',
  comparison: 'divider',
  longSide: PHOTO_LONG_SIDE,
  crop: WHOLE,
  backend: null,
  forcedBackend: null,
  notice: null,
};

/** True when the painting shows the chosen photo in the chosen style and detail. */
export function isUpToDate(state: StudioState): boolean {
  return isPaintingOf(state.painting, state.style, state);
}

/** True when the painting for what the mask leaves is there, or none is wanted. */
export function isRestUpToDate(state: StudioState): boolean {
  const { mask, rest, restPainting } = state;
  return mask === null || rest === null || isPaintingOf(restPainting, rest, state);
}

function isPaintingOf(
  painting: Painting | null,
  style: ChosenStyle | null,
  { photo, detail, longSide }: StudioState,
): boolean {
  if (!photo || painting?.photo !== photo || painting.style !== style) return false;
  return painting.detail === detailFor(photo.picture, detail, longSide);
}

/** The painting, if it is one of the chosen photo (in whatever style). */
export function shownPainting({ photo, painting }: StudioState): Painting | null {
  return painting?.photo === photo ? painting : null;
}

/** The painting for what the mask leaves, if there is one of the chosen photo; else that is the photo. */
export function shownRest({ photo, mask, rest, restPainting }: StudioState): Painting | null {
  return mask && rest && restPainting?.photo === photo ? restPainting : null;
}
