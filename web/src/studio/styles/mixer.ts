/** Mixing up to four styles: which ones, how much of each, and what is shown while that is being dragged. */

import type { ChosenStyle, MixPart, StudioState } from '../state';
import { Store } from '../store';
import { isKnown, mixOf, partsOf, scaleOf, without, type KnownStyle, type Part } from './mix';
import type { QuickPaint } from './quickPaint';
import type { StyleScale } from './scale';
import { MOST_PARTS, placeOf, weightsAt, withOneMore, withWeight, type Place } from './weights';

export interface MixerState {
  /** Styles that are pressed come into the mix, or leave it. */
  readonly isOpen: boolean;
  /** What is being dragged to, until it is the style; null while nothing is. */
  readonly draft: { readonly weights: readonly number[]; readonly place: Place } | null;
}

export interface MixerOptions {
  readonly store: Pick<Store<StudioState>, 'get' | 'subscribe'>;
  /** Makes a style the chosen one, and paints in it. */
  readonly paintIn: (style: ChosenStyle) => void;
  /** Chooses what is found; says so while it is looked for. */
  readonly choose: (id: string, find: () => Promise<ChosenStyle>) => Promise<void>;
  readonly at: (style: ChosenStyle, scale: StyleScale) => Promise<KnownStyle>;
  /** Something else is painted than the photo, and shows the chosen style by itself. */
  readonly isResting: () => boolean;
  readonly quick: Pick<QuickPaint, 'show' | 'settle' | 'end'>;
  /** Small paintings can be made without a download. */
  readonly canShow: () => boolean;
  /** Breaks off a painting that would keep the small ones waiting. */
  readonly breakOff: () => void;
  /** The dragging is over: what comes next is another step of the history. */
  readonly onSettled: () => void;
}

/** When the pointer has rested so long, the mix is painted at its size. */
export const REST_MILLISECONDS = 350;

export class Mixer {
  readonly store = new Store<MixerState>({ isOpen: false, draft: null });
  readonly #options: MixerOptions;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** The style that the draft changes. */
  #of: ChosenStyle | null = null;

  constructor(options: MixerOptions) {
    this.#options = options;
    options.store.subscribe(() => {
      // Another style was chosen meanwhile, or a step undone.
      const { style } = options.store.get();
      if (!this.store.get().draft || style === this.#of) return;
      this.#drop();
      options.quick.settle(style);
    });
  }

  open(): void {
    this.store.set({ isOpen: true });
  }

  /** The mix stays the style. */
  close(): void {
    this.finish();
    this.#options.quick.end();
    this.store.set({ isOpen: false });
  }

  /** What is mixed, with the weights that are being dragged to. */
  parts(): readonly MixPart[] {
    const parts = partsOf(this.#options.store.get().style);
    const weights = this.store.get().draft?.weights;
    return weights?.length === parts.length
      ? parts.map(({ style }, i) => ({ style, weight: weights[i] as number }))
      : parts;
  }

  place(): Place {
    return this.store.get().draft?.place ?? placeOf(this.parts().map(({ weight }) => weight));
  }

  /** Takes a style into the mix, or out of it. A full mix takes no more, and the last style stays. */
  async toggle(id: string, find: (scale: StyleScale) => Promise<ChosenStyle>): Promise<void> {
    this.finish();
    const parts = this.parts();
    if (parts.some(({ style }) => style.id === id)) {
      this.remove(id);
      return;
    }
    if (parts.length >= MOST_PARTS) return;
    const { store, choose, at } = this.#options;
    await choose(id, async () => {
      const scale = scaleOf(store.get().style);
      const added = await at(await find(scale), scale);
      const before = partsOf(store.get().style);
      const weights = withOneMore(before.map(({ weight }) => weight));
      const styles = [...(await Promise.all(before.map(({ style }) => at(style, scale)))), added];
      return mixOf(styles.map((style, i) => ({ style, weight: weights[i] as number })));
    });
  }

  /** Takes a style out of the mix; the last one stays. */
  remove(id: string): void {
    this.finish();
    const left = without(this.parts(), id);
    if (left.length > 0) this.#use(left);
  }

  /** To a place on the pad, which shows at once what comes of it. */
  moveTo(place: Place): void {
    this.#move(weightsAt(place, this.parts().length), place);
  }

  /** @param weight in percent */
  setWeight(index: number, weight: number): void {
    const weights = withWeight(
      this.parts().map((part) => part.weight),
      index,
      weight,
    );
    this.#move(weights, placeOf(weights));
  }

  /** The pointer is let go, or keys have rested: what was dragged to is the style, and one step of the history. */
  finish(): void {
    this.#commit();
    this.#drop();
    this.#options.onSettled();
  }

  #move(weights: readonly number[], place: Place): void {
    const { store, isResting, quick, canShow, breakOff } = this.#options;
    if (weights.length < 2) return;
    this.#of = store.get().style;
    this.store.set({ draft: { weights, place } });
    if (isResting()) {
      this.#commit();
      return;
    }
    if (canShow()) {
      breakOff();
      quick.show(mixOf(known(this.parts())));
    }
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#commit();
    }, REST_MILLISECONDS);
  }

  /** Makes the style what was dragged to; the dragging may go on. */
  #commit(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.store.get().draft) this.#use(this.parts());
  }

  #use(parts: readonly MixPart[]): void {
    const { store, paintIn, quick } = this.#options;
    const chosen = store.get().style;
    const mix = mixOf(known(parts));
    // The same once more is no change.
    const style = chosen?.id === mix.id && scaleOf(chosen) === scaleOf(mix) ? chosen : mix;
    this.#of = style;
    paintIn(style);
    // Not before: what was shown small gives way while another style than the settled one is chosen.
    quick.settle(style);
  }

  #drop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.store.get().draft) this.store.set({ draft: null });
  }
}

/** Parts of a mix all have their vectors. */
function known(parts: readonly MixPart[]): readonly Part[] {
  return parts.flatMap(({ style, weight }) => (isKnown(style) ? [{ style, weight }] : []));
}
