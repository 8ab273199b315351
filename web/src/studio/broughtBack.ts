/** The photo that the visit before has left, with what belongs to it. Fetched where one is kept. */

import { isBoxOf } from '../protocol/box';
import { isRecord, isString } from '../protocol/guards';
import { isMask } from '../protocol/mask';
import { sizeOf, type Crop } from './frame/crop';
import type { KeptCrop, KeptPhoto } from './keptPhoto';
import type { Chosen } from './state';

/** What a photo keeper has found, checked; null where it is none. What cannot be understood of the rest is left out. */
export function readKeptPhoto({
  file,
  mask,
  crop,
}: Readonly<Record<keyof KeptPhoto, unknown>>): (KeptPhoto & { readonly file: File }) | null {
  const photo = readFile(file);
  return photo && { file: photo, mask: isMask(mask) ? mask : null, crop: readCrop(crop) };
}

/** The crop of a photo that is chosen again. */
export function cropOf({ crop }: KeptPhoto, photo: Chosen, before: Crop): Crop {
  if (!crop || !isBoxOf(crop.box, sizeOf(photo))) return before;
  return { kind: crop.isFree ? 'free' : before.kind, places: { [photo.id]: crop.box } };
}

function readFile(value: unknown): File | null {
  if (!isRecord(value)) return null;
  const { name, type, bytes } = value;
  return isString(name) && isString(type) && bytes instanceof ArrayBuffer ? new File([bytes], name, { type }) : null;
}

function readCrop(value: unknown): KeptCrop | null {
  if (!isRecord(value)) return null;
  const { box, isFree } = value;
  // Whoever knows the photo sees whether it lies within.
  const anywhere = { width: Infinity, height: Infinity };
  return isBoxOf(box, anywhere) && typeof isFree === 'boolean' ? { box, isFree } : null;
}
