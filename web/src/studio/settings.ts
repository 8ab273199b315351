/** The settings of a painting as a text that travels inside its file, and as a link. Neither holds a picture. */

import { COLOURS, type Colours } from '../protocol/encoder';
import { isOneOf, isRecord, isString } from '../protocol/guards';
import type { StudioState } from './state';

/** Name of the text inside a file; also says what the text is. */
export const SETTINGS_FORMAT = 'easel';
const VERSION = 1;
/** What a link to settings has after its `#`. */
const LINK = 'photo?';

export interface Settings {
  /** Id of a style of the site; null for a picture of the reader's. */
  readonly style: string | null;
  /** 0..1 */
  readonly strength: number;
  readonly colours: Colours;
}

/** What is set, for the style that is chosen or the one of a painting. */
export function settingsOf({
  style,
  strength,
  colours,
  gallery,
}: Pick<StudioState, 'style' | 'strength' | 'colours' | 'gallery'>): Settings {
  const isOfTheSite = gallery.some(({ id }) => id === style?.id);
  return { style: style && isOfTheSite ? style.id : null, strength, colours };
}

export function writeSettings({ style, strength, colours }: Settings): string {
  return JSON.stringify({ format: SETTINGS_FORMAT, version: VERSION, style, strength, colours });
}

/** The settings in a text that {@link writeSettings} made, also of a newer Easel; null where they cannot be read. */
export function readSettings(text: string): Settings | null {
  const value = parseJson(text);
  if (!isRecord(value) || value['format'] !== SETTINGS_FORMAT) return null;
  const { style, strength, colours } = value;
  if (!(style === null || isString(style)) || !isStrength(strength) || !isOneOf(colours, COLOURS)) return null;
  return { style, strength, colours };
}

/** @param page the address of the page; what follows its `#` is replaced */
export function settingsLink({ style, strength, colours }: Settings, page: string): string {
  const url = new URL(page);
  const parts = new URLSearchParams(style === null ? {} : { style });
  parts.set('strength', String(Math.round(strength * 100)));
  parts.set('colours', colours);
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
  return { style: parts.get('style'), strength, colours };
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
