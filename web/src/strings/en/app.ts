/** The words about the app itself: how it works, its keys, and that it works without a network. */

import type { OfflineState } from '../../offline/offline';
import { formats } from '../formats';

const { whole } = formats('en');

export const app = {
  howItWorks: 'How it works',

  welcome: {
    title: 'How Easel works',
    toggle: 'Why nothing is uploaded',
    points: [
      {
        title: 'Choose',
        text: 'a photo and a style: your own, or any of those here. The painting is there in moments.',
      },
      {
        title: 'Nothing is uploaded.',
        text: 'The networks that paint came with this page and run in your browser; the server takes no pictures.',
      },
      {
        title: 'See for yourself:',
        text: 'switch the network off and paint, or watch the network panel of your browser meanwhile.',
      },
    ],
    show: 'Show me',
    another: 'Another',
    dismiss: 'Close the explanation',
  },

  offline: ({ kept, bytes }: OfflineState): string => {
    switch (kept) {
      case 'off':
        return 'Offline use is not available here';
      case 'keeping':
        return 'Getting ready to work offline';
      case 'partly':
        return 'What you have used works offline';
      case 'all':
        return `Works offline (${whole((bytes ?? 0) / 1e6)} MB kept)`;
      case 'stopped':
        return 'Not ready to work offline: the download failed';
      case 'no-room':
        return 'No room here to work offline';
    }
  },
  update: 'A new version is ready.',
  reload: 'Reload',
  later: 'Later',

  shortcuts: {
    title: 'Keyboard shortcuts',
    close: 'Close',
    enabled: 'Use single-key shortcuts',
    enabledHelp:
      'Turn them off if another program of yours needs these keys. Everything also works with Tab and Enter.',
    list: {
      open: 'Open a photo; in Live, a video',
      style: 'Choose a style picture',
      random: 'Random style',
      strength: 'Strength down and up',
      compare: 'Hold to see the photo; in Live, compare',
      save: 'Download; in Live, take a snapshot',
      undo: 'Undo, for photos; on a Mac with ⌘',
      redo: 'Redo',
      fullScreen: 'Full screen, in Live',
      modes: 'Photo, Live, Optimise, Series',
      cancel: 'Cancel what is under way',
      help: 'This list',
    },
  },
};
