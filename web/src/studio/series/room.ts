/** Series: many photos, and posters. One of them paints at a time, and the studio rests meanwhile. */

import type { ChosenStyle, StudioState } from '../state';
import { Store } from '../store';
import type { Studio } from '../studio';
import type { Styles } from '../styles/styles';
import { PhotoSeries } from './photos';
import { Poster } from './poster';
import type { Work } from './work';

export const TABS = ['photos', 'poster'] as const;
export type Tab = (typeof TABS)[number];

export interface SeriesState {
  readonly tab: Tab;
  /** Styles that are not in the gallery: what the reader has brought or mixed while the series were open. */
  readonly own: readonly ChosenStyle[];
}

/** What is used of the studio. */
export interface StudioLike extends Pick<Studio, 'rest' | 'wake'> {
  readonly styles: Pick<Styles, 'find'>;
  readonly store: Pick<Store<StudioState>, 'get' | 'subscribe'>;
}

export interface RoomOptions {
  readonly studio: StudioLike;
  readonly work: Omit<Work, 'findStyle'>;
  readonly chance: () => number;
}

/** Own styles that are offered; the oldest goes. */
const OWN_KEPT = 12;

export class SeriesRoom {
  readonly store = new Store<SeriesState>({ tab: 'photos', own: [] });
  readonly photos: PhotoSeries;
  readonly poster: Poster;
  readonly #studio: StudioLike;
  /** The reader has chosen styles for the photos; until then it is the one that is chosen in the app. */
  #hasPicked = false;
  /** The photos were being painted when the reader left. */
  #goesOn = false;
  #isOpen = false;
  #unsubscribe: () => void = () => undefined;

  constructor({ studio, work: rest, chance }: RoomOptions) {
    this.#studio = studio;
    const work: Work = { ...rest, findStyle: (id) => this.#findStyle(id) };
    this.photos = new PhotoSeries(work, () => {
      this.poster.cancel();
    });
    this.poster = new Poster({
      work,
      chance,
      photo: () => studio.store.get().photo,
      onStart: () => {
        this.photos.pause();
      },
    });
  }

  /** The series are open: the studio paints nothing by itself, and photos that waited for it go on. */
  enter(): Promise<void> {
    this.#studio.rest();
    this.#follow();
    this.#isOpen = true;
    this.#unsubscribe = this.#studio.store.subscribe(this.#follow);
    if (this.#goesOn) this.photos.resume();
    this.#goesOn = false;
    return Promise.resolve();
  }

  /** Painting waits until the reader is back; the engine is the studio's again. */
  leave(): void {
    this.#unsubscribe();
    this.#isOpen = false;
    this.#goesOn = this.photos.store.get().status === 'running';
    this.photos.pause();
    this.poster.cancel();
    void this.#studio.wake();
  }

  show(tab: Tab): void {
    this.store.set({ tab });
  }

  /** Ids of the styles of what is shown. */
  get picks(): readonly string[] {
    return this.#shown.store.get().picks;
  }

  /** @param picks ids of styles, for what is shown */
  pick(picks: readonly string[]): void {
    if (this.#shown === this.photos) this.#hasPicked = true;
    this.#shown.pick(picks);
  }

  get #shown(): PhotoSeries | Poster {
    return this.store.get().tab === 'photos' ? this.photos : this.poster;
  }

  #findStyle(id: string): Promise<ChosenStyle> {
    const own = this.store.get().own.find((style) => style.id === id);
    return own ? Promise.resolve(own) : this.#studio.styles.find(id);
  }

  /** What was brought or changed in the app is there for the series as well. */
  readonly #follow = (): void => {
    const { style, ownStyle, gallery, mine } = this.#studio.store.get();
    const { own } = this.store.get();
    const listed = new Set([...gallery, ...mine].map(({ id }) => id));
    const brought = gallery.length > 0 ? [ownStyle, style].filter((one) => one !== null && !listed.has(one.id)) : [];
    // The same one may have come at another scale.
    const others = own.filter(({ id }) => !listed.has(id) && brought.every((one) => one?.id !== id));
    const now = [...others, ...new Set(brought)].filter((one) => one !== null).slice(-OWN_KEPT);
    if (now.some((one, i) => one !== own[i]) || now.length !== own.length) {
      const fresh = now.filter((one) => own.every(({ id }) => id !== one.id)).map(({ id }) => id);
      this.store.set({ own: now });
      // What is brought while the series are open is meant to be one of their styles.
      if (this.#isOpen && fresh.length > 0) this.pick([...this.picks, ...fresh]);
    }
    if (!this.#hasPicked) this.photos.pick(style ? [style.id] : []);
    this.poster.refresh();
  };
}
