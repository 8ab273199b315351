/** What a visit leaves to the next one, as a text. */

import { COLOURS, FORMATS } from '../protocol/encoder';
import { isOneOf, isRecord, isSide, isString } from '../protocol/guards';
import { DETAILS } from './detail';
import { CROP_KINDS, type CropKind } from './frame/crop';
import { readPrint } from './frame/print';
import {
  INITIAL_OUTPUT,
  OUTPUT_SIZES,
  outputSettings,
  STROKES,
  type OutputSettings,
  type OutputState,
} from './outputState';
import { isStrength, OwnList, parseJson, type Settings } from './settings';
import type { GalleryEntry } from './gallery/gallery';
import { COMPARISONS, INITIAL_STATE, type ChosenStyle, type StudioState } from './state';
import { fingerprint, readOwn, writeOwn } from './styles/ownStyles';
import { writeReference } from './styles/reference';
import { isSent } from './styles/sent';

export interface KeptSettings
  extends Pick<Settings, 'own'>, Pick<StudioState, 'strength' | 'colours' | 'comparison' | 'detail'>, OutputSettings {
  /** Which style, if it is one of the site's, one that is kept here, one that was sent, or a mix of these. */
  readonly style: string | null;
  /** The same of the second style. */
  readonly rest: string | null;
  /** Id of the sample that was shown; null: the reader's own photo, or none. */
  readonly sample: string | null;
  /** Where it lies is kept with the photo, and so is a free one; else a photo that comes back is a new one. */
  readonly crop: CropKind;
  /** The reader's photo is kept as well. */
  readonly keepsPhoto: boolean;
}

/** What is kept of a visit, as a text. */
export function writeKeptSettings(state: StudioState, output: OutputState, keepsPhoto: boolean): string {
  const { own, ...kept } = keptSettings(state, output, keepsPhoto);
  return JSON.stringify({ ...kept, ...(own && own !== 'broken' && { own: writeOwn(own) }) });
}

/** What is kept of a visit. */
export function keptSettings(state: StudioState, output: OutputState, keepsPhoto: boolean): KeptSettings {
  const { strength, colours, comparison, detail, photo, style, rest, samples, gallery, mine } = state;
  const own = new OwnList(state.encoder && fingerprint(state.encoder.encoder));
  const sentIdOf = (one: ChosenStyle): string | null => (isSent(one) ? own.add(one.name, one.vector ?? null) : null);
  const idIn =
    (entries: readonly GalleryEntry[]) =>
    (one: ChosenStyle): string | null =>
      entries.find(({ id }) => id === one.id)?.id ?? sentIdOf(one);
  const names = {
    style: writeReference(style, idIn([...gallery, ...mine])),
    rest: rest && idIn([...gallery, ...mine])(rest),
  };
  return {
    strength,
    colours,
    comparison,
    detail,
    ...outputSettings(output),
    crop: state.crop.kind === 'free' ? 'whole' : state.crop.kind,
    ...names,
    sample: samples.find(({ id }) => id === photo?.id)?.id ?? null,
    keepsPhoto,
    ...own.settings(),
  };
}

/** What was kept, checked; whatever cannot be understood is as at the first visit. */
export function readKeptSettings(text: string | null): KeptSettings {
  const value = parseJson(text);
  const kept = isRecord(value) ? value : {};
  const { strength, colours, comparison, detail, style, rest, sample, keepsPhoto } = kept;
  const { size, strokes, format, quality, holdsSettings, keepsShot, print, crop } = kept;
  const own = readOwn(kept['own']);
  return {
    strength: isStrength(strength) ? strength : INITIAL_STATE.strength,
    colours: isOneOf(colours, COLOURS) ? colours : INITIAL_STATE.colours,
    comparison: isOneOf(comparison, COMPARISONS) ? comparison : INITIAL_STATE.comparison,
    detail: isOneOf(detail, DETAILS) ? detail : INITIAL_STATE.detail,
    size: isOneOf(size, OUTPUT_SIZES) ? size : INITIAL_OUTPUT.size,
    strokes: isOneOf(strokes, STROKES) ? strokes : INITIAL_OUTPUT.strokes,
    format: isOneOf(format, FORMATS) ? format : INITIAL_OUTPUT.format,
    quality: isSide(quality) && quality <= 100 ? quality : INITIAL_OUTPUT.quality,
    holdsSettings: typeof holdsSettings === 'boolean' ? holdsSettings : INITIAL_OUTPUT.holdsSettings,
    keepsShot: keepsShot === true,
    print: readPrint(print),
    crop: isOneOf(crop, CROP_KINDS) ? crop : INITIAL_STATE.crop.kind,
    style: isString(style) ? style : null,
    rest: isString(rest) ? rest : null,
    sample: isString(sample) ? sample : null,
    keepsPhoto: keepsPhoto === true,
    ...(own && { own }),
  };
}
