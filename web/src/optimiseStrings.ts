/** Every word of the optimisation studio, which are fetched with it; those of the whole page are in strings.ts. */

import {
  LIMITS,
  type EncoderName,
  type Ending,
  type Noise,
  type OptimiserName,
  type OptimiseSettings,
  type Pooling,
  type SettingsProblem,
  type Start,
  type StyleLoss,
  type TapName,
} from './protocol/optimise';
import { strings } from './strings';
import type { PresetName } from './studio/optimise/presets';
import type { KeptSummary, OptimiseNotice } from './studio/optimise/state';

/** A name, and what it is good for in one line that a newcomer understands. */
export interface Words {
  readonly label: string;
  readonly help: string;
}

/** What can be set by itself: the plateau is its two numbers, and weights of styles stand beside the styles. */
export type KnobName =
  | Exclude<keyof OptimiseSettings, 'format' | 'version' | 'plateau' | 'styleWeights'>
  | 'plateau'
  | 'patience'
  | 'change';

const KNOBS: Readonly<Record<KnobName, Words>> = {
  size: { label: 'Size', help: 'Long side of the result in pixels. Twice the size takes four times as long.' },
  steps: { label: 'Steps', help: 'How often the picture is improved. More steps bring it closer to the style.' },
  contentWeight: { label: 'Photo', help: 'How much the result must stay like the photo. 0 forgets the photo.' },
  styleWeight: { label: 'Style', help: 'How much it must become like the style. Ten times as much is a clear change.' },
  variationWeight: { label: 'Smoothness', help: 'Takes out fine noise. Too much of it washes the strokes away.' },
  keepColours: { label: 'Keep the photo’s colours', help: 'Takes strokes and texture from the style, but no colours.' },
  contentLayers: {
    label: 'Layers for the photo',
    help: 'Early layers hold on to every edge, late ones only to what is where.',
  },
  styleLayers: { label: 'Layers for the style', help: 'Early layers bring colours and grain, late ones large shapes.' },
  styleLoss: { label: 'Style is', help: 'Gram matrices are the original. Means and deviations are gentler.' },
  encoder: { label: 'Encoder', help: 'The network that compares the pictures.' },
  pooling: { label: 'Pooling', help: 'How the encoder shrinks what it sees. Averages make softer textures.' },
  start: { label: 'Start from', help: 'From the photo it stays easy to recognise; from noise all of it is made anew.' },
  noiseRatio: { label: 'Share of noise', help: 'How much of the start is noise: 0 is the photo, 1 is noise alone.' },
  noise: { label: 'Kind of noise', help: 'Uniform noise takes all values alike, Gaussian mostly the middle ones.' },
  noiseRange: {
    label: 'Strength of the noise',
    help: 'How far noise goes from mid-grey: 0.5 reaches black and white.',
  },
  seed: { label: 'Seed', help: 'The same number makes the same noise again.' },
  optimiser: { label: 'Method', help: 'L-BFGS needs fewer steps, Adam less memory.' },
  rate: { label: 'Rate', help: 'Length of a step. Too long and the picture breaks up, too short and little happens.' },
  stages: {
    label: 'Stages',
    help: 'Begins small and doubles the size: larger strokes, sooner. Each takes all the steps.',
  },
  previewEvery: { label: 'Preview every', help: 'Steps between two pictures. Showing them costs a little time.' },
  plateau: {
    label: 'Stop when it gets no better',
    help: 'Ends a stage before its last step when hardly anything changes.',
  },
  patience: { label: 'Steps to look back', help: 'The gain is measured over so many steps.' },
  change: { label: 'Least gain', help: 'The share by which the loss must fall meanwhile: 0.01 is one per cent.' },
};

const PRESETS: Readonly<Record<PresetName, Words>> = {
  painting: { label: 'Painting', help: 'The photo, painted with the strokes and colours of the style.' },
  texture: { label: 'Texture', help: 'A new piece of the style, without the photo.' },
  subtle: { label: 'Subtle', help: 'The photo, with no more than a touch of the style.' },
  figure2: {
    label: 'Gatys, figure 2',
    help: 'As in the paper of 2015: out of noise, conv4_2 for the photo, soft pooling.',
  },
  tutorial: { label: 'TensorFlow tutorial', help: 'As the well-known tutorial does it: Adam, block5_conv2, smoothed.' },
};

