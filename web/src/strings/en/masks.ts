/** The words about where the style goes, and what the rest gets: fetched by who masks. */

import type { QuickMask } from '../../studio/masks/quickMasks';

export const masks = {
  title: 'Where the style goes',
  hint: 'Paint on the picture. The rest stays the photo, or gets a second style.',
  done: 'Done',

  brush: 'Brush',
  ways: { paint: 'Paint', erase: 'Erase' },
  size: 'Size',
  softness: 'Softness',

  quick: 'Without a brush',
  quickOf: {
    all: 'Everywhere',
    none: 'Nowhere',
    centre: 'In the centre',
    edges: 'At the edges',
    top: 'At the top',
    bottom: 'At the bottom',
    left: 'On the left',
    right: 'On the right',
  } satisfies Record<QuickMask, string>,
  feather: 'Feather',
  featherHint: 'Softens the edges of the whole mask.',
  invert: 'Invert',
  remove: 'Remove mask',

  rest: 'The rest gets',
  restPhoto: 'The photo',
  restStyles: 'Styles for the rest',
  restOwn: (name: string) => `Your style: ${name}`,
  restWaits: 'It is seen as soon as there is a mask.',

  surface: 'Picture to paint on',
  surfaceHelp:
    'Arrow keys move the brush, with Shift further. Space paints while it is held; Enter puts the brush down and lifts it. E changes between painting and erasing, plus and minus the size. Escape ends it.',
  place: (x: number, y: number) => `${String(x)} % from the left, ${String(y)} % from the top`,
  down: 'Brush down.',
  up: 'Brush up.',
  drawn: (share: number) => `The style covers ${String(share)} % of the picture.`,
  keys: 'Keys: arrows move, Space paints, E erases, + and − size',
};
