/** The words about many photos and posters. */

import type { FailureCode } from '../../protocol/failure';
import { formats } from '../formats';

const { percent, whole } = formats('en');

function photos(count: number): string {
  return count === 1 ? '1 photo' : `${String(count)} photos`;
}

function paintings(count: number): string {
  return count === 1 ? '1 painting' : `${String(count)} paintings`;
}

const REASONS: Partial<Readonly<Record<FailureCode, string>>> = {
  'picture-empty': 'Empty file',
  'picture-not-picture': 'Not a picture',
  'picture-svg': 'SVG drawing',
  'picture-broken': 'Damaged',
  'picture-unsupported': 'This browser cannot open it',
  'picture-too-heavy': 'Larger than 64 MB',
  'picture-too-large': 'More than 64 megapixels',
  'picture-too-small': 'Too small',
  'picture-unreachable': 'Cannot be read',
  'out-of-memory': 'Not enough memory',
};

export const series = {
  tabs: 'Series',
  tab: { photos: 'Many photos', poster: 'Poster' },

  // Styles
  styles: 'Styles',
  noStyles: 'none yet',
  picked: (count: number) => String(count),
  clearPicks: 'Clear',
  tooManyPicks: (most: number) => `${String(most)} styles at most. Take one away first.`,

  // Many photos
  invitation: 'Paint a whole folder',
  promise: 'Drop photos or a folder here. They are painted one after the other, in this browser.',
  choosePhotos: 'Choose photos',
  chooseFolder: 'Choose a folder',
  addPhotos: 'Add photos',
  clear: 'Remove all',
  dropPhotos: 'Drop to add these photos',
  grid: 'Photos',
  count: photos,
  passedOver: (count: number) =>
    count === 1 ? '1 other file in there was passed over.' : `${String(count)} other files in there were passed over.`,
  tooMany: (count: number, most: number) => `${photos(count)} left out: ${String(most)} fit at most.`,
  status: {
    waiting: 'Waiting',
    opening: 'Opening',
    painting: 'Painting',
    done: 'Painted',
    failed: 'Failed',
  },
  paintedOf: (painted: number, styles: number) => `${String(painted)} of ${String(styles)}`,
  reason: (code: FailureCode) => REASONS[code] ?? 'Could not be painted',
  remove: (name: string) => `Remove ${name}`,

  size: 'Size',
  upTo: (longest: number) => `Up to ${String(longest)} px`,
  upToDetail: (longest: number) => `The longer side has at most ${String(longest)} pixels.`,
  fullSize: 'Full size',
  fullSizeDetail: 'As large as each photo; takes much longer.',
  tightMemory: (pixels: number) =>
    `This device may not have the memory for photos of more than about ${whole(pixels / 1e6)} megapixels. One that fails costs the others nothing.`,
  format: 'Format',
  settings: 'Strength, colours, format',
  applies: (detail: string, keepsShot: boolean) =>
    `Photos are painted with the detail set in Photo (${detail}); a crop is cut from the middle of each. Free crops, ` +
    'brush masks and print sizes are for single photos. ' +
    (keepsShot
      ? 'Files keep date and camera, as chosen in Photo, and hold no place.'
      : 'Files hold no place, no date and no camera.'),

  paint: (count: number, styles: number) =>
    styles > 1 ? `Paint ${photos(count)} in ${String(styles)} styles` : `Paint ${photos(count)}`,
  needsStyle: 'Pick a style first',
  pause: 'Pause',
  resume: 'Continue',
  cancel: 'Cancel',
  again: 'Change and paint again',
  saveZip: (count: number) => (count === 1 ? 'Download painting' : `Download ${paintings(count)}`),
  packing: 'Packing',
  zipName: 'easel-paintings',
  leaving: 'Painting pauses while you are elsewhere in Easel, and goes on when you come back.',

  progress: 'Progress',
  progressText: (done: number, total: number) => `${String(done)} of ${photos(total)}`,
  left: (about: string) => `${about} left`,
  pausedText: (done: number, total: number) => `Paused: ${String(done)} of ${photos(total)} done`,
  overText: (made: number, failed: number) =>
    failed === 0 ? `${paintings(made)} ready` : `${paintings(made)} ready, ${photos(failed)} failed`,
  zipDetail: 'Several come as one ZIP file.',
  spoken: {
    running: (share: number) => `Painting: ${percent(Math.floor(share * 10) / 10)}.`,
    paused: 'Paused.',
    over: (made: number, failed: number) =>
      `Done: ${paintings(made)}. ${failed === 0 ? '' : `${photos(failed)} failed.`}`,
    failed: (name: string, reason: string) => `${name}: ${reason}.`,
  },

  // Poster
  posterApplies: (detail: string) =>
    `The photo is painted whole, with the detail set in Photo (${detail}). The file holds no place, no date and no camera.`,
  posterInvitation: 'One photo, many styles',
  posterPromise: 'Pick two to sixteen styles, or let Easel choose. They become one picture to print or share.',
  surprise: 'Surprise me',
  surpriseWith: (count: number) => `Surprise me with ${String(count)}`,
  howMany: 'How many styles by chance',
  poster: 'Poster',
  posterLabel: (photo: string, styles: readonly string[]) => `Poster: ${photo} in the styles ${styles.join(', ')}`,
  posterName: 'poster',
  gap: 'Gap',
  border: 'Border',
  captions: 'Captions',
  background: 'Background',
  backgrounds: { light: 'Light', dark: 'Dark', own: 'Colour' },
  colour: 'Colour of the background',
  paintPoster: 'Paint the poster',
  paintRest: (count: number) => `Paint ${String(count)} more`,
  needsTwo: 'Pick at least two styles',
  needsPhoto: 'Choose a photo first',
  saving: 'Making the file',
  painting: (done: number, total: number) => `Painting ${String(done)} of ${String(total)}`,
  spokenPoster: (done: number, total: number) => `${String(done)} of ${String(total)} styles painted.`,
};