const CHOICES = {
  encoder: { distilled: 'Distilled (fast)', vgg19: 'VGG-19 (the original)' } satisfies Record<EncoderName, string>,
  pooling: { max: 'Maximum', average: 'Average' } satisfies Record<Pooling, string>,
  start: { content: 'The photo', noise: 'Noise', blend: 'A blend of both' } satisfies Record<Start, string>,
  noise: { uniform: 'Uniform', gaussian: 'Gaussian' } satisfies Record<Noise, string>,
  styleLoss: { gram: 'Gram matrices', moments: 'Means and deviations' } satisfies Record<StyleLoss, string>,
  optimiser: { lbfgs: 'L-BFGS', adam: 'Adam' } satisfies Record<OptimiserName, string>,
};

/** How to get an encoder that the server does not have. */
const MISSING: Readonly<Record<EncoderName, string>> = {
  distilled:
    'This copy of Easel came without its encoder “encoder-distilled”. Update Easel, or run ' +
    '“python -m export tfjs vgg19 --weights vgg19.npz” to use VGG-19 instead; then build the site anew.',
  vgg19:
    'VGG-19 is not on this server, for it is too large to come with Easel. Run ' +
    '“python -m export tfjs vgg19 --weights vgg19.npz” and build the site anew, or use the distilled encoder.',
};

const numbers = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: false });
const percents = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

/** 0.00213 as 2.1e-3 where a plain number would be long. */
function loss(value: number): string {
  return value !== 0 && (value < 0.001 || value >= 1e6) ? value.toExponential(1) : numbers.format(value);
}

function gigabytes(bytes: number): string {
  return bytes < 1e9 ? `${numbers.format(bytes / 1e6)} MB` : `${numbers.format(bytes / 1e9)} GB`;
}

