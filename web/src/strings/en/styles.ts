/** The words about the reader's own styles, mixes and scale that are there at first; the dialogues have their own. */

import type { StyleScale } from '../../studio/styles/scale';
import type { StylesMessage } from '../../studio/styles/myStyles';
import type { FileProblem } from '../../studio/styles/stylesFile';

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

  sent: (name: string) => `${name}, a style that came without its picture`,
  scaleFixed: 'This style came without its picture, so its strokes stay as broad as they are.',

  keep: 'Keep this style',
  keepDetail: 'Your picture is kept in this browser, on this device only.',
  keepNumbers: 'Its numbers and its name are kept in this browser, on this device only.',
  unfit: (name: string) => `${name}, which these networks cannot paint`,
  kept: 'Kept on this device only',

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
      case 'unfit':
        return (
          `“${message.name}” came as numbers for other networks than Easel has now, so it cannot be painted. ` +
          'It stays kept; have it sent again, or choose its picture.'
        );
    }
  },
};
