/**
 * The settings of a run of the optimisation studio: one JSON object, with the same names in the page, in the worker,
 * in a settings file, and (as `--kebab-case`) as options of `python -m export optimise`. A file may leave out what it
 * does not change; it may hold nothing that is not known here.
 */

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
  views: { least: 1, most: 16 },
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
  /** Places from which the encoder looks in turn, with Adam: the picture is shifted and mirrored. 1: always the same. */
  readonly views: number;
  readonly previewEvery: number;
}

/** What may change while a run goes on. */
export const CHANGEABLE = [
  ...(['contentLayers', 'styleLayers', 'contentWeight', 'styleWeight', 'variationWeight'] as const),
  ...(['styleWeights', 'styleLoss', 'keepColours', 'rate', 'steps', 'plateau', 'previewEvery'] as const),
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
  styleWeight: 5,
  variationWeight: 1,
  styleLoss: 'gram',
  styleWeights: [],
  keepColours: false,
  optimiser: 'adam',
  rate: 0.02,
  steps: 200,
  plateau: null,
  size: 384,
  stages: 2,
  views: 16,
  previewEvery: 10,
};

/** Views that suit the encoders: VGG-19 is hardly fooled, and its pictures are sharper with one. */
export const USUAL_VIEWS: Readonly<Record<EncoderName, number>> = { distilled: 16, vgg19: 1 };

/** Rates that suit the optimisers, for whoever switches between them. */
export const USUAL_RATES: Readonly<Record<OptimiserName, number>> = { adam: 0.02, lbfgs: 1 };
