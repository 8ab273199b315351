/** The words about what can be changed in a painting that is there, and about what is kept of it. */

import type { Colours } from '../../protocol/encoder';
import type { Changed } from '../../studio/history';
import type { Comparison, SettingsNotice } from '../../studio/state';

const CHANGES: Readonly<Record<Changed, string>> = {
  photo: 'photo',
  style: 'style',
  strength: 'strength',
  colours: 'colours',
  mask: 'mask',
  rest: 'style of the rest',
  detail: 'detail',
  crop: 'crop',
  output: 'file settings',
  settings: 'settings',
};

const MASKS: Readonly<Record<NonNullable<SettingsNotice['mask']>, string>> = {
  stretched: ' The mask was made for a photo of another shape, and is stretched to yours.',
  broken: ' Its mask is damaged and was left out.',
};

export const control = {
  colours: 'Colours',
  coloursOf: { style: 'Style', photo: 'Photo', matched: 'Matched' } satisfies Record<Colours, string>,
  coloursDetail: {
    style: 'The colours of the style',
    photo: 'The colours of the photo, with the brightness of the painting',
    matched: 'The colours of the style, brought near to those of the photo',
  } satisfies Record<Colours, string>,

  compare: 'Compare',
  comparisons: {
    divider: 'With a divider',
    beside: 'Side by side',
    hold: 'Hold to see the photo',
  } satisfies Record<Comparison, string>,
  hold: 'Hold to see the photo',

  undo: 'Undo',
  redo: 'Redo',
  undoName: (changed: Changed | null) => (changed ? `Undo: ${CHANGES[changed]}` : 'Undo'),
  redoName: (changed: Changed | null) => (changed ? `Redo: ${CHANGES[changed]}` : 'Redo'),
  taken: (way: 'undo' | 'redo', changed: Changed) => `${way === 'undo' ? 'Undone' : 'Redone'}: ${CHANGES[changed]}.`,

  more: 'More',
  copyLink: 'Copy a link to these settings',
  linkCopied: 'Link copied',
  linkDetail: 'Styles, strength, colours and detail; never a picture, and no mask.',
  linkWithOwn: (numbers: number) =>
    `Styles, strength, colours and detail, and no mask. Of a style of your own ${String(numbers)} numbers and the name; never a picture.`,
  linkWithoutStyle: 'Strength, colours and detail; your own style comes with it once it has been painted in.',
  linkWithoutRest:
    'Style, strength, colours and detail; your own second style comes with it once it has been painted in.',
  keepPhoto: 'Keep my photo on this device',
  keepPhotoDetail: 'Then it is here when you come back. It stays in this browser, until you turn this off.',
  reset: 'Reset settings',
  resetDetail:
    'Full strength, the colours of the style, at its own scale, no mask, and a whole PNG as shown. Photo and style stay.',

  holdSettings: 'Put the settings into the file',
  holdSettingsDetail:
    'Styles, strength, colours, detail and mask; of a style of your own its name and the numbers that Easel paints with, never its picture. Drop the file here one day, and they are set again.',

  settings: (from: 'picture' | 'link', style: SettingsNotice['style'], mask: SettingsNotice['mask']): string => {
    const where = from === 'picture' ? 'This painting holds its settings: they are' : 'The settings of the link are';
    const rest = (from === 'picture' ? ' Your photo stays.' : '') + (mask ? MASKS[mask] : '');
    switch (style) {
      case 'found':
        return `${where} set now.${rest}`;
      case 'own':
        return `${where} set now, but for the style, which was somebody’s own picture.${rest}`;
      case 'missing':
        return `${where} set now, but for the style, which this Easel does not have.${rest}`;
      case 'outdated':
        return `${where} set now, but for a style of somebody’s own: it was made for other networks than those of this Easel. Choose its picture again.${rest}`;
      case 'broken':
        return `${where} set now, but for a style of somebody’s own, which is damaged. Choose its picture again.${rest}`;
    }
  },
  settingsBroken: {
    picture: 'The settings in this picture cannot be read, so it is used as a photo.',
    link: 'The settings in this link cannot be read. Nothing was changed; ask for the link once more.',
  },
  useAsPhoto: 'Use it as the photo',
  linkNotCopied: (link: string) => `The browser does not let Easel copy. This is the link: ${link}`,
  photoNotKept: {
    full: 'There is no room on this device to keep the photo. All else goes on.',
    refused: 'This browser does not let Easel keep the photo. All else goes on.',
    stays: 'The kept photo could not be deleted. Easel tries again at your next visit.',
  },
};
