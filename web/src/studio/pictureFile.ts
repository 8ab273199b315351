/** A photo that came without a file, as one: such as that of an optimisation from an earlier visit. */

import type { Chosen } from './state';

/** What is kept of a file. */
export type FileLike = Pick<File, 'name' | 'type' | 'arrayBuffer'>;

const made = new WeakMap<Chosen, FileLike>();

/** The photo's file; where there is none, a PNG of what is shown, written when it is read, and the same for each photo. */
export function pictureFile(photo: Chosen): FileLike {
  if (photo.file instanceof File) return photo.file;
  const file = made.get(photo) ?? {
    name: `${photo.name}.png`,
    type: 'image/png',
    arrayBuffer: async () => {
      const { encodePng } = await import('../saving/png');
      return (await encodePng(photo.picture)).arrayBuffer();
    },
  };
  made.set(photo, file);
  return file;
}
