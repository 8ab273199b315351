/** The words about the gallery of styles. Titles and names of painters come from gallery.json. */

import type { Group } from '../../studio/gallery/gallery';
import type { Filter } from '../../studio/gallery/search';

export const gallery = {
  groups: { mine: 'My styles', masters: 'Old masters', own: 'Easel’s own' } satisfies Record<Group, string>,
  filter: 'Show',
  filters: {
    all: 'All',
    mine: 'Mine',
    masters: 'Masters',
    own: 'Easel’s own',
    favourites: 'Favourites',
    recent: 'Recent',
  } satisfies Record<Filter, string>,
  search: 'Search styles',
  random: 'Random style',
  tiles: 'Styles',
  addFavourite: (title: string) => `Add to favourites: ${title}`,
  removeFavourite: (title: string) => `Remove from favourites: ${title}`,
  /** Who painted it and when, as far as that is known. */
  by: (artist: string | null, year: number | null) => [artist, year].filter((known) => known !== null).join(', '),
  nothingFound: (query: string) => `No style here matches “${query}”.`,
  clearSearch: 'Show all styles',
  empty: {
    mine: 'Choose a style picture of your own and press “Keep this style”: it is kept here, on this device only.',
    favourites: 'Choose a style and press the heart above: it is kept here, on this device.',
    recent: 'The styles that you used last stand here.',
  },
  /** In Optimise, while a style is chosen that is a vector alone. */
  needsPicture: (title: string) =>
    `Optimise works from style pictures, and Easel has none of “${title}”. Choose one of these, or your own.`,
};
