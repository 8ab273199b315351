/** The strength of a style. */

import type { Picture } from '../protocol/picture';

/**
 * Photo and painting mixed: `photo + strength * (painting - photo)`, channel by channel.
 * @param strength 0 (the photo) .. 1 (the painting)
 */
export function blend(photo: Picture, painting: Picture, strength: number): Picture {
  if (photo.width !== painting.width || photo.height !== painting.height) {
    throw new RangeError('photo and painting differ in size');
  }
  const data = new Uint8ClampedArray(photo.data.length);
  for (let i = 0; i < data.length; i++) {
    const from = photo.data[i] as number;
    data[i] = from + strength * ((painting.data[i] as number) - from);
  }
  return { width: photo.width, height: photo.height, data };
}
