/** The paintings of photos: made one at a time, and held for a while, so that going back to one takes no time. */

import { asEaselError } from '../protocol/failure';
import { detailFor, networkSize, type Detail } from './detail';
import { HeldPaintings } from './heldPaintings';
import type { Painter } from './painter';
import { styleSource, type Chosen, type ChosenStyle, type Painting, type StudioState } from './state';
import type { Store } from './store';

export interface PaintingsOptions {
  readonly store: Store<StudioState>;
  readonly painter: Pick<Painter, 'paint' | 'cancel'>;
  /** Called before each painting; false: there can be none, and the reader was told why. */
  readonly onBegin: () => boolean;
  readonly onFailure: (error: unknown) => void;
}

/** What is being painted. */
interface UnderWay {
  readonly photo: Chosen;
  readonly style: ChosenStyle;
  readonly detail: Detail;
  readonly made: Promise<Painting | null>;
}

export class Paintings {
  readonly #options: PaintingsOptions;
  readonly #held = new HeldPaintings();
  #underWay: UnderWay | null = null;

  constructor(options: PaintingsOptions) {
    this.#options = options;
  }

  /** The painting in the detail that is set, if it is held; breaks off what is under way then. */
  find(photo: Chosen, style: ChosenStyle): Painting | null {
    const { store } = this.#options;
    const held = this.#held.find(photo, style, this.#detailOf(photo));
    if (held && store.get().phase) this.cancel();
    return held;
  }

  /** Paints, or goes on with just that. Null where it failed, was broken off, or has given way to another one. */
  async make(photo: Chosen, style: ChosenStyle): Promise<Painting | null> {
    const detail = this.#detailOf(photo);
    const now = this.#underWay;
    if (now?.photo === photo && now.style === style && now.detail === detail) return now.made;
    const underWay = { photo, style, detail, made: this.#paint(photo, style, detail) };
    this.#underWay = underWay;
    const painting = await underWay.made;
    if (this.#underWay === underWay) this.#underWay = null;
    return painting;
  }

  cancel(): void {
    this.#underWay = null;
    this.#options.painter.cancel();
    this.#options.store.set({ phase: null });
  }

  /** Gives back the memory of what is held. */
  release(): void {
    this.#held.release();
  }

  /** The one that is set, where the photo allows it. */
  #detailOf({ picture }: Chosen): Detail {
    const { detail, longSide } = this.#options.store.get();
    return detailFor(picture, detail, longSide);
  }

  async #paint(photo: Chosen, style: ChosenStyle, detail: Detail): Promise<Painting | null> {
    const { store, painter, onBegin, onFailure } = this.#options;
    if (!onBegin()) return null;
    store.set({ phase: { kind: 'preparing' } });
    try {
      const size = detail === 'fine' ? {} : { size: networkSize(photo.picture, detail) };
      const job = { photo: photo.picture, style: styleSource(style), ...size };
      const painted = await painter.paint(job, (phase) => {
        store.set({ phase });
      });
      store.set({ phase: null });
      const painting = { photo, style, detail, ...painted };
      this.#held.hold(painting);
      return painting;
    } catch (error) {
      // A cancelled job has been ended by whoever cancelled it, or has given way to a newer one.
      if (asEaselError(error).code === 'cancelled') return null;
      store.set({ phase: null });
      onFailure(error);
      return null;
    }
  }
}
