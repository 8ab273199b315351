/** The words of the whole page, and of Photo. */

import type { ActiveBackend } from '../../protocol/engine';
import type { Phase } from '../../studio/painter';
import { formats } from '../formats';
import { backendTitles } from './backend';
import { notice } from './notice';

const { decimal } = formats('en');

function megabytes(bytes: number): string {
  return decimal(bytes / 1e6);
}

function phaseOf(phase: Phase): string {
  switch (phase.kind) {
    case 'downloading':
      return phase.total > 0
        ? `Downloading the networks: ${megabytes(phase.loaded)} of ${megabytes(phase.total)} MB`
        : 'Downloading the networks';
    case 'preparing':
      return 'Preparing';
    case 'painting':
      return 'Painting';
  }
}

export const page = {
  documentTitle: 'Easel: paint your photos, in your browser',
  description: 'Paint your photos in the style of any picture, in your browser.',
  name: 'Easel',
  privacy: 'Your pictures stay on this device.',
  privacyDetail:
    'Painting happens in this browser. Nothing is uploaded, and saved pictures never say where they were taken.',

  language: 'Language',
  languageUnreachable: 'The other language could not be fetched. Check your connection and press it again.',

  mode: 'Mode',
  modes: { photo: 'Photo', live: 'Live', optimise: 'Optimise', series: 'Series' },
  unreachable: 'This part of Easel could not be fetched. Check your connection and reload the page.',

  stage: 'Picture',
  photo: 'Photo',
  style: 'Style',
  choosePhoto: 'Choose a photo',
  takePhoto: 'Take a photo',
  chooseStyle: 'Choose a style picture',
  yourPhoto: (name: string) => `Your photo: ${name || 'without a name'}`,
  yourStyle: (name: string) => `Your style: ${name || 'without a name'}`,
  pastedName: 'pasted picture',

  original: 'Photo',
  painted: 'Painting',
  photoLabel: (name: string, description: string) => `Photo: ${description || name}`,
  paintingLabel: (photo: string, style: string) => `Painting: ${photo} in the style of ${style}`,
  divider: 'Divider between photo and painting',
  dividerValue: (percent: number) => `${String(100 - percent)} % of the picture shows the painting`,

  strength: 'Strength',
  percent: (value: number) => `${String(value)} %`,
  save: 'Download PNG',
  paint: 'Paint',
  cancel: 'Cancel',
  dismiss: 'Dismiss this message',
  pickStyle: 'Pick a style to paint this photo.',
  pickPhoto: 'Choose a photo to paint.',
  paused: 'Not painted yet.',

  dropPhoto: 'Drop to paint this photo',
  dropStyle: 'Drop to use as the style',

  phase: phaseOf,
  /** For screen readers: said once a quarter instead of with every byte. */
  phaseSpoken: (phase: Phase): string => {
    if (phase.kind !== 'downloading') return `${phaseOf(phase)}.`;
    const quarter = phase.total > 0 ? Math.floor((phase.loaded / phase.total) * 4) * 25 : 0;
    return `Downloading the networks: ${String(quarter)} percent.`;
  },
  done: (photo: string, style: string) => `Done: ${photo} in the style of ${style}.`,
  runsOn: (backend: ActiveBackend): string => {
    const threads = backend.threads > 1 ? `, ${String(backend.threads)} threads` : '';
    return `${backendTitles[backend.name]}${backend.software ? ' (emulated)' : ''}${threads}`;
  },
  size: (width: number, height: number) => `${String(width)} × ${String(height)} px`,
  time: (milliseconds: number) => (milliseconds < 100 ? '0.1 s or less' : `${decimal(milliseconds / 1000)} s`),
  scaledFrom: (width: number, height: number) => `scaled from ${String(width)} × ${String(height)}`,

  notice,
};
