/** The words about what becomes of a painting: its size, its format, and the ways out of the page. */

import type { Format } from '../../protocol/encoder';
import type { FullPhase } from '../../studio/fullSize';
import { formats } from '../formats';

const { decimal } = formats('en');

const FORMAT_TITLES: Readonly<Record<Format, string>> = { png: 'PNG', jpeg: 'JPEG', webp: 'WebP' };

/** Rounded as one says it: 40 s, 3 min; not broken over two lines. */
function about(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return 'a few seconds';
  if (seconds < 90) return `about\u00a0${String(Math.round(seconds / 10) * 10)}\u00a0s`;
  return `about\u00a0${String(Math.round(seconds / 60))}\u00a0min`;
}

export const output = {
  options: 'Size and format',
  title: 'Size and format',
  close: 'Close',
  download: (format: Format) => `Download ${FORMAT_TITLES[format]}`,

  size: 'Size',
  sizes: { screen: 'As shown', full: 'As large as the photo' },
  pixels: (width: number, height: number) => `${String(width)} × ${String(height)} px`,
  megapixels: (width: number, height: number) => `${decimal((width * height) / 1e6)} megapixels`,
  ready: 'ready',
  takes: (milliseconds: number) => about(milliseconds),
  savedAt: (width: number, height: number) => `saved at ${String(width)} × ${String(height)} px`,
  keepsShot: 'keeps date and camera',
  tightMemory: (bytes: number) =>
    `This takes about ${decimal(bytes / 1e9)} GB of memory, which this device may not have to give. If it fails, nothing is lost, and “As shown” works all the same.`,
  wholeSize: 'This is the full size of the photo.',

  format: 'Format',
  formats: FORMAT_TITLES,
  formatDetails: {
    png: 'Every pixel as it was painted; large files.',
    jpeg: 'Small files that every program opens.',
    webp: 'The smallest files; for the web.',
  } satisfies Record<Format, string>,
  quality: 'Quality',

  copy: 'Copy',
  copied: 'Copied',
  share: 'Share',
  paintFirst: 'Download it first; then the painting is there at this size.',
  downloadLarge: 'Paint and download',

  phase: (phase: FullPhase): string => {
    switch (phase.kind) {
      case 'opening':
        return 'Opening the photo at full size';
      case 'preparing':
        return 'Preparing to paint at full size';
      case 'painting': {
        const done = `Painting at full size: ${String(Math.floor(phase.share * 100))} %`;
        return phase.left === null ? done : `${done}, ${about(phase.left)} left`;
      }
    }
  },
  /** For screen readers: said once a quarter. */
  phaseSpoken: (phase: FullPhase): string =>
    phase.kind === 'painting'
      ? `Painting at full size: ${String(Math.floor(phase.share * 4) * 25)} percent.`
      : `${output.phase(phase)}.`,
  atFullSize: 'Painting at full size',
  cancel: 'Cancel',
  cancelName: 'Cancel painting at full size',
  fullDone: 'Painted at full size.',
};
