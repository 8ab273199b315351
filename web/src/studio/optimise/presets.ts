/** Settings that belong together, under a name. They leave size, styles, seed, encoder and its views as they are. */

import {
  DEFAULT_SETTINGS,
  USUAL_RATES,
  type LayerWeights,
  type OptimiseSettings,
} from '../../protocol/optimiseSettings';

export const PRESETS = ['painting', 'texture', 'subtle', 'figure2', 'tutorial'] as const;
export type PresetName = (typeof PRESETS)[number];

type PresetSettings = Omit<
  OptimiseSettings,
  'format' | 'version' | 'encoder' | 'views' | 'seed' | 'styleWeights' | 'keepColours' | 'size' | 'previewEvery'
>;

const FIVE: LayerWeights = { relu1_1: 1, relu2_1: 1, relu3_1: 1, relu4_1: 1, relu5_1: 1 };

const PAINTING: PresetSettings = {
  pooling: DEFAULT_SETTINGS.pooling,
  start: DEFAULT_SETTINGS.start,
  noiseRatio: DEFAULT_SETTINGS.noiseRatio,
  noise: DEFAULT_SETTINGS.noise,
  noiseRange: DEFAULT_SETTINGS.noiseRange,
  contentLayers: DEFAULT_SETTINGS.contentLayers,
  styleLayers: DEFAULT_SETTINGS.styleLayers,
  contentWeight: DEFAULT_SETTINGS.contentWeight,
  styleWeight: DEFAULT_SETTINGS.styleWeight,
  variationWeight: DEFAULT_SETTINGS.variationWeight,
  styleLoss: DEFAULT_SETTINGS.styleLoss,
  optimiser: DEFAULT_SETTINGS.optimiser,
  rate: DEFAULT_SETTINGS.rate,
  steps: DEFAULT_SETTINGS.steps,
  plateau: DEFAULT_SETTINGS.plateau,
  stages: DEFAULT_SETTINGS.stages,
};

/** From noise it needs fewer steps. */
const LBFGS = { optimiser: 'lbfgs', rate: USUAL_RATES.lbfgs } as const;

const SETTINGS: Readonly<Record<PresetName, PresetSettings>> = {
  painting: PAINTING,
  // The style alone, out of noise: what Gatys, Ecker and Bethge call texture synthesis (2015).
  texture: { ...PAINTING, start: 'noise', contentWeight: 0, styleWeight: 10, variationWeight: 0, stages: 3, ...LBFGS },
  // An early layer holds on to the edges of the photo.
  subtle: {
    ...PAINTING,
    contentLayers: { relu3_1: 1, relu4_2: 1 },
    styleWeight: 1,
    variationWeight: 0.3,
    stages: 1,
  },
  // A Neural Algorithm of Artistic Style (2015), figure 2: conv4_2, five style layers, from white noise, with average
  // pooling and L-BFGS. Its α/β of 1e-3 weighs sums, which grow with the picture and its channels; among our relative
  // errors, where 1 is no likeness at all, that would leave nothing of the photo, which the figure shows clearly.
  figure2: {
    ...PAINTING,
    pooling: 'average',
    start: 'noise',
    noise: 'uniform',
    noiseRange: 0.5,
    contentLayers: { relu4_2: 1 },
    contentWeight: 1,
    styleWeight: 10,
    ...LBFGS,
    steps: 500,
    stages: 1,
  },
  // tensorflow.org/tutorials/generative/style_transfer: Adam at 0.02, and total variation against the noise.
  tutorial: {
    ...PAINTING,
    contentLayers: { relu5_2: 1 },
    styleLayers: FIVE,
    optimiser: 'adam',
    rate: 0.02,
    steps: 1000,
    stages: 1,
  },
};

/**
 * The settings with those of the preset in them.
 * @param taps what the encoder has; the deepest layer of the tutorial gives way to one that is there. Null: not known
 */
export function withPreset(
  settings: OptimiseSettings,
  preset: PresetName,
  taps: readonly string[] | null,
): OptimiseSettings {
  const chosen = SETTINGS[preset];
  const lacksDeepest = taps !== null && 'relu5_2' in chosen.contentLayers && !taps.includes('relu5_2');
  return { ...settings, ...chosen, ...(lacksDeepest ? { contentLayers: { relu5_1: 1 } } : {}) };
}

/** The preset that makes no difference to the settings, or null. */
export function presetOf(settings: OptimiseSettings, taps: readonly string[] | null): PresetName | null {
  const same = (preset: PresetName): boolean => {
    const wanted = withPreset(settings, preset, taps);
    return Object.entries(wanted).every(([name, value]) => isSame(settings[name as keyof OptimiseSettings], value));
  };
  return PRESETS.find(same) ?? null;
}

function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

/** The order in which layers were chosen says nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => one.localeCompare(other)))
      : part,
  );
}
