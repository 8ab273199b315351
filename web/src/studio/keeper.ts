/** Settings that outlast the page: in this browser, inside a picture, or in a link; and the photo, if it is wished. */

import type { Mask } from '../protocol/mask';
import type { TextKeeper } from '../saving/localText';
import type { PngSettings } from '../saving/pngSettings';
import { storageProblem } from './database';
import { WHOLE } from './frame/crop';
import { readKeptSettings, writeKeptSettings } from './keptSettings';
import type { KeptPhoto, PhotoKeeper } from './keptPhoto';
import type { Masks } from './masks/masks';
import type { Notices } from './notices';
import type { Output } from './output';
import { PhotoKeeping } from './photoKeeping';
import { pictureFile } from './pictureFile';
import { readSettings, readSettingsLink, settingsLink, settingsOf, type Settings } from './settings';
import type { StudioState } from './state';
import { Store } from './store';
import type { Studio } from './studio';
import type { MyStyles } from './styles/myStyles';
import { readReference } from './styles/reference';
import { received, withIds, withSent, type SentProblem } from './styles/sent';

export interface KeeperState {
  /** The reader wishes the photo to be kept. */
  readonly keepsPhoto: boolean;
  /** The link that was copied last. */
  readonly copied: string | null;
}

/** What is used of the studio. */
export interface StudioLike extends Pick<
  Studio,
  'store' | 'chooseFile' | 'chooseSample' | 'referStyle' | 'paint' | 'vectorOf'
> {
  readonly notices: Pick<Notices, 'tell'>;
  readonly output: Pick<Output, 'store' | 'choose'>;
  readonly masks: Pick<Masks, 'find'>;
  readonly styles: { readonly mine: Pick<MyStyles, 'idOf'> };
}

export interface KeeperOptions {
  readonly studio: StudioLike;
  readonly text: TextKeeper;
  readonly photo: PhotoKeeper;
  /** Asks the browser not to drop what is kept when it needs room. */
  readonly persist: () => void;
  readonly copyText: (text: string) => Promise<void>;
  /** The address of the page. */
  readonly address: () => string;
}

/** What is no painting of Easel's. */
const NOTHING: PngSettings = { text: null, mask: null };

/** Styles by the ids that they have here, for they may have been sent. */
interface Here {
  /** As `reference.ts` has it; null where there is none, or none that can be used. */
  readonly style: string | null;
  readonly rest: string | null;
  /** Why one of them cannot be used. */
  readonly problem: SentProblem | null;
}

