/**
 * Which part of a painting goes into a file. The painting itself stays whole; a crop is a box in the photo's own pixels,
 * and is brought to the size of the file when that is made.
 */

import type { Box } from '../../protocol/box';
import type { Size } from '../../protocol/engine';
import type { Chosen } from '../state';
import { bounded, boxAround, fitted } from './boxes';

export const CROP_KINDS = ['whole', 'square', '4x5', '9x16', 'wide', 'free'] as const;
export type CropKind = (typeof CROP_KINDS)[number];

/** Those that need no hand: they can be cut out of the middle of any photo. */
export const MIDDLE_KINDS = ['whole', 'square', '4x5', '9x16', 'wide'] as const satisfies readonly CropKind[];
export type MiddleKind = (typeof MIDDLE_KINDS)[number];

/** Width by height; those that are missing have none. */
const RATIOS: Partial<Readonly<Record<CropKind, number>>> = { square: 1, '4x5': 4 / 5, '9x16': 9 / 16, wide: 1.91 };

/** What a free crop begins with, of each side. */
const FREE_SHARE = 0.8;

/** The kind is a setting, as the colours are; where the crop lies belongs to each photo. */
export interface Crop {
  readonly kind: CropKind;
  /** By the ids of photos, for those on which it was moved; it may be of another kind than the one that holds now. */
  readonly places: Readonly<Record<string, Box>>;
}

export const WHOLE: Crop = { kind: 'whole', places: {} };

/** The middle of whichever photo, in this shape. */
export function middleCrop(kind: MiddleKind): Crop {
  return { kind, places: {} };
}

/** What a painting in a style is called when it is cut like this. */
export function croppedName(style: string, kind: CropKind): string {
  return kind === 'whole' ? style : `${style} ${kind === 'free' ? 'crop' : kind}`;
}

/** The photo a crop is of. */
export type Cropped = Pick<Chosen, 'id' | 'originalWidth' | 'originalHeight'>;

export function ratioOf(kind: CropKind): number | null {
  return RATIOS[kind] ?? null;
}

export function sizeOf({ originalWidth: width, originalHeight: height }: Cropped): Size {
  return { width, height };
}

/** The crop of a photo, in pixels of its file; null: all of it, as a free one is until it is drawn. */
export function boxOf({ kind, places }: Crop, photo: Cropped): Box | null {
  if (kind === 'whole') return null;
  const size = sizeOf(photo);
  const place = places[photo.id];
  const ratio = ratioOf(kind);
  if (ratio === null) return place ?? null;
  if (!place) return middle(size, fitted(size.width, ratio, size));
  if (isOf(place, ratio, size)) return place;
  // It keeps its place and about its area when it takes another shape.
  return boxAround(place, fitted(Math.sqrt(place.width * place.height * ratio), ratio, size), size);
}

/** The crop in pixels of a picture of the photo that may be smaller than its file; null: all of it. */
export function boxIn(crop: Crop, photo: Cropped, picture: Size): Box | null {
  const box = boxOf(crop, photo);
  return box && scaled(box, ratioOf(crop.kind), sizeOf(photo), picture);
}

/** The same crop, moved or resized on this photo. */
export function withBox(crop: Crop, { id }: Cropped, box: Box): Crop {
  return { ...crop, places: { ...crop.places, [id]: box } };
}

/** Another shape, on this photo as near as may be to where the crop is. */
export function withKind(crop: Crop, kind: CropKind, photo: Cropped): Crop {
  if (kind !== 'free') return { ...crop, kind };
  // It begins as what was seen before, or where there is something to take hold of.
  const { width, height } = sizeOf(photo);
  const start = middle({ width, height }, { width: width * FREE_SHARE, height: height * FREE_SHARE });
  return { ...withBox(crop, photo, boxOf(crop, photo) ?? crop.places[photo.id] ?? start), kind };
}

/** A box of one picture in another that shows the same, smaller or larger. */
function scaled(box: Box, ratio: number | null, from: Size, to: Size): Box {
  if (from.width === to.width && from.height === to.height) return box;
  const across = to.width / from.width;
  const down = to.height / from.height;
  const free = { width: atLeastOne(box.width * across, to.width), height: atLeastOne(box.height * down, to.height) };
  const { width, height } = ratio === null ? free : fitted(box.width * across, ratio, to);
  return {
    left: bounded(Math.round(box.left * across), 0, to.width - width),
    top: bounded(Math.round(box.top * down), 0, to.height - height),
    width,
    height,
  };
}

function middle(size: Size, wanted: Size): Box {
  const width = atLeastOne(wanted.width, size.width);
  const height = atLeastOne(wanted.height, size.height);
  const left = Math.floor((size.width - width) / 2);
  return { left, top: Math.floor((size.height - height) / 2), width, height };
}

function atLeastOne(side: number, most: number): number {
  return bounded(Math.round(side), 1, most);
}

/** Whether a box has this shape, but for rounding, of which squares have none. */
function isOf({ width, height }: Box, ratio: number, size: Size): boolean {
  const wanted = fitted(width, ratio, size);
  return wanted.width === width && Math.abs(wanted.height - height) <= (ratio === 1 ? 0 : 1);
}
