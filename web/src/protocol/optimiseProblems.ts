/** What may be wrong with the settings of the optimisation studio; Python refuses the same (`export/optimise_settings.py`). */

import { isCount, isOneOf, isRecord, isSide } from './guards';
import {
  ENCODERS,
  LIMITS,
  NOISES,
  OPTIMISERS,
  POOLINGS,
  SETTINGS_FORMAT,
  SETTINGS_VERSION,
  SMALLEST_STAGE,
  STARTS,
  STYLE_LOSSES,
  TAPS,
  type LayerWeights,
  type OptimiseSettings,
} from './optimiseSettings';

export const PROBLEMS = [
  /** The text is no JSON. */
  'not-json',
  /** It is JSON, but no settings file of this studio. */
  'not-settings',
  /** It was made by a newer Easel. */
  'too-new',
  /** It holds a name that is not known; `setting` is that name. */
  'unknown-setting',
  /** A value is of the wrong kind or out of its range. */
  'wrong-value',
  /** Style counts, but no style layer is chosen. */
  'no-style-layer',
  /** Content counts, but no content layer is chosen. */
  'no-content-layer',
  /** All weights are 0: there is nothing to optimise. */
  'no-weight',
  /** Steps outside 1..10000. */
  'steps',
  /** Size outside 64..2048. */
  'size',
  /** So many stages would begin below {@link SMALLEST_STAGE} pixels. */
  'stages',
  /** The weights of the styles are not as many as the style pictures. */
  'style-count',
  /** A layer that this encoder does not have; `setting` is `contentLayers` or `styleLayers`. */
  'encoder-layer',
] as const;
export type ProblemCode = (typeof PROBLEMS)[number];

/** What is wrong with settings, for a sentence to be made of it. */
export interface SettingsProblem {
  readonly code: ProblemCode;
  /** The setting that it is about; an empty string where it is about all of them. */
  readonly setting: string;
}

type Check = (value: unknown) => boolean;

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

const isWeight: Check = (value) => isNumber(value) && value >= 0 && value <= LIMITS.weight.most;
const isPositiveWeight: Check = (value) => isWeight(value) && value !== 0;
const isLayers: Check = (value) =>
  isRecord(value) && Object.entries(value).every(([tap, weight]) => isOneOf(tap, TAPS) && isPositiveWeight(weight));

function among(names: readonly string[]): Check {
  return (value) => isOneOf(value, names);
}

function within({ least, most }: { readonly least: number; readonly most: number }): Check {
  return (value) => isSide(value) && value >= least && value <= most;
}

function above0(most: number): Check {
  return (value) => isNumber(value) && value > 0 && value <= most;
}

/** What each value must be by itself. */
const CHECKS: Readonly<Record<keyof OptimiseSettings, Check>> = {
  format: (value) => value === SETTINGS_FORMAT,
  version: (value) => value === SETTINGS_VERSION,
  encoder: among(ENCODERS),
  pooling: among(POOLINGS),
  start: among(STARTS),
  noiseRatio: (value) => isNumber(value) && value >= 0 && value <= 1,
  noise: among(NOISES),
  noiseRange: above0(LIMITS.noiseRange.most),
  seed: (value) => isCount(value) && value <= LIMITS.seed.most,
  contentLayers: isLayers,
  styleLayers: isLayers,
  contentWeight: isWeight,
  styleWeight: isWeight,
  variationWeight: isWeight,
  styleLoss: among(STYLE_LOSSES),
  styleWeights: (value) => Array.isArray(value) && value.every(isPositiveWeight),
  keepColours: (value) => typeof value === 'boolean',
  optimiser: among(OPTIMISERS),
  rate: above0(LIMITS.rate.most),
  steps: within(LIMITS.steps),
  plateau: (value) =>
    value === null ||
    (isRecord(value) &&
      Object.keys(value).length === 2 &&
      within(LIMITS.patience)(value['patience']) &&
      above0(1)(value['change'])),
  size: within(LIMITS.size),
  stages: within(LIMITS.stages),
  views: within(LIMITS.views),
  previewEvery: within(LIMITS.previewEvery),
};

/** Names whose own code says more than `wrong-value`. */
const OWN_CODES: Readonly<Partial<Record<string, ProblemCode>>> = { steps: 'steps', size: 'size', stages: 'stages' };

/** What is wrong with complete settings, the first thing of several; null where nothing is. */
export function settingsProblem(settings: Readonly<Record<keyof OptimiseSettings, unknown>>): SettingsProblem | null {
  for (const [name, check] of Object.entries(CHECKS)) {
    if (!check(settings[name as keyof OptimiseSettings])) {
      return { code: OWN_CODES[name] ?? 'wrong-value', setting: name };
    }
  }
  return combinationProblem(settings as OptimiseSettings);
}

function combinationProblem(settings: OptimiseSettings): SettingsProblem | null {
  const { contentWeight, styleWeight, variationWeight, contentLayers, styleLayers, size, stages } = settings;
  if (contentWeight + styleWeight + variationWeight === 0) return { code: 'no-weight', setting: 'styleWeight' };
  if (styleWeight > 0 && Object.keys(styleLayers).length === 0) {
    return { code: 'no-style-layer', setting: 'styleLayers' };
  }
  if (contentWeight > 0 && Object.keys(contentLayers).length === 0) {
    return { code: 'no-content-layer', setting: 'contentLayers' };
  }
  if (stages > mostStages(size)) return { code: 'stages', setting: 'stages' };
  return null;
}

/** Stages in which a picture of this size can be made. */
export function mostStages(size: number): number {
  return Math.floor(Math.log2(size / SMALLEST_STAGE)) + 1;
}

/**
 * What keeps settings from being run with so many style pictures, or on an encoder with these taps; null: nothing.
 * @param taps names of the encoder's outputs, as the manifest has them; null where they are not known yet
 */
export function runProblem(
  settings: OptimiseSettings,
  styles: number,
  taps: readonly string[] | null,
): SettingsProblem | null {
  const { styleWeights, styleLayers, contentLayers } = settings;
  if (styles === 0 || (styleWeights.length > 0 && styleWeights.length !== styles)) {
    return { code: 'style-count', setting: 'styleWeights' };
  }
  const lacks = (layers: LayerWeights): boolean =>
    taps !== null && Object.keys(layers).some((tap) => !taps.includes(tap));
  if (lacks(styleLayers)) return { code: 'encoder-layer', setting: 'styleLayers' };
  if (lacks(contentLayers)) return { code: 'encoder-layer', setting: 'contentLayers' };
  return null;
}
