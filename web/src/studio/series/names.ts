/** Names of the files in one archive: each of them once, also where systems take upper and lower case for the same. */

import { fileName } from '../../saving/file';

export class Names {
  readonly #taken = new Set<string>();

  /** `photo_style.png`, or `photo_style-2.png` where there is one already. */
  take(photo: string, style: string, extension: string): string {
    const name = fileName(photo, style, extension);
    const stem = name.slice(0, -extension.length - 1);
    let free = name;
    for (let number = 2; this.#taken.has(free); number++) free = `${stem}-${String(number)}.${extension}`;
    this.#taken.add(free);
    return free;
  }
}

/** A file's name without its extension. */
export function stemOf(name: string): string {
  return name.replace(/\.[^.]*$/, '');
}
