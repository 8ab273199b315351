/** What a painting that Easel has saved says of how it was made: its settings, and its mask. */

import type { Mask } from '../protocol/mask';
import { SETTINGS_FORMAT } from '../studio/settings';
import { MASK_KEYWORD, readMask } from './maskText';
import { pngText } from './pngText';

export interface PngSettings {
  /** Null where there are none. */
  readonly text: string | null;
  /** Null where there is none, as where the style goes everywhere. */
  readonly mask: Mask | 'broken' | null;
}

/** Where the texts lie, if there are any: before the pixels. The largest mask, of nothing but noise, has 1.4 MB. */
const TEXTS_WITHIN = 2 ** 21;

/** @throws where the file cannot be read */
export async function settingsIn(file: Blob): Promise<PngSettings> {
  const png = new Uint8Array(await file.slice(0, TEXTS_WITHIN).arrayBuffer());
  const mask = pngText(png, MASK_KEYWORD);
  return {
    text: pngText(png, SETTINGS_FORMAT),
    mask: mask === null ? null : ((await readMask(mask)) ?? 'broken'),
  };
}
