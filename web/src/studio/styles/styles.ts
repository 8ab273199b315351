/** Which style is painted in: one of the gallery, one of the reader's, or a mix; how broad its strokes are; and crops. */

import type { Box } from '../../protocol/box';
import { asEaselError, EaselError } from '../../protocol/failure';
import type { Picture } from '../../protocol/picture';
import { fetchExhibit } from '../catalogue';
import type { Choosing } from '../choosing';
import type { Gallery, GalleryEntry } from '../gallery/gallery';
import type { Opener } from '../opener';
import type { StyleSource } from '../painter';
import { isUpToDate, type Chosen, type ChosenStyle, type StudioState } from '../state';
import type { Store } from '../store';
import { isKnown, mixOf, partsOf, scaleOf } from './mix';
import { Mixer, type MixerOptions } from './mixer';
import { MyStyles } from './myStyles';
import { newId } from './newId';
import { readReference } from './reference';
import { QuickPaint, type QuickPaintOptions } from './quickPaint';
import type { StyleScale } from './scale';
import { isSent, withSent } from './sent';
import type { StyleKeeper } from './styleKeeper';
import { Swatches, type SwatchesOptions } from './swatches';
import { StyleVectors } from './vectors';

export interface StylesOptions
  extends
    Pick<MixerOptions, 'isResting' | 'canShow' | 'breakOff' | 'onSettled'>,
    Pick<QuickPaintOptions, 'createPainter'>,
    Pick<SwatchesOptions, 'isReady'> {
  readonly store: Store<StudioState>;
  readonly choosing: Pick<Choosing, 'choose' | 'goBackTo' | 'file'>;
  readonly opener: Pick<Opener, 'open'>;
  readonly encode: (style: StyleSource) => Promise<Float32Array>;
  readonly keeper: StyleKeeper;
  readonly persist: () => void;
  readonly saveFile: (file: Blob, name: string) => void;
}

/** A style picture to choose a part of. */
export interface CropSource {
  readonly file: Blob;
  readonly name: string;
  /** All of the file, at most as large as photos are shown. */
  readonly picture: Picture;
  readonly originalWidth: number;
  readonly originalHeight: number;
}

export class Styles {
  readonly mine: MyStyles;
  readonly mixer: Mixer;
  readonly swatches: Swatches;
  readonly #options: StylesOptions;
  readonly #vectors: StyleVectors;
  readonly #quick: QuickPaint;
  #gallery: Gallery | null = null;

  constructor(options: StylesOptions) {
    this.#options = options;
    const { store, choosing, opener, encode, keeper, persist, saveFile } = options;
    this.mine = new MyStyles({
      store,
      keeper,
      persist,
      saveFile,
      open: (file) => opener.open('style', file),
      paintSwatch: (style) => this.swatches.make(style),
      facts: () => this.#gallery,
    });
    this.#vectors = new StyleVectors({ gallery: () => this.#gallery, mine: this.mine, encode });
    this.#quick = new QuickPaint(options);
    this.swatches = new Swatches(options);
    this.mixer = new Mixer({
      ...options,
      quick: this.#quick,
      paintIn: (style) => {
        const state = store.get();
        const isUnderWay = isUpToDate(state) || state.phase !== null;
        if (state.style !== style || !isUnderWay) void choosing.goBackTo('style', style);
      },
      choose: (id, find) => choosing.choose('style', id, async () => ({ style: await find() })),
      at: (style, scale) => this.#vectors.at(style, scale),
    });
  }

  useGallery(gallery: Gallery): void {
    this.#gallery = gallery;
    this.mine.refresh();
  }

