/**
 * The settings of a run of the optimisation studio: one JSON object, with the same names in the page, in the worker,
 * in a settings file, and (as `--kebab-case`) as options of `python -m export optimise`. A file may leave out what it
 * does not change; it may hold nothing that is not known here.
 */

import { isCount, isOneOf, isRecord, isSide } from './guards';

export const SETTINGS_FORMAT = 'easel-optimise';
export const SETTINGS_VERSION = 1;

export const ENCODERS = ['distilled', 'vgg19'] as const;
export type EncoderName = (typeof ENCODERS)[number];
export const POOLINGS = ['max', 'average'] as const;
export type Pooling = (typeof POOLINGS)[number];
export const STARTS = ['content', 'noise', 'blend'] as const;
export type Start = (typeof STARTS)[number];
export const NOISES = ['uniform', 'gaussian'] as const;
export type Noise = (typeof NOISES)[number];
export const STYLE_LOSSES = ['gram', 'moments'] as const;
export type StyleLoss = (typeof STYLE_LOSSES)[number];
export const OPTIMISERS = ['adam', 'lbfgs'] as const;
export type OptimiserName = (typeof OPTIMISERS)[number];

/** The taps of VGG-19, from fine to coarse. Which of them an encoder has, its entry in the manifest tells. */
export const TAPS = [
  ...['relu1_1', 'relu1_2', 'relu2_1', 'relu2_2', 'relu3_1', 'relu3_2', 'relu3_3', 'relu3_4'],
  ...['relu4_1', 'relu4_2', 'relu4_3', 'relu4_4', 'relu5_1', 'relu5_2', 'relu5_3', 'relu5_4'],
] as const;
export type TapName = `relu${'1' | '2'}_${'1' | '2'}` | `relu${'3' | '4' | '5'}_${'1' | '2' | '3' | '4'}`;

/** Weights by tap, each above 0. Only their ratios count. */
export type LayerWeights = Readonly<Partial<Record<TapName, number>>>;

/** Ranges that the settings must keep to. */
export const LIMITS = {
  steps: { least: 1, most: 10_000 },
  size: { least: 64, most: 2048 },
  stages: { least: 1, most: 4 },
  previewEvery: { least: 1, most: 10_000 },
  patience: { least: 1, most: 10_000 },
  weight: { least: 0, most: 1e9 },
  rate: { most: 100 },
  noiseRange: { most: 10 },
  seed: { most: 0xffffffff },
} as const;

/** The long side of the coarsest stage has at least so many pixels. */
export const SMALLEST_STAGE = 32;

export interface OptimiseSettings {
  readonly format: typeof SETTINGS_FORMAT;
  readonly version: typeof SETTINGS_VERSION;
  readonly encoder: EncoderName;
  readonly pooling: Pooling;
  readonly start: Start;
  /** Share of noise where the start is a blend, 0..1. */
  readonly noiseRatio: number;
  readonly noise: Noise;
  /** Half the width of uniform noise, or the deviation of Gaussian, in units of the full brightness; above 0. */
  readonly noiseRange: number;
  /** 0 .. 2³² - 1. */
  readonly seed: number;
  readonly contentLayers: LayerWeights;
  readonly styleLayers: LayerWeights;
  /** α, β and the weight of the total variation, at least 0; not all of them 0. */
  readonly contentWeight: number;
  readonly styleWeight: number;
  readonly variationWeight: number;
  readonly styleLoss: StyleLoss;
  /** One for each style picture, above 0; only the ratios count. Empty: all the same. */
  readonly styleWeights: readonly number[];
  readonly keepColours: boolean;
  readonly optimiser: OptimiserName;
  /** Adam: the change of a value in its first steps, in units of the full brightness. L-BFGS: a factor, usually 1. */
  readonly rate: number;
  /** In each stage. */
  readonly steps: number;
  /** Ends a stage early where in so many steps the loss has fallen by less than this share of itself. */
  readonly plateau: null | { readonly patience: number; readonly change: number };
  /** Long side of the result in pixels. */
  readonly size: number;
  /** The first stage has 1 / 2^(stages - 1) of the size, each next one doubles it. */
  readonly stages: number;
  readonly previewEvery: number;
}

/** What may change while a run goes on. */
export const CHANGEABLE = [
  ...(['contentLayers', 'styleLayers', 'contentWeight', 'styleWeight', 'variationWeight'] as const),
  ...(['styleWeights', 'rate', 'steps', 'plateau', 'previewEvery'] as const),
] as const;
export type Changeable = (typeof CHANGEABLE)[number];

/** Where nothing else is said: a painting. */
export const DEFAULT_SETTINGS: OptimiseSettings = {
  format: SETTINGS_FORMAT,
  version: SETTINGS_VERSION,
  encoder: 'distilled',
  pooling: 'max',
  start: 'content',
  noiseRatio: 0.5,
  noise: 'gaussian',
  noiseRange: 0.25,
  seed: 1,
  contentLayers: { relu4_2: 1 },
  styleLayers: { relu1_1: 1, relu2_1: 1, relu3_1: 1, relu4_1: 1, relu5_1: 1 },
  contentWeight: 1,
  styleWeight: 10,
  variationWeight: 0,
  styleLoss: 'gram',
  styleWeights: [],
  keepColours: false,
  optimiser: 'lbfgs',
  rate: 1,
  steps: 200,
  plateau: null,
  size: 384,
  stages: 2,
  previewEvery: 10,
};

/** Rates that suit the optimisers, for whoever switches between them. */
export const USUAL_RATES: Readonly<Record<OptimiserName, number>> = { adam: 0.02, lbfgs: 1 };

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

export type SettingsReading =
  | { readonly settings: OptimiseSettings; readonly problem: null }
  | { readonly settings: null; readonly problem: SettingsProblem };

/** The settings of a settings file. */
export function parseSettings(text: string): SettingsReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return wrong('not-json');
  }
  return readSettings(value);
}

/** The text of a settings file. */
export function formatSettings(settings: OptimiseSettings): string {
  return `${JSON.stringify(settings, null, 2)}\n`;
}

/** Settings out of a parsed file: what it leaves out is as in {@link DEFAULT_SETTINGS}. */
export function readSettings(value: unknown): SettingsReading {
  if (!isRecord(value) || value['format'] !== SETTINGS_FORMAT || !isCount(value['version'])) {
    return wrong('not-settings');
  }
  if (value['version'] > SETTINGS_VERSION) return wrong('too-new');
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(DEFAULT_SETTINGS, name));
  if (unknown !== undefined) return wrong('unknown-setting', unknown);
  const settings = { ...DEFAULT_SETTINGS, ...value };
  const problem = settingsProblem(settings);
  return problem ? { settings: null, problem } : { settings, problem: null };
}

function wrong(code: ProblemCode, setting = ''): SettingsReading {
  return { settings: null, problem: { code, setting } };
}

export function isOptimiseSettings(value: unknown): value is OptimiseSettings {
  return (
    isRecord(value) &&
    Object.keys(DEFAULT_SETTINGS).every((name) => name in value) &&
    readSettings(value).problem === null
  );
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
  if (size / 2 ** (stages - 1) < SMALLEST_STAGE) return { code: 'stages', setting: 'stages' };
  return null;
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
