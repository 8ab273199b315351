/**
 * Styles that the reader has brought, or was sent, and wishes to be kept on this device: pictures, names and style vectors.
 * Those that were sent have no picture, and are of use as long as the networks are those that made their vectors.
 */

import type { OpenerAnswers } from '../../protocol/opener';
import { storageProblem } from '../database';
import type { GalleryEntry } from '../gallery/gallery';
import type { Picture } from '../../protocol/picture';
import type { Chosen, StudioState, VectorStyle } from '../state';
import { Store } from '../store';
import type { StyleScale } from './scale';
import { isSent } from './sent';
import type { KeptStyle, NewStyle, StyleKeeper, Vectors } from './styleKeeper';
import type { EncoderFacts, FileProblem } from './stylesFile';
import { tidyName } from './tidyName';

/** What there is to tell about them. */
export type StylesMessage =
  | { readonly kind: 'kept'; readonly name: string }
  | { readonly kind: 'not-kept'; readonly reason: 'full' | 'refused' }
  | { readonly kind: 'imported'; readonly count: number; readonly before: number }
  | { readonly kind: 'not-imported'; readonly problem: FileProblem }
  | { readonly kind: 'unreadable' | 'unfit'; readonly name: string };

export interface MyStylesState {
  /** Something is being kept, or read from a file. */
  readonly isBusy: boolean;
  readonly message: StylesMessage | null;
  /** What was deleted last, and can be brought back as long as the page is open. */
  readonly deleted: NewStyle | null;
}

export interface MyStylesOptions {
  readonly store: Pick<Store<StudioState>, 'get' | 'set'>;
  readonly keeper: StyleKeeper;
  /** Asks the browser not to drop what is kept when it needs room. */
  readonly persist: () => void;
  readonly open: (file: Blob) => Promise<OpenerAnswers['open']>;
  /** A small painting in a style that is numbers alone; null where that fails. */
  readonly paintSwatch: (style: VectorStyle) => Promise<Picture | null>;
  /** The style encoder that ships, once that is known. */
  readonly facts: () => EncoderFacts | null;
  readonly saveFile: (file: Blob, name: string) => void;
}

/** Of a vector's largest value, what may be lost on its way through a link. */
const NEAR = 2 ** -15;

/** Whether a file of the reader's holds styles and no picture, as far as its name and kind tell. */
export function isStylesFile({ name, type }: File): boolean {
  return type === 'application/json' || /\.json$/i.test(name);
}

export class MyStyles {
  readonly store = new Store<MyStylesState>({ isBusy: false, message: null, deleted: null });
  readonly #options: MyStylesOptions;
  /** The newest first. */
  #kept: readonly KeptStyle[] = [];
  #numbers = 0;

  constructor(options: MyStylesOptions) {
    this.#options = options;
  }

  /** Finds what earlier visits have kept. Does not fail: where nothing can be read there is nothing. */
  async load(): Promise<void> {
    try {
      this.#show(await this.#options.keeper.load());
    } catch (error) {
      console.warn(error);
    }
  }

  has(id: string): boolean {
    return this.#find(id) !== undefined;
  }

