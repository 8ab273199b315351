/** Several pictures, or folders, that come at once: what they are, and the way from one mode to the other. */

import type { Entry } from '../../studio/series/walk';

/** What was dropped or pasted; the browser tells of folders only while that happens. */
export interface Dropped {
  readonly files: readonly File[];
  readonly folders: readonly Entry[];
}

/** @returns null where it is one file, or none */
export function severalIn(data: DataTransfer | null): Dropped | null {
  if (!data) return null;
  const entries = Array.from(data.items, (item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  const folders = entries.filter((entry) => entry?.isDirectory === true) as readonly Entry[];
  // A folder is among the files as well, as one that cannot be read.
  const names = new Set(folders.map(({ name }) => name));
  const files = Array.from(data.files).filter((file) => !(names.has(file.name) && file.type === ''));
  return folders.length > 0 || files.length > 1 ? { files, folders } : null;
}

let waiting: Dropped | null = null;

/** Opens Series with what was dropped elsewhere. */
export function takeToSeries(dropped: Dropped): void {
  waiting = dropped;
  location.hash = '#series';
}

/** What was taken there, once. */
export function takenHere(): Dropped | null {
  const taken = waiting;
  waiting = null;
  return taken;
}