  /** Chooses a style of the gallery, or one of the reader's, and at the same moment sets what comes with it. */
  choose({ id }: Pick<GalleryEntry, 'id'>, also: Partial<StudioState> = {}): Promise<void> {
    const { store, choosing } = this.#options;
    const { style, opening } = store.get();
    const scale = scaleOf(style);
    if (style?.id === id && opening.style === null) {
      store.set(also);
      return choosing.goBackTo('style', style);
    }
    return choosing.choose('style', id, async () => ({ style: await this.#find(id, scale), ...also }));
  }

  /**
   * A style by its id, at the scale that is set, without choosing it.
   * @throws EaselError
   */
  find(id: string): Promise<ChosenStyle> {
    const { style } = this.#options.store.get();
    return style?.id === id ? Promise.resolve(style) : this.#find(id, scaleOf(style));
  }

  /**
   * A style by its id at its usual scale, whatever is chosen: for what a mask leaves.
   * @throws EaselError
   */
  usual(id: string): Promise<ChosenStyle> {
    const sent = this.#options.store.get().sent.find((style) => style.id === id);
    return sent ? Promise.resolve(sent) : this.#find(id, 1);
  }

  /**
   * The picture of a style of the site's that has one, or of one of the reader's, without choosing it.
   * @throws EaselError
   */
  async picture(id: string): Promise<Chosen> {
    const exhibit = this.#options.store.get().styles.find((one) => one.id === id);
    if (!exhibit) return this.#ofMine(id);
    const { title: name, description } = exhibit;
    return this.#open({ id, name, description }, await fetchExhibit(exhibit));
  }

  /**
   * The picture in a file of the reader's, without choosing it.
   * @throws EaselError
   */
  pictureIn(file: File): Promise<Chosen> {
    return this.#open({ id: newId(), name: file.name.replace(/\.[^.]*$/, ''), description: '' }, file);
  }

  /** A style was pressed: it is chosen, or while styles are mixed comes into the mix or leaves it. */
  press(entry: Pick<GalleryEntry, 'id'>): Promise<void> {
    return this.mixer.store.get().isOpen
      ? this.mixer.toggle(entry.id, (scale) => this.#find(entry.id, scale))
      : this.choose(entry);
  }

  /**
   * Chooses what a text of the settings refers to; at the same moment sets what comes with it.
   * @returns null where a style of it is not here; then nothing is changed
   */
  refer(text: string, also: Partial<StudioState> = {}): Promise<void> | null {
    const { parts, scale } = readReference(text);
    const { store, choosing } = this.#options;
    const { gallery, mine, sent } = store.get();
    const isHere = (id: string): boolean => [...gallery, ...mine, ...sent].some((entry) => entry.id === id);
    if (!parts.every(({ id }) => isHere(id))) return null;
    return choosing.choose('style', text, async () => {
      const [first] = parts;
      if (parts.length === 1 && first) return { style: await this.#find(first.id, scale), ...also };
      const found = await Promise.all(parts.map(({ id }) => this.#find(id, scale)));
      const known = await Promise.all(found.map((style) => this.#vectors.at(style, scale)));
      return { style: mixOf(known.map((style, i) => ({ style, weight: parts[i]?.weight ?? 0 }))), ...also };
    });
  }

  /** Paints in broader or finer strokes. */
  setScale(scale: StyleScale): Promise<void> {
    const { store, choosing } = this.#options;
    const { style } = store.get();
    this.mixer.finish();
    if (!style || scaleOf(style) === scale) return Promise.resolve();
    return choosing.choose('style', style.id, async () => ({ style: await this.#vectors.at(style, scale) }));
  }

  /** A style picture of the reader's, at the scale that is set. */
  async atScale(style: Chosen): Promise<Chosen> {
    const scale = scaleOf(this.#options.store.get().style);
    if (scaleOf(style) === scale) return style;
    const { vector } = await this.#vectors.at(style, scale);
    return { ...style, vector, scale };
  }

  /** The chosen picture of the reader's, or the style that was sent, where it is not kept yet. */
  keepable(): ChosenStyle | null {
    const { style, ownStyle } = this.#options.store.get();
    if (style && isSent(style)) {
      const isKept = this.mine.has(style.id) || (isKnown(style) && this.mine.idOf(style.vector, 1) !== null);
      return isKept ? null : style;
    }
    return ownStyle && style?.id === ownStyle.id && !this.mine.has(ownStyle.id) ? ownStyle : null;
  }

  /** Keeps the chosen style on this device. */
  async keep(): Promise<void> {
    const own = this.keepable();
    const { style } = this.#options.store.get();
    if (!own || !style) return;
    if (own.picture === null) {
      await this.mine.keepNumbers(own, this.swatches.make(own));
      return;
    }
    // At once, with what is known of it: the encoder may be broken off, or not be had.
    const known = [own, style].filter(isKnown).map((one) => [scaleOf(one), one.vector] as const);
    await this.mine.keep(own, Object.fromEntries(known));
    if (!this.mine.has(own.id)) return;
    // Each scale has its own vector, which is noted when it is made; that at scale 1 is what others start from.
    await this.#vectors.at(own, 1).catch((error: unknown) => {
      if (asEaselError(error).code !== 'cancelled') console.warn(error);
    });
  }

  /** Deletes a kept style. While it is chosen it stays, as one that is not kept. */
  async remove(id: string): Promise<void> {
    const { store } = this.#options;
    const { style, sent } = store.get();
    await this.mine.remove(id);
    if (style?.id !== id || this.mine.has(id)) return;
    store.set(style.picture ? { ownStyle: style } : { sent: withSent(sent, [style]) });
  }

  /** Whether there is a picture of the chosen style. */
  canCrop(): boolean {
    const { style, styles } = this.#options.store.get();
    return style !== null && (style.picture !== null || styles.some(({ id }) => id === style.id));
  }

  /**
   * The picture of the chosen style, to choose a part of.
   * @throws EaselError
   */
  async cropSource(): Promise<CropSource> {
    const { style, styles } = this.#options.store.get();
    if (!style) throw new EaselError('cancelled');
    const exhibit = styles.find(({ id }) => id === style.id);
    const file = (style.picture && style.file) ?? (exhibit ? await fetchExhibit(exhibit) : await fileOf(style));
    const { picture, originalWidth, originalHeight } = await this.#options.opener.open('photo', file);
    return { file, name: style.name, picture, originalWidth, originalHeight };
  }

  /**
   * Makes a part of a picture the style.
   * @param part in pixels of the file, upright
   */
  crop({ file }: CropSource, part: Box, name: string): Promise<void> {
    this.mixer.close();
    return this.#options.choosing.file('style', file, { name, part });
  }

  /** Gives back the memory of what paints small, while it does not. */
  release(): void {
    this.#quick.end();
  }

  /** A style of the gallery, one of the reader's, or one that was sent, which may be kept under a name of its own. */
  async #find(id: string, scale: StyleScale): Promise<ChosenStyle> {
    const ofGallery = (await this.#gallery?.load(scale))?.get(id);
    if (ofGallery) return ofGallery;
    const { style: chosen, sent } = this.#options.store.get();
    const part = partsOf(chosen).find(({ style }) => style.id === id);
    const known = this.mine.numbers(id) ?? part?.style ?? sent.find((one) => one.id === id);
    return this.#vectors.at(known ?? (await this.#ofMine(id)), scale);
  }

  /** The picture of a style that is kept. */
  async #ofMine(id: string): Promise<Chosen> {
    const entry = this.#options.store.get().mine.find((one) => one.id === id);
    if (!entry) throw new EaselError('unexpected', `no style ${id}`);
    if (entry.isUnfit) {
      this.mine.tellUnfit(entry.title);
      throw new EaselError('cancelled');
    }
    const file = await this.mine.picture(id);
    if (!file) {
      this.mine.tellUnreadable(entry.title);
      throw new EaselError('cancelled');
    }
    return this.#open({ id, name: entry.title, description: '' }, file);
  }

  async #open(what: Pick<Chosen, 'id' | 'name' | 'description'>, file: Blob): Promise<Chosen> {
    const { picture, originalWidth, originalHeight } = await this.#options.opener.open('style', file);
    return { ...what, picture, originalWidth, originalHeight, file };
  }
}

/** The file of a picture that has none. */
async function fileOf({ picture }: ChosenStyle): Promise<Blob> {
  if (!picture) throw new EaselError('cancelled');
  const { pngBytes } = await import('./keeping');
  return new Blob([await pngBytes(picture)], { type: 'image/png' });
}
