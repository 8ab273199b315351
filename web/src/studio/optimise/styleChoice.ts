/**
 * The style pictures of a run. They are chosen apart from the style that photos are painted in: Optimise needs a
 * picture, and of most styles there is none. The choice follows that of the app as often as that changes.
 */

import { asEaselError } from '../../protocol/failure';
import type { OptimiseSettings } from '../../protocol/optimise';
import type { Chosen } from '../state';
import type { Store } from '../store';
import { stylesOf, weightsOf, type OptimiseStudioState } from './state';
import type { StudioLike } from './surroundings';

export interface StyleChoiceOptions {
  readonly studio: StudioLike;
  readonly store: Store<OptimiseStudioState>;
  /** Changes the settings of the form. */
  readonly set: (change: Partial<OptimiseSettings>) => void;
}

/** Stands for the app's choice where it has none. */
const NOTHING = '';

export class StyleChoice {
  readonly #options: StyleChoiceOptions;
  /** Id of the app's choice that was followed last. */
  #followed: string | null = null;
  /** Of two choices in a row only the later one counts. */
  #newest = 0;

  constructor(options: StyleChoiceOptions) {
    this.#options = options;
  }

  /** Comes in; what could not be opened the last time is tried again. */
  enter(): void {
    const { style, openingStyle } = this.#options.store.get();
    if (!style && openingStyle === null) this.#followed = null;
    this.follow();
  }

  /** Takes what is chosen in the app by now, where that is new; the first style for whoever has chosen none. */
  follow(): void {
    const { style, styles } = this.#options.studio.store.get();
    const id = style?.id ?? NOTHING;
    const wanted = style ?? styles[0];
    if (!wanted || id === this.#followed) return;
    this.#followed = id;
    if (style?.picture) this.#show(style);
    else if (styles.some((one) => one.id === wanted.id)) void this.choose(wanted.id);
    else this.#forget();
  }

  /** The style pictures that a run would have now. */
  get all(): readonly Chosen[] {
    const { mix, style } = this.#options.store.get();
    return stylesOf(mix, style);
  }

  /** The reader's own pictures that are not kept: the one that was brought here, and that of the app. */
  get own(): readonly Chosen[] {
    const { ownStyle, mine } = this.#options.studio.store.get();
    const { ownStyle: brought } = this.#options.store.get();
    const known = [brought, ownStyle].filter((one) => one !== null && mine.every(({ id }) => id !== one.id));
    return known.filter((one, i) => one !== null && known.findIndex((other) => other?.id === one.id) === i) as Chosen[];
  }

  /** A style of the site's that has a picture, one that is kept, or {@link own}. Says what went wrong. */
  choose(id: string): Promise<void> {
    const { studio, store } = this.#options;
    const held = [...this.own, studio.store.get().style, store.get().style].find((one) => one?.id === id);
    if (!held?.picture) return this.#open(id, () => studio.styles.picture(id));
    this.#show(held);
    return Promise.resolve();
  }

  /** A picture of the reader's. */
  bring(file: File): Promise<void> {
    return this.#open(file.name, () => this.#options.studio.styles.pictureIn(file));
  }

  /** What a run was made of that was kept. */
  bringBack(styles: readonly Chosen[]): void {
    const last = styles.at(-1);
    this.#options.store.set({ mix: styles.slice(0, -1) });
    if (last) this.#show(last);
    // What is chosen in the app stays there.
    this.#followed = this.#options.studio.store.get().style?.id ?? NOTHING;
  }

  /** Keeps the chosen style in the mix; the next one that is chosen comes beside it. */
  keep(): void {
    const { store, set } = this.#options;
    const { mix, settings } = store.get();
    const { all } = this;
    set({ styleWeights: weightsOf(settings, all.length) });
    store.set({ mix: all.length > mix.length ? all : mix });
  }

  remove(index: number): void {
    const { store, set } = this.#options;
    const { all } = this;
    const rest = all.filter((_, i) => i !== index);
    const last = rest.at(-1);
    if (!last) return;
    set({ styleWeights: weightsOf(store.get().settings, all.length).filter((_, i) => i !== index) });
    store.set({ mix: rest.slice(0, -1) });
    this.#show(last);
  }

  setWeight(index: number, weight: number): void {
    const { store, set } = this.#options;
    const weights = weightsOf(store.get().settings, this.all.length);
    set({ styleWeights: weights.map((each, i) => (i === index ? weight : each)) });
  }

  async #open(id: string, open: () => Promise<Chosen>): Promise<void> {
    const { store, studio } = this.#options;
    const number = ++this.#newest;
    store.set({ openingStyle: id });
    try {
      const style = await open();
      if (number === this.#newest) this.#show(style);
    } catch (thrown) {
      if (number !== this.#newest) return;
      store.set({ openingStyle: null });
      // What broke it off says so, where there is anything to say.
      if (asEaselError(thrown).code !== 'cancelled') studio.notices.fail(thrown, 'style');
    }
  }

  #show(style: Chosen): void {
    const { store, studio } = this.#options;
    const { styles, mine, ownStyle } = studio.store.get();
    this.#newest++;
    const isOffered = [...styles, ...mine, ...(ownStyle ? [ownStyle] : [])].some(({ id }) => id === style.id);
    store.set({ style, openingStyle: null, ...(!isOffered && { ownStyle: style }) });
    studio.notices.clear('style');
  }

  /** The app's choice has no picture. */
  #forget(): void {
    this.#newest++;
    this.#options.store.set({ style: null, openingStyle: null });
  }
}
