/** Every word that a reader sees or hears. A second language is a second object of the type {@link Strings}. */

import type { BackendName } from './protocol/engine';
import type { FailureCode } from './protocol/failure';
import type { Waiting } from './live/state';
import type { ActiveBackend } from './protocol/engine';
import { APP } from './appStrings';
import { CONTROL } from './controlStrings';
import { GALLERY } from './galleryStrings';
import { OUTPUT } from './outputStrings';
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
  'camera-insecure':
    'Browsers give no camera to pages on insecure addresses. Open Easel over https, or use a video file.',
  'camera-none': 'No camera was found. Plug one in and try again, or use a video file.',
  'camera-denied':
    'The browser keeps the camera from this page. Allow it in the address bar and try again, or use a video file.',
  'camera-busy': 'The camera does not start. Close other programs that use it and try again, or choose another camera.',
  'camera-size': 'This camera offers no picture that Easel can use. Choose another camera, or use a video file.',
  'camera-unplugged': 'The camera was disconnected. Plug it in and use it again; style and settings are kept.',
  'film-unreadable': 'This browser cannot play that video. Choose an MP4 or WebM, or convert it first.',
  'recording-failed': 'The recording failed. Try again, or close other pages first.',
  'export-failed': 'The painted video could not be made. Try again at a smaller size, or close other pages first.',
  'save-failed': 'The picture could not be saved. Close other pages and try again, or choose PNG.',
  'copy-failed': 'The picture could not be copied. Allow this page to use the clipboard, or download the picture.',
  'share-failed': 'The share sheet did not open. Press Share once more, or download the picture.',
  cancelled: 'Cancelled.',
  unexpected: 'Something went wrong. Paint again; if that does not help, reload the page.',
};

/** What is different to say of some of them while painting live. */
const LIVE_FAILURES: Partial<Readonly<Record<FailureCode, string>>> = {
  'gpu-lost': 'The graphics processor gave up more than once. Close other pages, then start painting again.',
  'out-of-memory': 'There is not enough memory. Close other pages or choose less detail, then start painting again.',
  'result-invalid': 'Frames come out damaged on this device. Add ?backend=wasm to the address and try again.',
  unexpected: 'Something went wrong. Start painting again; if that does not help, reload the page.',
};

function megabytes(bytes: number): string {
  return numbers.format(bytes / 1e6);
}

function seconds(milliseconds: number): string {
  return milliseconds < 100 ? '0.1 s or less' : `${numbers.format(milliseconds / 1000)} s`;
}

/** 83 as 1:23. */
function clock(wholeSeconds: number): string {
  const rest = Math.floor(wholeSeconds);
  return `${String(Math.floor(rest / 60))}:${String(rest % 60).padStart(2, '0')}`;
}

const LIVE = {
  stage: 'Live picture',
  picture: (style: string) => (style ? `Live painting in the style of ${style}` : 'Live painting'),
  unpainted: 'Camera or video, not painted yet',
  invitation: 'See yourself painted',
  promise: 'The picture of the camera is painted in this browser and never leaves it.',
  useCamera: 'Use the camera',
  useFilm: 'Open a video',
  film: 'Video',
  restart: 'Start painting again',
  waiting: (waiting: Waiting): string => {
    switch (waiting) {
      case 'camera':
        return 'Waiting for the camera. Allow it where the browser asks.';
      case 'film':
        return 'Opening the video';
      case 'network':
        return 'Preparing to paint';
    }
  },

  source: 'Source',
  camera: 'Camera',
  cameraName: (label: string, number: number) => label || `Camera ${String(number)}`,
  anyCamera: 'Any',
  switchFacing: 'Other side',
  stopSource: 'Turn off',
  closeFilm: 'Close the video',
  size: 'Detail',
  sizeAuto: 'Automatic',
  sizePixels: (size: number) => `${String(size)} px`,

  mirror: 'Mirror',
  keepColours: 'Colours',
  keepColoursName: 'Colours: keep those of the camera or video',
  compare: 'Compare',
  fullScreen: 'Full screen',
  pictureInPicture: 'Pop out',
  snapshot: 'Snapshot',
  record: 'Record',
  stopRecording: (elapsed: number) => `Stop ${clock(elapsed)}`,
  stopRecordingLabel: 'Stop and save the recording',
  exportFilm: 'Save painted video',
  exporting: (share: number) => `Painting the video: ${String(Math.floor(share * 100))} %`,
  exportPace: 'Every picture is painted, so this may take longer than the video. It stays on this device.',
  play: 'Play',
  pause: 'Pause',
  mute: 'Turn the sound off',
  unmute: 'Turn the sound on',
  position: 'Position in the video',
  positionValue: (at: number, of: number) => `${clock(at)} of ${clock(of)}`,

  fps: (fps: number) => `${numbers.format(fps < 10 ? fps : Math.round(fps))} frames/s`,
  paintedAt: (size: number) => `painted at ${String(size)} px`,
  back: 'Back to live',
  stillName: 'Snapshot',
  recordingName: 'Camera',
  dropFilm: 'Drop to paint this video',

  spoken: {
    cameraOn: (name: string) => `Camera on: ${name}.`,
    filmOpen: (name: string) => `Video open: ${name}.`,
    painting: (style: string) => `Painting live in the style of ${style}.`,
    recording: 'Recording.',
    exporting: (share: number) => `Painting the video: ${String(Math.floor(share * 4) * 25)} percent.`,
    still: (style: string) => `Snapshot painted in the style of ${style}.`,
  },
} as const;

export const english = {
  documentTitle: 'Easel: paint your photos, in your browser',
  name: 'Easel',
  privacy: 'Your pictures stay on this device.',
  privacyDetail:
    'Painting happens in this browser. Nothing is uploaded, and saved pictures hold no place or camera data.',

  mode: 'Mode',
  modes: { photo: 'Photo', live: 'Live', optimise: 'Optimise' },
  app: APP,
  live: LIVE,
  output: OUTPUT,
  control: CONTROL,
  gallery: GALLERY,
  unreachable: 'This part of Easel could not be fetched. Check your connection and reload the page.',

  stage: 'Picture',
  photo: 'Photo',
  style: 'Style',
  choosePhoto: 'Choose a photo',
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
      case 'no-film':
        return 'There was no video file in that. Drop an MP4 or WebM.';
      case 'rebuilding':
        return 'The graphics processor was lost. Easel starts it again; nothing that you chose is lost.';
      case 'no-sound':
        return 'The sound of this video cannot be read here, so the painted one is silent.';
      case 'settings':
        return CONTROL.settings(notice.picture ? 'picture' : 'link', notice.style);
      case 'settings-broken':
        return CONTROL.settingsBroken[notice.from];
      case 'link-not-copied':
        return CONTROL.linkNotCopied(notice.link);
      case 'photo-not-kept':
        return CONTROL.photoNotKept[notice.reason];
      case 'failure':
        return (notice.about === 'live' ? LIVE_FAILURES[notice.code] : null) ?? FAILURES[notice.code];
    }
  },
} as const;

/** The same keys and functions, in any language. */
export type Strings = {
  readonly [Key in keyof typeof english]: (typeof english)[Key] extends string ? string : (typeof english)[Key];
};

export const strings: Strings = english;
