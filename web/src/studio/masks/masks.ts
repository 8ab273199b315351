/** Where the style goes, and what the rest gets: the brush in the reader's hand, and the second style. */

import { asEaselError } from '../../protocol/failure';
import type { Mask } from '../../protocol/mask';
import type { GalleryEntry } from '../gallery/gallery';
import type { ChosenStyle, StudioState } from '../state';
import { Store } from '../store';
import { evenMask, invertedMask, Stroke, type Brush, type BrushPoint, type MaskPart } from './brush';

export interface MasksState extends Brush {
  /** The reader is at it. */
  readonly isOpen: boolean;
  /**
   * The mask with the stroke that is being drawn, which changes, as {@link Masks.onDrawn} tells; or one that is shown until
   * it is settled.
   */
  readonly working: Mask | null;
  /** Id of the second style that is being fetched. */
  readonly opening: string | null;
}

export interface MasksOptions {
  readonly store: Store<StudioState>;
  /** The style of this id. Fails where there is none, or it cannot be had. */
  readonly styleOf: (id: string) => Promise<ChosenStyle>;
  /** Something was changed that may want another painting. */
  readonly onChange: () => void;
  /** A style is not to be had, and nothing else says why. */
  readonly onFailure: (error: unknown) => void;
}

export const BRUSH_SIZES = { least: 0.02, most: 0.6, step: 0.01 } as const;

export const INITIAL_BRUSH: Brush = { size: 0.15, softness: 0.4, erases: false };

export class Masks {
  readonly store = new Store<MasksState>({ ...INITIAL_BRUSH, isOpen: false, working: null, opening: null });
  readonly #options: MasksOptions;
  readonly #listeners = new Set<(part: MaskPart) => void>();
  #stroke: Stroke | null = null;

  constructor(options: MasksOptions) {
    this.#options = options;
  }

  /** Begins to mask, or ends that. */
  open(isOpen: boolean): void {
    this.endStroke();
    this.settle();
    this.store.set({ isOpen });
  }

  /** Another brush; the size stays within {@link BRUSH_SIZES}. */
  choose(brush: Partial<Brush>): void {
    const { size, softness, erases } = { ...this.store.get(), ...brush };
    this.store.set({ size: Math.min(BRUSH_SIZES.most, Math.max(BRUSH_SIZES.least, size)), softness, erases });
  }

  /** Calls `listener` with each part of the working mask that has changed; the answer ends that. */
  readonly onDrawn = (listener: (part: MaskPart) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /**
   * Begins a stroke. Where there is no mask yet, one begins with the style nowhere but under the brush, or everywhere
   * but there.
   */
  beginStroke(point: BrushPoint): void {
    this.settle();
    const { photo, mask } = this.#options.store.get();
    if (!photo) return;
    const { size, softness, erases } = this.store.get();
    const stroke = new Stroke(mask ?? evenMask(photo.picture, erases ? 255 : 0), { size, softness, erases });
    this.#stroke = stroke;
    stroke.moveTo(point);
    this.store.set({ working: stroke.mask });
  }

  moveStroke(point: BrushPoint): void {
    const part = this.#stroke?.moveTo(point);
    if (part) for (const listener of this.#listeners) listener(part);
  }

  /** Ends the stroke that is under way, if there is one: a step that can be undone. */
  endStroke(): void {
    const stroke = this.#stroke;
    if (!stroke) return;
    this.#stroke = null;
    this.replace(stroke.mask);
    this.store.set({ working: null });
  }

  /** Gives up the stroke that is under way, as if it had not been begun. */
  cancelStroke(): void {
    this.#stroke = null;
    this.store.set({ working: null });
  }

  get isDrawing(): boolean {
    return this.#stroke !== null;
  }

  /** Shows another mask instead of the one that is there; {@link settle} makes it a step. */
  show(working: Mask): void {
    if (!this.#stroke) this.store.set({ working });
  }

  /** The mask is the one that is shown. */
  settle(): void {
    const { working } = this.store.get();
    if (!working || this.#stroke) return;
    if (working !== this.#options.store.get().mask) this.replace(working);
    this.store.set({ working: null });
  }

  /** The style where the rest was, and the rest where the style was. */
  invert(): void {
    const { photo, mask } = this.#options.store.get();
    if (photo) this.replace(mask ? invertedMask(mask) : evenMask(photo.picture, 0));
  }

  /** Another mask for the chosen photo; null: the style goes everywhere again. */
  replace(mask: Mask | null): void {
    this.#options.store.set({ mask });
    this.#options.onChange();
  }

  /** Chooses the style of the rest; null: the rest stays the photo. Of two choices in a row only the later one counts. */
  async chooseRest(entry: GalleryEntry | null): Promise<void> {
    const id = entry?.id ?? null;
    this.store.set({ opening: id });
    const isNewest = (): boolean => this.store.get().opening === id;
    try {
      const rest = id === null ? null : await this.#options.styleOf(id);
      if (isNewest()) this.#setRest(rest);
    } catch (error) {
      if (isNewest() && asEaselError(error).code !== 'cancelled') this.#options.onFailure(error);
    }
    if (isNewest()) this.store.set({ opening: null });
  }

  /** Takes the reader's own style picture, or another style that is at hand, for the rest. */
  takeRest(rest: ChosenStyle): void {
    this.store.set({ opening: null });
    this.#setRest(rest);
  }

  /** The style of this id for {@link StudioState.rest}; null where there is none. */
  find(id: string): Promise<ChosenStyle | null> {
    return this.#options.styleOf(id).catch(() => null);
  }

  #setRest(rest: ChosenStyle | null): void {
    this.#options.store.set({ rest });
    this.#options.onChange();
  }
}
