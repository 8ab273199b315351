/** The words about which part of a painting goes into a file, how large it prints, and what else the file says. */

import type { Box } from '../../protocol/box';
import type { Size } from '../../protocol/engine';
import type { Shot } from '../../protocol/shot';
import type { CropKind } from '../../studio/frame/crop';
import type { PrintWay, Sharpness, Unit } from '../../studio/frame/print';
import { formats } from '../formats';
import { shotText, type FileContents } from '../shotText';

const { decimal, whole } = formats('en');

const UNITS: Readonly<Record<Unit, string>> = { cm: 'cm', inch: 'in' };

function onPaper({ width, height }: Size, unit: Unit): string {
  return `${decimal(width)} × ${decimal(height)} ${UNITS[unit]}`;
}

function pixels({ width, height }: Size): string {
  return `${String(width)} × ${String(height)} px`;
}

export const frame = {
  crop: 'Crop',
  kinds: {
    whole: 'Whole',
    square: 'Square',
    '4x5': '4:5',
    '9x16': '9:16',
    wide: '1.91:1',
    free: 'Free',
  } satisfies Record<CropKind, string>,
  uses: {
    whole: 'All of the painting',
    square: 'Profile picture',
    '4x5': 'Portrait post',
    '9x16': 'Story, full screen',
    wide: 'Link preview',
    free: 'Any shape',
  } satisfies Record<CropKind, string>,
  change: 'Change',
  changeName: 'Change the crop',
  close: 'Close the crop',
  done: 'Done',
  picture: 'The painting, whole',
  handle: 'Part that goes into the file',
  handleKind: 'crop frame',
  place: (box: Box) => `${pixels(box)}, ${String(box.left)} px from the left, ${String(box.top)} px from the top`,
  help: 'Drag the frame or its corners. With keys, arrows move it, and Shift with an arrow resizes it.',
  wholeHelp: 'All of the painting goes into the file. Choose a shape to cut out a part.',
  round: 'As a profile picture',
  inFile: (size: Size) => `${pixels(size)} in the file`,
  cutFrom: (size: Size) => `Cut from ${pixels(size)}.`,
  stays: 'Your painting stays whole; only files are cut.',

  print: 'Print size',
  printWays: { off: 'None', '300': '300', '200': '200', '150': '150', width: 'Width' } satisfies Record<
    PrintWay,
    string
  >,
  printWayNames: {
    off: 'No print size',
    '300': '300 pixels per inch',
    '200': '200 pixels per inch',
    '150': '150 pixels per inch',
    width: 'By its width on paper',
  } satisfies Record<PrintWay, string>,
  printWidth: 'Width on paper',
  units: UNITS,
  unit: 'Unit',
  unitNames: { cm: 'Centimetres', inch: 'Inches' } satisfies Record<Unit, string>,
  printsUpTo: (size: Size, unit: Unit) => `Prints well up to ${onPaper(size, unit)} (300 pixels per inch).`,
  printsAt: (size: Size, unit: Unit, density: number) => `${onPaper(size, unit)} at ${whole(density)} pixels per inch:`,
  sharpness: {
    fine: 'sharp, even from close up.',
    good: 'sharp at arm’s length.',
    soft: 'a little soft; for posters seen from further away.',
    coarse: 'too few pixels; it will look blurred. Print it smaller.',
  } satisfies Record<Sharpness, string>,
  badWidth: 'Write a width between 1 cm and 10 m, such as 20 or 7.5.',
  noPrintInWebp: 'WebP files cannot say how large they print. Choose PNG or JPEG for that.',

  keepShot: 'Keep date and camera',
  keepShotDetail: 'Never the place, nor any serial number.',
  noShot: 'The photo’s file says neither date nor camera.',
  /** What will be kept, as one reads it. */
  shot: (shot: Shot) => shotText(shot, 'en-GB', decimal, 's'),
  holds: ({ settings, print, shot }: FileContents): string => {
    const parts = [
      'the picture',
      ...(settings ? ['these settings'] : []),
      ...(print ? ['its print size'] : []),
      ...(shot ? ['date and camera'] : []),
    ];
    const without = shot ? 'no place' : 'no place, no date, no camera';
    return `The file holds ${parts.join(', ')} and nothing else: ${without}.`;
  },
};
