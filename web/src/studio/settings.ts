/** The settings of a painting as a text that travels inside its file, and as a link. Neither holds a picture. */

import { COLOURS, type Colours } from '../protocol/encoder';
import { isOneOf, isRecord, isString, type UnknownRecord } from '../protocol/guards';
import { DETAILS, type Detail } from './detail';
import { CROP_KINDS, type CropKind } from './frame/crop';
import { INITIAL_STATE, type ChosenStyle, type StudioState } from './state';
import { writeReference } from './styles/reference';

/** Name of the text inside a file; also says what the text is. */
export const SETTINGS_FORMAT = 'easel';
const VERSION = 1;
/** What a link to settings has after its `#`. */
const LINK = 'photo?';

export interface Settings {
  /** Which style of the site, or which mix of them; null for a picture of the reader's, and a mix with one. */
  readonly style: string | null;
  /** 0..1 */
  readonly strength: number;
  readonly colours: Colours;
  readonly detail: Detail;
  /** Id of a style of the site, for what a mask leaves; null for the photo. A mask itself does not travel. */
  readonly rest: string | null;
  /** Where it lies belongs to a photo, and does not travel: nor does a free one, which is nothing else. */
  readonly crop: CropKind;
}

/** What is set, for the style that is chosen or the one of a painting. */
export function settingsOf({
  style,
  strength,
  colours,
  detail,
  rest,
  crop: { kind },
  gallery,
}: Pick<StudioState, 'style' | 'strength' | 'colours' | 'detail' | 'rest' | 'crop' | 'gallery'>): Settings {
  const idOf = (one: ChosenStyle | null): string | null => gallery.find(({ id }) => id === one?.id)?.id ?? null;
  const crop = kind === 'free' ? 'whole' : kind;
  const isOfTheSite = (id: string): boolean => gallery.some((entry) => entry.id === id);
  return { style: writeReference(style, isOfTheSite), strength, colours, detail, rest: idOf(rest), crop };
}

export function writeSettings(settings: Settings): string {
  return JSON.stringify({ format: SETTINGS_FORMAT, version: VERSION, ...settings });
}

/** The settings in a text that {@link writeSettings} made, also of a newer Easel; null where they cannot be read. */
export function readSettings(text: string): Settings | null {
  const value = parseJson(text);
  if (!isRecord(value) || value['format'] !== SETTINGS_FORMAT) return null;
  const { style, strength, colours } = value;
  if (!(style === null || isString(style)) || !isStrength(strength) || !isOneOf(colours, COLOURS)) return null;
  return { style, strength, colours, ...readMore(value) };
}

/** @param page the address of the page; what follows its `#` is replaced */
export function settingsLink({ style, strength, colours, detail, rest, crop }: Settings, page: string): string {
  const url = new URL(page);
  const parts = new URLSearchParams(style === null ? {} : { style });
  parts.set('strength', String(Math.round(strength * 100)));
  parts.set('colours', colours);
  if (detail !== INITIAL_STATE.detail) parts.set('detail', detail);
  if (rest !== null) parts.set('rest', rest);
  if (crop !== 'whole') parts.set('crop', crop);
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
  return { style: parts.get('style'), strength, colours, ...readMore(Object.fromEntries(parts)) };
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
