/** The words about the reader's own styles, mixes, crops of style pictures and their scale. */

import type { StyleScale } from '../../studio/styles/scale';
import type { StylesMessage } from '../../studio/styles/myStyles';
import type { FileProblem } from '../../studio/styles/stylesFile';
import { formats } from '../formats';

const { percent } = formats('en');

const PROBLEMS: Readonly<Record<FileProblem, string>> = {
  'not-styles': 'This file holds no Easel styles. Choose one that “Save all” or “Save as a file” has made.',
  newer: 'This file comes from a newer Easel. Reload the page to get that, and import it again.',
  empty: 'This file holds no styles.',
  broken: 'This file is damaged, so nothing was taken from it. Save the styles once more and import that.',
  'too-large': 'This file is too large, so nothing was taken from it. Save fewer styles in one file.',
};

export const styles = {
  tools: 'More about the style',
  mix: 'Mix',
  mixName: 'Mix styles',
  scale: 'Scale',
  scaleName: 'Scale of the style',
  scales: { '0.5': '½ ×', '1': '1 ×', '2': '2 ×' } satisfies Record<`${StyleScale}`, string>,
  scaleHints: {
    '0.5': 'Finer strokes: the style picture is seen at half its size',
    '1': 'Strokes as in the style picture',
    '2': 'Broader strokes: the style picture is seen at twice its size',
  } satisfies Record<`${StyleScale}`, string>,
  crop: 'Crop',
  cropName: 'Crop: use a part of the style picture',
  noPicture: 'Crop: Easel has no picture of this style, only what it paints with',
  mine: 'My styles',
  mineName: 'My styles: rename, delete, save and import',

  keep: 'Keep this style',
  keepDetail: 'Your picture is kept in this browser, on this device only.',
  kept: 'Kept on this device only',

  close: 'Close my styles',
  promise: 'Kept in this browser, on this device only. Nothing is uploaded.',
  none: 'No styles yet. Choose a style picture of your own, then press “Keep this style”.',
  nameOf: (name: string) => `Name of ${name}`,
  rename: (name: string) => `Rename ${name}`,
  saveOne: (name: string) => `Save ${name} as a file`,
  remove: (name: string) => `Delete ${name}`,
  removed: (name: string) => `“${name}” is deleted.`,
  undo: 'Undo',
  saveAll: 'Save all',
  import: 'Import',
  importName: 'Import styles from a file',
  dismiss: 'Dismiss this message',
  message: (message: StylesMessage): string => {
    switch (message.kind) {
      case 'kept':
        return `“${message.name}” is kept, on this device only.`;
      case 'not-kept':
        return message.reason === 'full'
          ? 'There is no room on this device for this. Delete styles or free some space; nothing is lost.'
          : 'This browser does not let Easel keep styles. They can be used until the page is closed.';
      case 'imported': {
        const { count, before } = message;
        const here = before === 0 ? '' : ` ${String(before)} ${before === 1 ? 'was' : 'were'} here already.`;
        return `${String(count)} ${count === 1 ? 'style' : 'styles'} imported.${here}`;
      }
      case 'not-imported':
        return PROBLEMS[message.problem];
      case 'unreadable':
        return `The picture of “${message.name}” cannot be read any more. Delete it and bring it again.`;
    }
  },

  mixTitle: 'Mix of styles',
  mixDone: 'Done',
  mixFirst: 'Press a style below to begin.',
  mixMore: 'Press styles below: up to four are mixed.',
  mixFull: 'Four styles. Take one out to add another.',
  pad: 'Mix',
  padKind: 'pad',
  padHelp: 'Arrow keys move between the styles, with Shift in small steps.',
  weight: (name: string) => `How much of ${name}`,
  weightValue: (value: number) => percent(value / 100),
  takeOut: (name: string) => `Take ${name} out of the mix`,

  cropTitle: 'Use a part as the style',
  cropClose: 'Close without cropping',
  cropPicture: 'The whole style picture',
  cropHandle: 'Part that becomes the style',
  cropHelp: 'Drag the frame or its corners. With keys, arrows move it, and Shift with an arrow resizes it.',
  cropUse: 'Use this part',
  cropSize: (width: number, height: number) => `${String(width)} × ${String(height)} px of the picture`,
  cropSmall: 'Too small: each side needs at least 32 pixels.',
  cropOpening: 'Opening the picture',
  cropFailed: 'The picture could not be opened. Check your connection and try again.',
  partOf: (name: string) => `${name}, detail`,
};
