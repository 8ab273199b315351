/** The words of Optimise, which are fetched with it. */

import type { Ending, TapName } from '../../protocol/optimise';
import { clock, formats } from '../formats';
import { choices, knobs, presets } from './knobs';
import { gigabytes, optimiseNotice, settingsProblem } from './optimiseNotice';
import { page } from './page';

const { significant, percent } = formats('en');

/** 0.00213 as 2.1e-3 where a plain number would be long. */
function loss(value: number): string {
  return value !== 0 && (value < 0.001 || value >= 1e6) ? value.toExponential(1) : significant(value);
}

export const optimise = {
  stage: 'Picture',
  presets: 'Preset',
  ownPreset: 'Own settings',
  knobs,
  preset: presets,
  choices,
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
  pairing: (photo: string, style: string) => `${photo} in the style of ${style}`,
  plan: (steps: number, stages: number) =>
    stages > 1 ? `${String(steps)} steps at each of ${String(stages)} sizes` : `${String(steps)} steps`,
  kept: (photo: string, style: string, total: number, isDone: boolean) =>
    isDone
      ? `Finished earlier: ${photo} in the style of ${style}.`
      : `Not finished: ${photo} in the style of ${style}, after ${String(total)} steps.`,
  keptHelp: 'Only this browser has it. A new run takes its place.',
  continueKept: (isDone: boolean) => (isDone ? 'Show' : 'Continue'),
  discardKept: 'Discard',

  running: 'Progress',
  step: (step: number, steps: number) => `Step ${String(step)} of ${String(steps)}`,
  ofStage: (stage: number, stages: number) => `size ${String(stage)} of ${String(stages)}`,
  left: (milliseconds: number) => `${clock(Math.round(milliseconds / 1000))} left`,
  perStep: (milliseconds: number) => `${page.time(milliseconds)} a step`,
  memory: (bytes: number) => `about ${gigabytes(bytes)} of memory`,
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

  problem: settingsProblem,
  notice: optimiseNotice,
  spoken: {
    running: (share: number) => `Optimising: ${percent(Math.floor(share * 4) / 4)}.`,
    paused: (step: number) => `Paused after ${String(step)} steps.`,
    done: (photo: string, style: string, steps: number) =>
      `Done: ${photo} in the style of ${style}, after ${String(steps)} steps.`,
  },
};
