/** The sample photos and built-in styles that come with the site. */

import { EaselError } from '../protocol/failure';
import { isRecord, isSide, isString, type UnknownRecord } from '../protocol/guards';

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
}

/** @throws EaselError `picture-unreachable` */
export async function fetchCatalogue(site: URL): Promise<Catalogue> {
  const [samples, styles] = await Promise.all([
    fetchExhibits(new URL('samples/samples.json', site), 'alt'),
    fetchExhibits(new URL('styles/styles.json', site), 'description'),
  ]);
  return { samples, styles };
}

async function fetchExhibits(url: URL, description: string): Promise<Exhibit[]> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(String(response.status));
    const list: unknown = await response.json();
    if (!Array.isArray(list)) throw new Error('no list');
    return list.map((value) => readExhibit(value, description, url));
  } catch (error) {
    throw new EaselError('picture-unreachable', `${url.pathname}: ${String(error)}`, { cause: error });
  }
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
