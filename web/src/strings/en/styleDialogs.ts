/** The words of the dialogues about the reader's own styles, mixes and parts of style pictures. */

import { formats } from '../formats';

const { percent } = formats('en');

export const styleDialogs = {
  close: 'Close my styles',
  promise: 'Kept in this browser, on this device only. Nothing is uploaded.',
  none: 'No styles yet. Choose a style picture of your own, then press “Keep this style”.',
  nameOf: (name: string) => `Name of ${name}`,
  numbers: 'Came without its picture: it can be painted and mixed, not scaled or cropped.',
  unfit: 'Numbers for other networks than Easel has now: it cannot be painted, and stays kept.',
  rename: (name: string) => `Rename ${name}`,
  saveOne: (name: string) => `Save ${name} as a file`,
  remove: (name: string) => `Delete ${name}`,
  removed: (name: string) => `“${name}” is deleted.`,
  undo: 'Undo',
  saveAll: 'Save all',
  import: 'Import',
  importName: 'Import styles from a file',

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
