/** The gallery of styles: its index, and the style vectors, which come in one file when the first one is wanted. */

import { STYLE_LENGTH_LIMIT } from '../../protocol/engine';
import { EaselError } from '../../protocol/failure';
import { isOneOf, isRecord, isSide, isString } from '../../protocol/guards';
import { fetchBytes, verify } from '../download';
import type { VectorStyle } from '../state';
import { bytesToFloats } from '../styles/base64';
import { STYLE_SCALES, type StyleScale } from '../styles/scale';

export const GALLERY_FORMAT = 1;

/** In the order in which they are shown; `mine` are those of the reader. */
export const GROUPS = ['mine', 'masters', 'own'] as const;
const SITE_GROUPS = ['masters', 'own'] as const;
export type Group = (typeof GROUPS)[number];

export interface GalleryEntry {
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  readonly artist: string | null;
  readonly year: number | null;
  /** One of our photos, painted in this style. */
  readonly thumbnailUrl: URL;
  /** One of the reader's that is numbers alone, which the networks that ship do not understand. */
  readonly isUnfit?: boolean;
}

/** What gallery.json says. */
export interface GalleryIndex {
  /** In the order of their vectors. */
  readonly entries: readonly GalleryEntry[];
  readonly vectors: VectorsFile;
  /** The same of styles at other scales; those that are missing are not to be had. */
  readonly scaled: Partial<Readonly<Record<StyleScale, VectorsFile>>>;
  readonly styleLength: number;
  /** Which style encoder has made them, as one text. */
  readonly encoder: string;
}

/** Where vectors lie, and what the file must be. */
interface VectorsFile {
  readonly url: URL;
  readonly sha256: string;
}

/**
 * Checks gallery.json.
 * @param base its URL, to which paths are relative
 */
export function readGallery(value: unknown, base: URL): GalleryIndex {
  const index = isRecord(value) ? value : {};
  const { format, encoder, scales, styleLength, styles } = index;
  if (format !== GALLERY_FORMAT) throw new Error(`format ${String(format)} instead of ${String(GALLERY_FORMAT)}`);
  if (!isSide(styleLength) || styleLength > STYLE_LENGTH_LIMIT) throw new Error('vectors of no length');
  if (!Array.isArray(styles)) throw new Error('no list');
  const entries = styles.map((entry) => readEntry(entry, base));
  const others = isRecord(scales) ? scales : {};
  const scaled = STYLE_SCALES.filter((scale) => String(scale) in others).map(
    (scale) => [scale, readVectorsFile(others[scale], base)] as const,
  );
  return {
    entries,
    vectors: readVectorsFile(index, base),
    scaled: Object.fromEntries(scaled),
    styleLength,
    encoder: JSON.stringify(encoder),
  };
}

function readVectorsFile(value: unknown, base: URL): VectorsFile {
  const { vectors, sha256 } = isRecord(value) ? value : {};
  if (!isString(vectors) || !isString(sha256)) throw new Error('the vectors are not named');
  return { url: new URL(vectors, base), sha256 };
}

function readEntry(value: unknown, base: URL): GalleryEntry {
  const entry = isRecord(value) ? value : {};
  const { id, group, title, artist = null, year = null, thumbnail } = entry;
  if (!isString(id) || !isString(title) || !isString(thumbnail)) throw new Error('an entry lacks a text');
  if (!isOneOf(group, SITE_GROUPS)) throw new Error(`${id} is of no group`);
  if (artist !== null && !isString(artist)) throw new Error(`${id}: artist`);
  if (year !== null && !isSide(year)) throw new Error(`${id}: year`);
  return { id, group, title, artist, year, thumbnailUrl: new URL(thumbnail, base) };
}

export class Gallery {
  readonly #index: GalleryIndex;
  readonly #loading = new Map<StyleScale, Promise<ReadonlyMap<string, VectorStyle>>>();

  constructor(index: GalleryIndex) {
    this.#index = index;
  }

  get entries(): readonly GalleryEntry[] {
    return this.#index.entries;
  }

  get encoder(): string {
    return this.#index.encoder;
  }

  /** Numbers in a style vector. */
  get styleLength(): number {
    return this.#index.styleLength;
  }

  /**
   * All styles by their id, each the same object whenever it is asked for. The first call for a scale fetches the
   * vectors, and so does the next one after a failure.
   * @throws EaselError `network-unreachable` or `network-checksum`
   */
  load(scale: StyleScale = 1): Promise<ReadonlyMap<string, VectorStyle>> {
    const loading =
      this.#loading.get(scale) ??
      this.#fetch(scale).catch((error: unknown) => {
        this.#loading.delete(scale);
        throw error;
      });
    this.#loading.set(scale, loading);
    return loading;
  }

  async #fetch(scale: StyleScale): Promise<ReadonlyMap<string, VectorStyle>> {
    const { entries, vectors: usual, scaled, styleLength } = this.#index;
    const file = scale === 1 ? usual : scaled[scale];
    if (!file) throw new EaselError('network-unreachable', `no vectors at scale ${String(scale)}`);
    const bytes = await fetchBytes(file.url, new AbortController().signal, () => undefined);
    await verify('vectors of the gallery', bytes, file.sha256);
    if (bytes.length !== entries.length * styleLength * Float32Array.BYTES_PER_ELEMENT) {
      throw new EaselError('network-checksum', `vectors of the gallery: ${String(bytes.length)} bytes`);
    }
    const vectors = bytesToFloats(bytes);
    return new Map(
      entries.map(({ id, title: name }, i) => {
        const vector = vectors.slice(i * styleLength, (i + 1) * styleLength);
        return [id, { id, name, description: '', picture: null, vector, scale }];
      }),
    );
  }
}