  /** The style vector at this scale; null where it was not made yet, or by another style encoder. */
  vector(id: string, scale: StyleScale): Float32Array | null {
    const style = this.#find(id);
    if (!style || style.encoder !== this.#options.facts()?.encoder) return null;
    // What came without its picture is what it is at every scale.
    return style.vectors[isSent(style) ? 1 : scale] ?? null;
  }

  /** A style that is kept without a picture; null where there is none that can be used. */
  numbers(id: string): VectorStyle | null {
    const style = this.#find(id);
    const vector = style && isSent(style) ? this.vector(id, 1) : null;
    return style && vector ? { id, name: style.name, description: '', picture: null, vector } : null;
  }

  /** The networks that ship are known now, and with them which styles are of use. */
  refresh(): void {
    this.#show(this.#kept);
  }

  /** Id of the kept style that has this vector, or nearly: links round; null where there is none. */
  idOf(vector: Float32Array, scale: StyleScale): string | null {
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const isNear = (value: number, i: number): boolean => Math.abs(value - (vector[i] ?? NaN)) <= largest * NEAR;
    const same = this.#kept.find(({ id }) => {
      const other = this.vector(id, scale);
      return other?.length === vector.length && other.every(isNear);
    });
    return same?.id ?? null;
  }

  /** Keeps a vector that was made; where it cannot be kept it is made again the next time. */
  async noteVector(id: string, scale: StyleScale, vector: Float32Array): Promise<void> {
    const style = this.#find(id);
    const encoder = this.#options.facts()?.encoder;
    if (!style || encoder === undefined) return;
    const vectors = { ...(style.encoder === encoder && style.vectors), [scale]: vector };
    await this.#change({ ...style, encoder, vectors }).catch(console.warn);
  }

  /** The picture's file; null where it is gone. */
  async picture(id: string): Promise<Blob | null> {
    const bytes = await this.#options.keeper.picture(id).catch(() => null);
    return bytes && new Blob([bytes], { type: 'image/png' });
  }

  /** Keeps a picture that was chosen. */
  async keep({ id, name, picture }: Chosen, vectors: Vectors): Promise<void> {
    const { pngBytes, keptStyle } = await import('./keeping');
    const encoder = this.#options.facts()?.encoder ?? '';
    await this.#work(async () => {
      const png = await pngBytes(picture);
      await this.#add([{ style: await keptStyle({ id, name, encoder, vectors, picture, png }), picture: png }]);
      this.store.set({ message: { kind: 'kept', name } });
    });
  }

  /** Keeps a style that came without its picture. */
  async keepNumbers({ name, vector }: VectorStyle, swatch: Promise<Picture | null>): Promise<void> {
    const { keptNumbers } = await import('./keeping');
    const encoder = this.#options.facts()?.encoder ?? '';
    await this.#work(async () => {
      await this.#add([{ style: await keptNumbers({ name, encoder, vector, swatch: await swatch }), picture: null }]);
      this.store.set({ message: { kind: 'kept', name } });
    });
  }

  async rename(id: string, text: string): Promise<void> {
    const style = this.#find(id);
    const name = tidyName(text);
    if (!style || name === null || name === style.name) return;
    await this.#work(() => this.#change({ ...style, name }));
  }

  /** Deletes a style; {@link undo} brings it back. */
  async remove(id: string): Promise<void> {
    const style = this.#find(id);
    if (!style) return;
    await this.#work(async () => {
      const picture = await this.#options.keeper.picture(id);
      await this.#options.keeper.remove(id);
      this.store.set({ deleted: picture || isSent(style) ? { style, picture } : null });
      this.#show(this.#kept.filter((one) => one.id !== id));
    });
  }

  /** Brings back what was deleted last. */
  async undo(): Promise<void> {
    const { deleted } = this.store.get();
    if (!deleted) return;
    await this.#work(async () => {
      await this.#add([deleted]);
      this.store.set({ deleted: null });
    });
  }

  /** Saves styles as one file: this one, or all of them. */
  async export(id: string | null): Promise<void> {
    const { exported } = await import('./keeping');
    const wanted = this.#kept.filter((style) => id === null || style.id === id);
    await this.#work(async () => {
      const file = await exported(wanted, this.#options.keeper, this.#options.facts()?.encoder ?? '');
      this.#options.saveFile(file.blob, file.name);
    });
  }

  /** Takes the styles of a file, all or none of them; those that are here already stay as they are. */
  async import(file: Blob): Promise<void> {
    const { imported } = await import('./keeping');
    const facts = this.#options.facts();
    if (!facts) return;
    await this.#work(async () => {
      const { keeper, open, paintSwatch } = this.#options;
      const found = await imported(file, { facts, open, paintSwatch, keeper, kept: this.#kept });
      if ('problem' in found) {
        this.store.set({ message: { kind: 'not-imported', problem: found.problem } });
        return;
      }
      if (found.styles.length > 0) await this.#add(found.styles);
      this.store.set({ message: { kind: 'imported', count: found.styles.length, before: found.before } });
    });
  }

  /** Tells that the picture of a style cannot be read any more. */
  tellUnreadable(name: string): void {
    this.store.set({ message: { kind: 'unreadable', name } });
  }

  /** Tells that the networks do not understand the numbers of a style. */
  tellUnfit(name: string): void {
    this.store.set({ message: { kind: 'unfit', name } });
  }

  dismiss(): void {
    this.store.set({ message: null });
  }

  #find(id: string): KeptStyle | undefined {
    return this.#kept.find((style) => style.id === id);
  }

  async #add(styles: readonly NewStyle[]): Promise<void> {
    this.#options.persist();
    await this.#options.keeper.add(styles);
    const added = styles.map(({ style }) => style);
    this.#show([...added, ...this.#kept.filter(({ id }) => added.every((style) => style.id !== id))]);
  }

  async #change(style: KeptStyle): Promise<void> {
    await this.#options.keeper.update(style);
    this.#show(this.#kept.map((one) => (one.id === style.id ? style : one)));
  }

  /** Tells what the browser's storage says against it. */
  async #work(work: () => Promise<void>): Promise<void> {
    const number = ++this.#numbers;
    this.store.set({ isBusy: true, message: null });
    try {
      await work();
    } catch (error) {
      console.warn(error);
      this.store.set({ message: { kind: 'not-kept', reason: storageProblem(error) } });
    }
    if (number === this.#numbers) this.store.set({ isBusy: false });
  }

  #show(kept: readonly KeptStyle[]): void {
    this.#kept = [...kept].sort((one, other) => other.added - one.added);
    const encoder = this.#options.facts()?.encoder;
    this.#options.store.set({ mine: this.#kept.map((style) => entryOf(style, encoder)) });
  }
}

/**
 * As the gallery shows it.
 * @param encoder that ships, once it is known
 */
function entryOf({ id, name, thumbnail, encoder: madeBy }: KeptStyle, encoder: string | undefined): GalleryEntry {
  const isUnfit = isSent({ id }) && encoder !== undefined && madeBy !== encoder;
  const entry = { id, group: 'mine', title: name, artist: null, year: null, thumbnailUrl: new URL(thumbnail) } as const;
  return isUnfit ? { ...entry, isUnfit } : entry;
}
