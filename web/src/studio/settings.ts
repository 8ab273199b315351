/**
 * The settings of a painting as a text that travels inside its file, and as a link. Neither holds a picture: of a style of
 * the reader's own they hold what the networks paint with. A mask travels in files alone, see `saving/maskText.ts`.
 */

import { COLOURS, type Colours } from '../protocol/encoder';
import { isOneOf, isRecord, isString, type UnknownRecord } from '../protocol/guards';
import { DETAILS, type Detail } from './detail';
import { CROP_KINDS, type CropKind } from './frame/crop';
import { INITIAL_STATE, type ChosenStyle, type StudioState } from './state';
import {
  fingerprint,
  readOwn,
  readOwnLink,
  writeOwn,
  writeOwnLink,
  type OwnStyle,
  type OwnStyles,
} from './styles/ownStyles';
import { writeReference } from './styles/reference';

/** Name of the text inside a file; also says what the text is. */
export const SETTINGS_FORMAT = 'easel';
const VERSION = 1;
/** What a link to settings has after its `#`. */
const LINK = 'photo?';

export interface Settings {
  /** Which style, or which mix, see `reference.ts`; null for none, and where the numbers of an own one are not known. */
  readonly style: string | null;
  /** 0..1 */
  readonly strength: number;
  readonly colours: Colours;
  readonly detail: Detail;
  /** The same of what a mask leaves, never a mix; null for the photo. */
  readonly rest: string | null;
  /** Where it lies belongs to a photo, and does not travel: nor does a free one, which is nothing else. */
  readonly crop: CropKind;
  /** The styles among them that are not of the site; absent where there are none. */
  readonly own?: OwnStyles | 'broken';
}

/** What settings follow from. */
type Settled = Pick<StudioState, 'style' | 'strength' | 'colours' | 'detail' | 'rest' | 'crop' | 'gallery' | 'encoder'>;

/** The vector of a style that is no mix; null where it was not made yet. */
export type VectorOf = (style: ChosenStyle) => Float32Array | null;

/** What is set, for the style that is chosen or the one of a painting. */
export function settingsOf(
  { style, strength, colours, detail, rest, crop: { kind }, gallery, encoder }: Settled,
  vectorOf: VectorOf,
): Settings {
  const own = new OwnList(encoder && fingerprint(encoder.encoder));
  const idOf = (one: ChosenStyle): string | null =>
    gallery.find(({ id }) => id === one.id)?.id ?? own.add(one.name, vectorOf(one));
  const names = { style: writeReference(style, idOf), rest: rest && idOf(rest) };
  const crop = kind === 'free' ? 'whole' : kind;
  return { ...names, strength, colours, detail, crop, ...own.settings() };
}

/** The styles of settings that are not of the site. */
export class OwnList {
  readonly #styles: OwnStyle[] = [];
  readonly #encoder: string | null;

  /** @param encoder fingerprint of the style encoder; null where it is not known, and no style can be taken */
  constructor(encoder: string | null) {
    this.#encoder = encoder;
  }

  /** By what settings refer to a style; null where it cannot be taken. */
  add(name: string, vector: Float32Array | null): string | null {
    if (this.#encoder === null || !vector) return null;
    const before = this.#styles.findIndex((style) => style.vector === vector);
    const number = before < 0 ? this.#styles.push({ name, vector }) : before + 1;
    return `own.${String(number)}`;
  }

  settings(): Pick<Settings, 'own'> {
    return this.#encoder === null || this.#styles.length === 0
      ? {}
      : { own: { encoder: this.#encoder, styles: this.#styles } };
  }
}

export function writeSettings({ own, ...settings }: Settings): string {
  const styles = own && own !== 'broken' && { own: writeOwn(own) };
  return JSON.stringify({ format: SETTINGS_FORMAT, version: VERSION, ...settings, ...styles });
}

/** The settings in a text that {@link writeSettings} made, also of a newer Easel; null where they cannot be read. */
export function readSettings(text: string): Settings | null {
  const value = parseJson(text);
  if (!isRecord(value) || value['format'] !== SETTINGS_FORMAT) return null;
  const { style, strength, colours } = value;
  if (!(style === null || isString(style)) || !isStrength(strength) || !isOneOf(colours, COLOURS)) return null;
  const own = readOwn(value['own']);
  return { style, strength, colours, ...readMore(value), ...(own && { own }) };
}

/** @param page the address of the page; what follows its `#` is replaced */
export function settingsLink({ style, strength, colours, detail, rest, crop, own }: Settings, page: string): string {
  const url = new URL(page);
  const parts = new URLSearchParams(style === null ? {} : { style });
  parts.set('strength', String(Math.round(strength * 100)));
  parts.set('colours', colours);
  if (detail !== INITIAL_STATE.detail) parts.set('detail', detail);
  if (rest !== null) parts.set('rest', rest);
  if (crop !== 'whole') parts.set('crop', crop);
  if (own && own !== 'broken') writeOwnLink(own, parts);
  url.hash = LINK + parts.toString();
  return url.href;
}

/**
 * The settings in the part of an address from its `#`; parts that this Easel does not know are passed over.
 * @returns `none` where it is no link to settings, `broken` where it is one that cannot be read
 */
export function readSettingsLink(hash: string): Settings | 'none' | 'broken' {
  if (!hash.startsWith(`#${LINK}`)) return 'none';
  const parts = new URLSearchParams(hash.slice(1 + LINK.length));
  const percent = parts.get('strength') ?? '';
  const colours = parts.get('colours');
  const strength = /^\d{1,3}$/.test(percent) ? Number(percent) / 100 : NaN;
  if (!isStrength(strength) || !isOneOf(colours, COLOURS)) return 'broken';
  const own = readOwnLink(parts);
  return { style: parts.get('style'), strength, colours, ...readMore(Object.fromEntries(parts)), ...(own && { own }) };
}

/** What an older Easel did not write, and a newer one may write otherwise. */
function readMore(value: UnknownRecord): Pick<Settings, 'detail' | 'rest' | 'crop'> {
  const { detail, rest, crop } = value;
  return {
    detail: isOneOf(detail, DETAILS) ? detail : INITIAL_STATE.detail,
    rest: isString(rest) ? rest : null,
    crop: isOneOf(crop, CROP_KINDS) && crop !== 'free' ? crop : 'whole',
  };
}

export function isStrength(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

/** Undefined for what is no JSON. */
export function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '') as unknown;
  } catch {
    return undefined;
  }
}