export class Keeper {
  readonly store = new Store<KeeperState>({ keepsPhoto: false, copied: null });
  readonly #options: KeeperOptions;
  readonly #photos: PhotoKeeping;
  #savedText: string | null = null;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#photos = new PhotoKeeping({
      keeper: options.photo,
      onRefusal: (error) => {
        this.store.set({ keepsPhoto: false });
        this.#onChange();
        this.#tellProblem(error, storageProblem(error));
      },
      onStay: (error) => {
        this.#tellProblem(error, 'stays');
      },
    });
  }

  /** Brings back what the visit before has left; from then on keeps what changes. Does not fail. */
  readonly restore = async (): Promise<void> => {
    const { studio, text } = this.#options;
    const kept = readKeptSettings(text.load());
    const { strength, colours, comparison, detail, crop, style, rest, own, sample, keepsPhoto, ...output } = kept;
    studio.store.set({ strength, colours, comparison, detail, crop: { ...WHOLE, kind: crop } });
    studio.output.choose(output);
    this.store.set({ keepsPhoto });
    const { samples } = studio.store.get();
    // What cannot be read is as if it were not there.
    if (keepsPhoto) await this.#bringBack().catch(console.warn);
    const shown = samples.find(({ id }) => id === sample);
    if (shown) await studio.chooseSample(shown);
    const here = this.#receive({ style, rest, ...(own && { own }) });
    if (here.style !== null) await studio.referStyle(here.style);
    if (here.rest !== null) studio.store.set({ rest: await studio.masks.find(here.rest) });
    const ownPhoto = this.#ownPhoto();
    // One that is kept and could not be read stays as it is.
    if (ownPhoto || !keepsPhoto) this.#photos.begin(ownPhoto);
    this.#savedText = this.#text();
    studio.store.subscribe(this.#onChange);
    studio.output.store.subscribe(this.#onChange);
  };

  /** Keeps the reader's photo from now on, or forgets it. */
  async keepPhoto(keepsPhoto: boolean): Promise<void> {
    if (keepsPhoto) this.#options.persist();
    this.store.set({ keepsPhoto });
    this.#onChange();
    if (!keepsPhoto) await this.#photos.discard();
  }

  /** A photo that was dropped, pasted or chosen; where it is a painting that holds its settings, it gives only those. */
  async takePhoto(file: File): Promise<void> {
    if (!(await this.takeSettings(file))) await this.#options.studio.chooseFile('photo', file);
  }

  /** Sets what a painting of Easel's says. Answers whether that can be had from the file. */
  async takeSettings(file: File): Promise<boolean> {
    const { text, mask } = await foundIn(file);
    const settings = text === null ? null : readSettings(text);
    if (settings) await this.#apply(settings, file, mask);
    else if (text !== null) this.#options.studio.notices.tell({ kind: 'settings-broken', from: 'picture' });
    return settings !== null;
  }

  /**
   * Sets what a link says.
   * @param hash of the address
   * @returns whether it is a link to settings
   */
  openLink(hash: string): boolean {
    const settings = readSettingsLink(hash);
    if (settings === 'none') return false;
    const { studio } = this.#options;
    if (settings === 'broken') {
      studio.notices.tell({ kind: 'settings-broken', from: 'link' });
      void studio.paint();
    } else void this.#apply(settings, null, null);
    return true;
  }

  /** A link to the settings, without any picture. */
  link(): string {
    const { studio, address } = this.#options;
    return settingsLink(settingsOf(studio.store.get(), studio.vectorOf), address());
  }

  /** Puts it on the clipboard. */
  async copyLink(): Promise<void> {
    const { studio, copyText } = this.#options;
    const link = this.link();
    try {
      await copyText(link);
      this.store.set({ copied: link });
    } catch {
      studio.notices.tell({ kind: 'link-not-copied', link });
    }
  }

  /**
   * @param picture the file that held them; null for a link
   * @param mask that was in the file
   */
  async #apply(
    { style, rest, crop, own, ...settings }: Settings,
    picture: File | null,
    mask: PngSettings['mask'],
  ): Promise<void> {
    const { studio } = this.#options;
    const here = this.#receive({ style, rest, ...(own && { own }) });
    const second = here.rest === null ? null : await studio.masks.find(here.rest);
    // A link has no mask, and one that cannot be read is none: what is there stays.
    const masked = picture && mask !== 'broken' ? await this.#fitted(mask) : null;
    // All of it at one moment, so that it is undone in one step.
    const also: Partial<StudioState> = {
      ...settings,
      rest: second,
      crop: { ...studio.store.get().crop, kind: crop },
      ...(masked && { mask: masked.mask }),
    };
    const chosen = here.style === null ? null : studio.referStyle(here.style, also);
    studio.notices.tell({
      kind: 'settings',
      picture,
      style: here.problem ?? (chosen ? 'found' : style === null ? 'own' : 'missing'),
      mask: mask === 'broken' ? 'broken' : masked?.isStretched ? 'stretched' : null,
    });
    if (!chosen) studio.store.set(also);
    await (chosen ?? studio.paint());
  }

  /** Makes styles that were sent ones of the app, and finds those that the reader has kept. */
  #receive({ style, rest, own = null }: Pick<Settings, 'style' | 'rest'> & { own?: Settings['own'] | null }): Here {
    const { store, styles } = this.#options.studio;
    const { sent, encoder } = store.get();
    const come = received(own, encoder);
    const problem = typeof come === 'string' ? come : null;
    const found = typeof come === 'string' ? [] : come;
    if (found.length > 0) store.set({ sent: withSent(sent, found) });
    const ids = found.map(({ id }) => id);
    const { scale } = readReference(style ?? '');
    const kept = found.map(({ id, vector }) => styles.mine.idOf(vector, scale) ?? id);
    const here = { style: style && withIds(style, kept), rest: rest && withIds(rest, ids) };
    const isLost = (here.style === null && style !== null) || (here.rest === null && rest !== null);
    return { ...here, problem: isLost ? (problem ?? 'broken') : null };
  }

  /** A mask on the chosen photo; none is one that is everywhere. */
  async #fitted(mask: Mask | null): Promise<{ readonly mask: Mask | null; readonly isStretched: boolean }> {
    const { photo } = this.#options.studio.store.get();
    if (!mask || !photo) return { mask: null, isStretched: false };
    const { fittedMask } = await import('./masks/fitted');
    return fittedMask(mask, photo.picture);
  }

  #text(): string {
    const { studio } = this.#options;
    return writeKeptSettings(studio.store.get(), studio.output.store.get(), this.store.get().keepsPhoto);
  }

  readonly #onChange = (): void => {
    const text = this.#text();
    if (text !== this.#savedText) {
      this.#savedText = text;
      this.#options.text.save(text);
    }
    const photo = this.store.get().keepsPhoto ? this.#ownPhoto() : null;
    if (photo) void this.#photos.keep(photo);
  };

  /** The reader's photo that is shown, or else the one beside the samples, with its mask and crop. */
  #ownPhoto(): KeptPhoto | null {
    const { photo: shown, ownPhoto, samples, mask, crop } = this.#options.studio.store.get();
    // A step back may show another one than was brought last.
    const isOwn = shown !== null && samples.every(({ id }) => id !== shown.id);
    const photo = isOwn ? shown : ownPhoto;
    if (!photo) return null;
    const box = crop.places[photo.id];
    return {
      file: pictureFile(photo),
      mask: photo === shown ? mask : null,
      crop: box ? { box, isFree: crop.kind === 'free' } : null,
    };
  }

  async #bringBack(): Promise<void> {
    const { studio, photo: keeper } = this.#options;
    const found = await keeper.load();
    const { readKeptPhoto, cropOf } = await import('./broughtBack');
    const kept = readKeptPhoto(found);
    if (!kept) return;
    await studio.chooseFile('photo', kept.file);
    const { photo, crop } = studio.store.get();
    // That it cannot be opened any more has been told.
    if (photo?.file !== kept.file) return;
    const { mask } = await this.#fitted(kept.mask);
    studio.store.set({ mask, crop: cropOf(kept, photo, crop) });
  }

  #tellProblem(error: unknown, reason: 'full' | 'refused' | 'stays'): void {
    console.warn(error);
    this.#options.studio.notices.tell({ kind: 'photo-not-kept', reason });
  }
}

/** What a file says of how it was painted. Does not fail: whoever opens the file says why it cannot be read. */
async function foundIn(file: File): Promise<PngSettings> {
  if (file.type !== 'image/png') return NOTHING;
  try {
    const { settingsIn } = await import('../saving/pngSettings');
    return await settingsIn(file);
  } catch {
    return NOTHING;
  }
}
