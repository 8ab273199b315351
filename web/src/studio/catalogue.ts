/** The sample photos, the built-in style pictures and the gallery of styles that come with the site. */

import { EaselError } from '../protocol/failure';
import { isRecord, isSide, isString, type UnknownRecord } from '../protocol/guards';
import { readGallery, type GalleryIndex } from './gallery/gallery';

/** A picture of the site that can be chosen. */
export interface Exhibit {
  readonly id: string;
  readonly title: string;
  /** What is to be seen on it. */
  readonly description: string;
  readonly url: URL;
  readonly thumbnailUrl: URL;
  readonly width: number;
  readonly height: number;
}

export interface Catalogue {
  readonly samples: readonly Exhibit[];
  readonly styles: readonly Exhibit[];
  readonly gallery: GalleryIndex;
}

/** @throws EaselError `picture-unreachable` */
export async function fetchCatalogue(site: URL): Promise<Catalogue> {
  const [samples, styles, gallery] = await Promise.all([
    fetchList(new URL('samples/samples.json', site), exhibitsWith('alt')),
    fetchList(new URL('styles/styles.json', site), exhibitsWith('description')),
    fetchList(new URL('gallery/gallery.json', site), readGallery),
  ]);
  return { samples, styles, gallery };
}

async function fetchList<List>(url: URL, read: (list: unknown, url: URL) => List): Promise<List> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(String(response.status));
    return read(await response.json(), url);
  } catch (error) {
    throw new EaselError('picture-unreachable', `${url.pathname}: ${String(error)}`, { cause: error });
  }
}

function exhibitsWith(description: string) {
  return (list: unknown, url: URL): readonly Exhibit[] => {
    if (!Array.isArray(list)) throw new Error('no list');
    return list.map((value) => readExhibit(value, description, url));
  };
}

/**
 * Checks one entry of samples.json or styles.json.
 * @param description the name of the field that describes the picture
 * @param base the URL of the JSON file, to which paths are relative
 */
export function readExhibit(value: unknown, description: string, base: URL): Exhibit {
  const entry: UnknownRecord = isRecord(value) ? value : {};
  const { id, title, file, thumbnail = file, width, height } = entry;
  const text = entry[description];
  if (!isString(id) || !isString(title) || !isString(text) || !isString(file) || !isString(thumbnail)) {
    throw new Error('an entry lacks a text');
  }
  if (!isSide(width) || !isSide(height)) throw new Error(`${id} has no size`);
  const url = new URL(file, base);
  const thumbnailUrl = new URL(thumbnail, base);
  return { id, title, description: text, url, thumbnailUrl, width, height };
}

/** The picture file of an exhibit. */
export async function fetchExhibit(exhibit: Exhibit): Promise<Blob> {
  try {
    const response = await fetch(exhibit.url);
    if (!response.ok) throw new Error(String(response.status));
    return await response.blob();
  } catch (error) {
    throw new EaselError('picture-unreachable', `${exhibit.url.pathname}: ${String(error)}`, { cause: error });
  }
}
