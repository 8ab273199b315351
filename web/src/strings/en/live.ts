/** The words of Live. */

import type { Waiting } from '../../live/state';
import { clock, formats } from '../formats';

const { decimal } = formats('en');

export const live = {
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

  fps: (fps: number) => `${decimal(fps < 10 ? fps : Math.round(fps))} frames/s`,
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
};