/** 83 as 1:23, 3683 as 1:01:23. */
function clock(milliseconds: number): string {
  const all = Math.max(0, Math.round(milliseconds / 1000));
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const padded = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${String(hours)}:${padded(minutes)}:${padded(seconds)}` : `${String(minutes)}:${padded(seconds)}`;
}

function range({ least, most }: { readonly least: number; readonly most: number }): string {
  return `${String(least)} to ${String(most)}`;
}

function knobName(setting: string): string {
  if (setting === 'styleWeights') return 'Mix of styles';
  return setting in KNOBS ? KNOBS[setting as KnobName].label : setting;
}

function problem({ code, setting }: SettingsProblem): string {
  switch (code) {
    case 'not-json':
    case 'not-settings':
      return 'There are no settings of the optimisation studio in this file. Choose one that was saved here.';
    case 'too-new':
      return 'A newer Easel has saved these settings. Reload the page to get it.';
    case 'unknown-setting':
      return `This file sets “${setting}”, which Easel does not know. Nothing was changed.`;
    case 'wrong-value':
      return setting in KNOBS
        ? `“${knobName(setting)}” has no value that can be used. ${KNOBS[setting as KnobName].help}`
        : `“${knobName(setting)}” has no value that can be used.`;
    case 'no-style-layer':
      return 'Choose at least one layer for the style, or set the weight of the style to 0.';
    case 'no-content-layer':
      return 'Choose at least one layer for the photo, or set the weight of the photo to 0.';
    case 'no-weight':
      return 'Photo, style and smoothness all have the weight 0, so there is nothing to do. Give one of them more.';
    case 'steps':
      return `Steps must be a whole number from ${range(LIMITS.steps)}.`;
    case 'size':
      return `The size must be a whole number from ${range(LIMITS.size)} pixels.`;
    case 'stages':
      return 'The first stage would be too small. Use fewer stages, or a larger size.';
    case 'style-count':
      return 'The weights do not fit the number of styles. Choose the styles again.';
    case 'encoder-layer':
      return `The chosen encoder does not have all of the “${knobName(setting).toLowerCase()}”. Choose others, or another encoder.`;
  }
}

function notice(told: OptimiseNotice): string {
  switch (told.kind) {
    case 'failure':
      return strings.notice({ kind: 'failure', code: told.code, about: 'painting', id: told.id });
    case 'fallback':
      return strings.notice({ kind: 'fallback', from: told.from, id: told.id });
    case 'problem':
      return problem(told.problem);
    case 'missing':
      return MISSING[told.encoder];
    case 'memory': {
      const needs = `This needs about ${gigabytes(told.bytes)} of memory, and there are ${gigabytes(told.limit)}.`;
      return told.possible === null
        ? `${needs} Close other pages, or use the distilled encoder.`
        : `${needs} Up to ${String(told.possible)} px are possible.`;
    }
    case 'storage':
      return told.reason === 'full'
        ? 'The browser has no room left to keep this run. It goes on, but would not survive a reload.'
        : 'This browser keeps nothing for this page. The run goes on, but would not survive a reload.';
    case 'restored':
      return told.styles > 1
        ? `Settings restored. They are for ${String(told.styles)} styles: choose these as well.`
        : 'Settings restored.';
    case 'no-file':
      return strings.notice({ kind: 'no-file', id: told.id });
  }
}

export const optimiseStrings = {
  stage: 'Picture',
  presets: 'Preset',
  ownPreset: 'Own settings',
  knobs: KNOBS,
  preset: PRESETS,
  choices: CHOICES,
  advanced: 'More settings',
  sections: {
    styles: 'Mix of styles',
    balance: 'Balance',
    layers: 'Layers',
    start: 'Start',
    method: 'Method',
    file: 'Settings file',
  },
  pixels: 'px',
  layer: (tap: TapName) => tap.replace('relu', 'conv'),
  layerWeight: (tap: TapName, of: string) => `Weight of ${tap.replace('relu', 'conv')}, ${of.toLowerCase()}`,
  lacks: 'Not in this encoder',
  mixHelp: 'Add the chosen style to the mix, then choose the next one.',
  addStyle: 'Add another style',
  addingStyle: 'Now choose the next style above.',
  styleWeight: (name: string) => `Weight of ${name}`,
  removeStyle: (name: string) => `Take ${name} out of the mix`,
  fileHelp:
    'The same file runs on the command line: python -m export optimise --settings FILE. Saved pictures hold it too.',
  saveSettings: 'Save settings',
  openSettings: 'Open settings',
  dropFile: 'Drop a photo, or saved settings',

  begin: 'Start',
  pause: 'Pause',
  resume: 'Continue',
  close: 'Back to settings',
  useSize: (size: number) => `Use ${String(size)} px`,
  plan: (steps: number, stages: number) =>
    stages > 1 ? `${String(steps)} steps at each of ${String(stages)} sizes` : `${String(steps)} steps`,
  kept: ({ photo, style, total, isDone }: KeptSummary) =>
    isDone
      ? `Finished earlier: ${photo} in the style of ${style}.`
      : `Not finished: ${photo} in the style of ${style}, after ${String(total)} steps.`,
  keptHelp: 'Only this browser has it. A new run takes its place.',
  continueKept: (isDone: boolean) => (isDone ? 'Show' : 'Continue'),
  discardKept: 'Discard',

  running: 'Progress',
  step: (step: number, steps: number) => `Step ${String(step)} of ${String(steps)}`,
  ofStage: (stage: number, stages: number) => `size ${String(stage)} of ${String(stages)}`,
  left: (milliseconds: number) => `${clock(milliseconds)} left`,
  perStep: (milliseconds: number) => `${strings.time(milliseconds)} a step`,
  pausing: 'Pausing',
  pausedAt: 'Paused',
  ended: (ending: Ending, steps: number) =>
    ending === 'steps' ? `Done after ${String(steps)} steps` : `Done after ${String(steps)} steps: it got no better`,
  resultLabel: (photo: string, style: string) => `Result: ${photo} in the style of ${style}`,

  chart: 'Loss',
  chartHelp: 'How far the picture is from what is wanted; less is better. Each line down is a tenth.',
  chartSummary: (steps: number, first: number, last: number) =>
    `Loss over ${String(steps)} steps: from ${loss(first)} to ${loss(last)}.`,
  total: 'Total',
  content: 'Photo',
  styleLayer: (tap: TapName) => `Style ${tap.replace('relu', 'conv')}`,
  variation: 'Smoothness',
  part: 'Part',
  atFirst: 'First',
  now: 'Now',
  loss,

  changes: 'Change it while it runs',
  moments: 'The way there',
  momentsHelp: 'Chosen moments go into the strip; the film shows all of them.',
  moment: (step: number) => `Moment after ${String(step)} steps`,
  stepCaption: (step: number) => (step === 0 ? 'Start' : `Step ${String(step)}`),
  stripName: 'strip',
  save: {
    strip: { label: 'Strip', name: 'Strip (PNG)' },
    film: { label: 'Film', name: 'Film (WebM)' },
    loop: { label: 'GIF', name: 'Film as GIF' },
  },

  problem,
  notice,
  spoken: {
    running: (share: number) => `Optimising: ${percents.format(Math.floor(share * 4) / 4)}.`,
    paused: (step: number) => `Paused after ${String(step)} steps.`,
    done: (photo: string, style: string, steps: number) =>
      `Done: ${photo} in the style of ${style}, after ${String(steps)} steps.`,
  },
} as const;
