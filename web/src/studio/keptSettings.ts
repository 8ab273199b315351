/** What a visit leaves to the next one, as a text. */

import { COLOURS, FORMATS } from '../protocol/encoder';
import { isOneOf, isRecord, isSide, isString } from '../protocol/guards';
import { INITIAL_OUTPUT, OUTPUT_SIZES, type OutputState } from './output';
import { isStrength, parseJson } from './settings';
import { COMPARISONS, INITIAL_STATE, type StudioState } from './state';

export interface KeptSettings
  extends
    Pick<StudioState, 'strength' | 'colours' | 'comparison'>,
    Pick<OutputState, 'size' | 'format' | 'quality' | 'holdsSettings'> {
  /** Id of the style, if it is one of the site's. */
  readonly style: string | null;
  /** Id of the sample that was shown; null: the reader's own photo, or none. */
  readonly sample: string | null;
  /** The reader's photo is kept as well. */
  readonly keepsPhoto: boolean;
}

/** What is kept of a visit. */
export function keptSettings(state: StudioState, output: OutputState, keepsPhoto: boolean): KeptSettings {
  const { strength, colours, comparison, photo, style, samples, gallery } = state;
  const { size, format, quality, holdsSettings } = output;
  return {
    strength,
    colours,
    comparison,
    size,
    format,
    quality,
    holdsSettings,
    style: gallery.find(({ id }) => id === style?.id)?.id ?? null,
    sample: samples.find(({ id }) => id === photo?.id)?.id ?? null,
    keepsPhoto,
  };
}

/** What was kept, checked; whatever cannot be understood is as at the first visit. */
export function readKeptSettings(text: string | null): KeptSettings {
  const value = parseJson(text);
  const kept = isRecord(value) ? value : {};
  const { strength, colours, comparison, size, format, quality, holdsSettings, style, sample, keepsPhoto } = kept;
  return {
    strength: isStrength(strength) ? strength : INITIAL_STATE.strength,
    colours: isOneOf(colours, COLOURS) ? colours : INITIAL_STATE.colours,
    comparison: isOneOf(comparison, COMPARISONS) ? comparison : INITIAL_STATE.comparison,
    size: isOneOf(size, OUTPUT_SIZES) ? size : INITIAL_OUTPUT.size,
    format: isOneOf(format, FORMATS) ? format : INITIAL_OUTPUT.format,
    quality: isSide(quality) && quality <= 100 ? quality : INITIAL_OUTPUT.quality,
    holdsSettings: typeof holdsSettings === 'boolean' ? holdsSettings : INITIAL_OUTPUT.holdsSettings,
    style: isString(style) ? style : null,
    sample: isString(sample) ? sample : null,
    keepsPhoto: keepsPhoto === true,
  };
}
