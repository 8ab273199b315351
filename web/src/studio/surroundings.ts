/** What the studio needs of the browser. Tests put fakes in its place. */

import type { WorkerLike } from '../protocol/port';
import type { StyleKeeper } from './styles/styleKeeper';

/** What files need. */
export interface OutputSurroundings {
  readonly spawnEncoder: () => WorkerLike;
  /** Of the device, in GiB, as browsers tell it: rounded, at most 8; undefined where they do not. */
  readonly memory: number | undefined;
  readonly saveFile: (file: Blob, name: string) => void;
  /** Puts a PNG, which may still be in the making, on the clipboard; null where there is none. */
  readonly copyPng: ((png: Promise<Blob>) => Promise<void>) | null;
  /** Opens the share sheet; null where there is none. */
  readonly shareFile: ((file: File) => Promise<void>) | null;
}

export interface Surroundings extends OutputSurroundings {
  /** The folder in which the site lies. */
  readonly site: URL;
  /** The value of `?backend=`, if any. */
  readonly backend: string | null;
  readonly spawnEngine: () => WorkerLike;
  readonly spawnOpener: () => WorkerLike;
  /** Where the reader's own styles are kept. */
  readonly styleKeeper: StyleKeeper;
}
