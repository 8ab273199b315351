/** What Optimise tells of by itself, and what is wrong with settings. */

import { LIMITS, type SettingsProblem } from '../../protocol/optimise';
import type { NotKept, OptimiseNotice } from '../../studio/optimise/state';
import { formats } from '../formats';
import type { KnobName } from '../knobs';
import { knobs, missing } from './knobs';
import { notice } from './notice';

const { significant } = formats('en');

export function gigabytes(bytes: number): string {
  return bytes < 1e9 ? `${significant(bytes / 1e6)} MB` : `${significant(bytes / 1e9)} GB`;
}

function range({ least, most }: { readonly least: number; readonly most: number }): string {
  return `${String(least)} to ${String(most)}`;
}

function knobName(setting: string): string {
  if (setting === 'styleWeights') return 'Mix of styles';
  return setting in knobs ? knobs[setting as KnobName].label : setting;
}

export function settingsProblem({ code, setting }: SettingsProblem): string {
  switch (code) {
    case 'not-json':
    case 'not-settings':
      return 'There are no settings of the optimisation studio in this file. Choose one that was saved here.';
    case 'too-new':
      return 'A newer Easel has saved these settings. Reload the page to get it.';
    case 'unknown-setting':
      return `This file sets “${setting}”, which Easel does not know. Nothing was changed.`;
    case 'wrong-value':
      return setting in knobs
        ? `“${knobName(setting)}” has no value that can be used. ${knobs[setting as KnobName].help}`
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

const notKept: Readonly<Record<NotKept, string>> = {
  full: 'The browser has no room left to keep this run. It goes on, but would not survive a reload.',
  refused: 'This browser keeps nothing for this page. The run goes on, but would not survive a reload.',
  replaced:
    'Easel is open elsewhere, and keeps another run there now. This one goes on, but would not survive a reload.',
};

export function optimiseNotice(told: OptimiseNotice): string {
  switch (told.kind) {
    case 'failure':
      return notice({ kind: 'failure', code: told.code, about: 'painting', id: told.id });
    case 'fallback':
      return notice({ kind: 'fallback', from: told.from, id: told.id });
    case 'problem':
      return settingsProblem(told.problem);
    case 'missing':
      return missing[told.encoder];
    case 'memory': {
      const needs = `This needs about ${gigabytes(told.bytes)} of memory, and there are ${gigabytes(told.limit)}.`;
      return told.possible === null
        ? `${needs} Close other pages, or use the distilled encoder.`
        : `${needs} Up to ${String(told.possible)} px are possible.`;
    }
    case 'storage':
      return notKept[told.reason];
    case 'restored':
      return told.styles > 1
        ? `Settings restored. They are for ${String(told.styles)} styles: choose these as well.`
        : 'Settings restored.';
    case 'painting':
      return 'This is a painting of Easel’s; here it is opened as a photo. To get its settings back, drop it in Photo.';
    case 'no-file':
      return notice({ kind: 'no-file', id: told.id });
  }
}
