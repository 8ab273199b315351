/** What the studio needs of the browser. Tests put fakes in its place. */

import type { Spawn } from './endings';
import type { StyleKeeper } from './styles/styleKeeper';

/** What files need. */
export interface OutputSurroundings {
  /** Of the device, in GiB, as browsers tell it: rounded, at most 8; undefined where they do not. */
  readonly memory: number | undefined;
  readonly saveFile: (file: Blob, name: string) => void;
  /** Puts a PNG, which may still be in the making, on the clipboard; null where there is none. */
  readonly copyPng: ((png: Promise<Blob>) => Promise<void>) | null;
  /** Opens the share sheet; null where there is none. */
  readonly shareFile: ((file: File) => Promise<void>) | null;
}

export interface Surroundings extends OutputSurroundings {
  readonly spawnEncoder: Spawn;
  /** The folder in which the site lies. */
  readonly site: URL;
  /** The value of `?backend=`, if any. */
  readonly backend: string | null;
  readonly spawnEngine: Spawn;
  readonly spawnOpener: Spawn;
  /** Absent where the connection is not secure. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  /** Where the reader's own styles are kept. */
  readonly styleKeeper: StyleKeeper;
  /** Asks the browser not to drop what is kept when it needs room; it may refuse. */
  readonly persist: () => void;
}
