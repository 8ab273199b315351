/** The gallery of styles: its index, and the style vectors, which come in one file when the first one is wanted. */

import { STYLE_LENGTH_LIMIT } from '../../protocol/engine';
import { EaselError } from '../../protocol/failure';
import { isOneOf, isRecord, isSide, isString } from '../../protocol/guards';
import { fetchBytes, verify } from '../download';
import type { VectorStyle } from '../state';

export const GALLERY_FORMAT = 1;

/** In the order in which they are shown. */
export const GROUPS = ['masters', 'own'] as const;
export type Group = (typeof GROUPS)[number];

export interface GalleryEntry {
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  readonly artist: string | null;
  readonly year: number | null;
  /** One of our photos, painted in this style. */
  readonly thumbnailUrl: URL;
}

/** What gallery.json says. */
export interface GalleryIndex {
  /** In the order of their vectors. */
  readonly entries: readonly GalleryEntry[];
  readonly vectorsUrl: URL;
  readonly sha256: string;
  readonly styleLength: number;
}

/**
 * Checks gallery.json.
 * @param base its URL, to which paths are relative
 */
export function readGallery(value: unknown, base: URL): GalleryIndex {
  const index = isRecord(value) ? value : {};
  const { format, vectors, sha256, styleLength, styles } = index;
  if (format !== GALLERY_FORMAT) throw new Error(`format ${String(format)} instead of ${String(GALLERY_FORMAT)}`);
  if (!isString(vectors) || !isString(sha256)) throw new Error('the vectors are not named');
  if (!isSide(styleLength) || styleLength > STYLE_LENGTH_LIMIT) throw new Error('vectors of no length');
  if (!Array.isArray(styles)) throw new Error('no list');
  const entries = styles.map((entry) => readEntry(entry, base));
  return { entries, vectorsUrl: new URL(vectors, base), sha256, styleLength };
}

function readEntry(value: unknown, base: URL): GalleryEntry {
  const entry = isRecord(value) ? value : {};
  const { id, group, title, artist = null, year = null, thumbnail } = entry;
  if (!isString(id) || !isString(title) || !isString(thumbnail)) throw new Error('an entry lacks a text');
  if (!isOneOf(group, GROUPS)) throw new Error(`${id} is of no group`);
  if (artist !== null && !isString(artist)) throw new Error(`${id}: artist`);
  if (year !== null && !isSide(year)) throw new Error(`${id}: year`);
  return { id, group, title, artist, year, thumbnailUrl: new URL(thumbnail, base) };
}

export class Gallery {
  readonly #index: GalleryIndex;
  #loading: Promise<ReadonlyMap<string, VectorStyle>> | null = null;

  constructor(index: GalleryIndex) {
    this.#index = index;
  }

  get entries(): readonly GalleryEntry[] {
    return this.#index.entries;
  }

  /**
   * All styles by their id, each the same object whenever it is asked for. The first call fetches the vectors, and so
   * does the next one after a failure.
   * @throws EaselError `network-unreachable` or `network-checksum`
   */
  load(): Promise<ReadonlyMap<string, VectorStyle>> {
    this.#loading ??= this.#fetch().catch((error: unknown) => {
      this.#loading = null;
      throw error;
    });
    return this.#loading;
  }

  async #fetch(): Promise<ReadonlyMap<string, VectorStyle>> {
    const { entries, vectorsUrl, sha256, styleLength } = this.#index;
    const bytes = await fetchBytes(vectorsUrl, new AbortController().signal, () => undefined);
    await verify('vectors of the gallery', bytes, sha256);
    if (bytes.length !== entries.length * styleLength * Float32Array.BYTES_PER_ELEMENT) {
      throw new EaselError('network-checksum', `vectors of the gallery: ${String(bytes.length)} bytes`);
    }
    const vectors = floats(bytes);
    return new Map(
      entries.map(({ id, title: name }, i) => {
        const vector = vectors.slice(i * styleLength, (i + 1) * styleLength);
        return [id, { id, name, description: '', picture: null, vector }];
      }),
    );
  }
}

/** Little-endian float32, whatever the machine is. */
function floats(bytes: Uint8Array<ArrayBuffer>): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / Float32Array.BYTES_PER_ELEMENT }, (_, i) =>
    view.getFloat32(i * Float32Array.BYTES_PER_ELEMENT, true),
  );
}
