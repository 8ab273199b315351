/** Every word that a reader sees or hears. A second language is a second object of the type {@link Strings}. */

import type { BackendName } from './protocol/engine';
import type { FailureCode } from './protocol/failure';
import type { ActiveBackend } from './protocol/engine';
import type { Phase } from './studio/painter';
import type { Notice } from './studio/state';

const BACKEND_TITLES: Readonly<Record<BackendName, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'plain JavaScript',
};

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

const FAILURES: Readonly<Record<FailureCode, string>> = {
  'picture-empty': 'This file is empty. Choose another picture.',
  'picture-not-picture': 'This file is not a picture that Easel knows. Choose a JPEG, PNG, WebP, AVIF, GIF or BMP.',
  'picture-svg': 'SVG drawings cannot be used. Save it as a PNG and choose that.',
  'picture-broken': 'This picture is damaged and cannot be opened. Choose another one, or save it anew first.',
  'picture-unsupported': 'This browser cannot open that kind of picture. Save it as a JPEG or PNG and choose that.',
  'picture-too-heavy': 'This file is larger than 64 MB. Save it smaller and choose that.',
  'picture-too-large': 'This picture has more than 64 megapixels. Scale it down and choose that.',
  'picture-too-small': 'This picture is too small: each side needs at least 32 pixels. Choose a larger one.',
  'picture-unreachable': 'The picture could not be read. Check that it is still there, and choose it again.',
  'network-unreachable': 'The painting networks could not be downloaded. Check your connection and paint again.',
  'network-manifest': 'The list of painting networks on this server does not fit this page. Reload the page.',
  'network-checksum': 'The painting networks arrived damaged. Reload the page to download them again.',
  'network-broken': 'The painting networks on this server cannot be used. Reload the page, or tell whoever runs it.',
  'backend-unknown':
    'The address asks for an unknown back end. Use ?backend=webgpu, webgl, wasm or cpu, or none at all.',
  'backend-unavailable':
    'The back end that the address asks for cannot run in this browser. Remove “?backend=…” to let Easel choose.',
  'backend-none': 'This browser can run none of the ways to paint. Try a current Firefox, Chrome, Edge or Safari.',
  'gpu-lost': 'The graphics processor gave up. Paint again, or close other pages first.',
  'out-of-memory': 'There is not enough memory for this picture. Close other pages, or choose a smaller photo.',
  'result-invalid': 'The painting came out damaged on this device. Add ?backend=wasm to the address and try again.',
  'save-failed': 'The picture could not be saved. Close other pages and try again.',
  cancelled: 'Cancelled.',
  unexpected: 'Something went wrong. Paint again; if that does not help, reload the page.',
};

function megabytes(bytes: number): string {
  return numbers.format(bytes / 1e6);
}

function seconds(milliseconds: number): string {
  return milliseconds < 100 ? '0.1 s or less' : `${numbers.format(milliseconds / 1000)} s`;
}

export const english = {
  documentTitle: 'Easel: paint your photos, in your browser',
  name: 'Easel',
  privacy: 'Your pictures stay on this device.',
  privacyDetail:
    'Painting happens in this browser. Nothing is uploaded, and the saved PNG holds no place or camera data.',

  stage: 'Picture',
  photo: 'Photo',
  style: 'Style',
  choosePhoto: 'Choose a photo',
  chooseStyle: 'Choose a style picture',
  yourPhoto: (name: string) => `Your photo: ${name || 'without a name'}`,
  yourStyle: (name: string) => `Your style: ${name || 'without a name'}`,
  ownPicture: 'Your own',
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

  phase: (phase: Phase): string => {
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
  },
  /** For screen readers: said once a quarter instead of with every byte. */
  phaseSpoken: (phase: Phase): string => {
    if (phase.kind !== 'downloading') return `${english.phase(phase)}.`;
    const quarter = phase.total > 0 ? Math.floor((phase.loaded / phase.total) * 4) * 25 : 0;
    return `Downloading the networks: ${String(quarter)} percent.`;
  },
  done: (photo: string, style: string) => `Done: ${photo} in the style of ${style}.`,
  runsOn: (backend: ActiveBackend): string => {
    const threads = backend.threads > 1 ? `, ${String(backend.threads)} threads` : '';
    return `${BACKEND_TITLES[backend.name]}${backend.software ? ' (emulated)' : ''}${threads}`;
  },
  size: (width: number, height: number) => `${String(width)} × ${String(height)} px`,
  time: seconds,
  scaledFrom: (width: number, height: number) => `scaled from ${String(width)} × ${String(height)}`,

  notice: (notice: Notice): string => {
    switch (notice.kind) {
      case 'no-file':
        return 'There was no picture file in that. Save the picture first, then drop or paste the file.';
      case 'fallback':
        return `${BACKEND_TITLES[notice.from]} failed on this device, so Easel paints another way. Nothing is lost.`;
      case 'failure':
        return FAILURES[notice.code];
    }
  },
} as const;

/** The same keys and functions, in any language. */
export type Strings = {
  readonly [Key in keyof typeof english]: (typeof english)[Key] extends string ? string : (typeof english)[Key];
};

export const strings: Strings = english;
