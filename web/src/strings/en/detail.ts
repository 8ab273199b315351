/** The words about how large strokes are, and the one that opens masks. */

import type { Detail } from '../../studio/detail';
import type { Strokes } from '../../studio/outputState';

export const detail = {
  brush: 'Brush',
  brushName: 'Brush: choose where the style goes',

  title: 'Detail',
  names: { coarse: 'Coarse', medium: 'Medium', fine: 'Fine', finest: 'Finest' } satisfies Record<Detail, string>,
  hints: {
    coarse: 'The network sees the photo at half its size: strokes twice as large.',
    medium: 'The network sees the photo at three quarters: larger strokes.',
    fine: 'The network sees the photo as large as it is shown.',
    finest: 'The network sees the photo enlarged by half: finer strokes.',
  } satisfies Record<Detail, string>,

  strokes: 'Strokes at full size',
  strokesOf: { photo: 'Finer', preview: 'Like the preview' } satisfies Record<Strokes, string>,
  strokesHints: {
    photo: 'Painted anew at full size: strokes keep their size in pixels, so they look finer than here.',
    preview: 'What you see, enlarged: strokes as large as here, and softer when you look closely. Takes seconds.',
  } satisfies Record<Strokes, string>,
};
