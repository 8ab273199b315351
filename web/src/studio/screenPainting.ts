/** Paints what is shown: the chosen photo in the chosen style, and then what a mask leaves in the second. */

import type { MasksState } from './masks/masks';
import type { Paintings } from './paintings';
import { isRestUpToDate, isUpToDate, type StudioState } from './state';
import { holds, type Store } from './store';

export interface ScreenPaintingOptions {
  readonly store: Store<StudioState>;
  readonly masks: Store<MasksState>;
  readonly paintings: Pick<Paintings, 'find' | 'make' | 'cancel'>;
  /** Another painting is shown. */
  readonly onShow: () => void;
}

export class ScreenPainting {
  readonly #options: ScreenPaintingOptions;
  /** Until then only what was kept is brought back, all of it before the first painting. */
  #isOpen = false;
  #isResting = false;
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: ScreenPaintingOptions) {
    this.#options = options;
  }

  get isResting(): boolean {
    return this.#isResting;
  }

  /** From now on there are paintings. */
  open(): void {
    this.#isOpen = true;
  }

  /** Paints what is not yet done. */
  paint(): Promise<void> {
    const painted = this.#paint().finally(() => this.#underWay.delete(painted));
    this.#underWay.add(painted);
    return painted;
  }

  /** Breaks off what is under way; what was painted before stays. */
  cancel(): void {
    this.#options.paintings.cancel();
  }

  /** Paints nothing until {@link wake}. */
  rest(): void {
    this.#isResting = true;
    if (this.#options.store.get().phase) this.cancel();
  }

  /** Paints what is chosen by now. */
  wake(): Promise<void> {
    this.#isResting = false;
    return this.paint();
  }

  /** Resolves once all is painted that was chosen, or was broken off. */
  async settled(): Promise<void> {
    const { store, masks } = this.#options;
    for (;;) {
      await holds(store, ({ opening }) => opening.photo === null && opening.style === null);
      await holds(masks, ({ opening }) => opening === null);
      if (this.#underWay.size === 0) return;
      await Promise.allSettled(this.#underWay);
    }
  }

  async #paint(): Promise<void> {
    const { store, paintings } = this.#options;
    const { photo, style } = store.get();
    if (!photo || !style || this.#isResting || !this.#isOpen) return;
    if (!isUpToDate(store.get())) {
      const painting = paintings.find(photo, style) ?? (await paintings.make(photo, style));
      if (!painting) return;
      this.#show({ painting });
    }
    const { rest } = store.get();
    if (!rest || isRestUpToDate(store.get())) {
      if (store.get().phase) this.cancel();
      return;
    }
    const restPainting = paintings.find(photo, rest) ?? (await paintings.make(photo, rest));
    if (restPainting) this.#show({ restPainting });
  }

  #show(made: Pick<StudioState, 'painting'> | Pick<StudioState, 'restPainting'>): void {
    this.#options.store.set(made);
    this.#options.onShow();
  }
}
