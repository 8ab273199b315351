/** Settings that outlast the page: in this browser, inside a picture, or in a link; and the photo, if it is wished. */

import type { TextKeeper } from '../saving/localText';
import { storageProblem } from './database';
import { WHOLE } from './frame/crop';
import { keptSettings, readKeptSettings } from './keptSettings';
import type { PhotoKeeper } from './keptPhoto';
import type { Masks } from './masks/masks';
import type { Notices } from './notices';
import type { Output } from './output';
import { readSettings, readSettingsLink, SETTINGS_FORMAT, settingsLink, settingsOf, type Settings } from './settings';
import { Store } from './store';
import type { Studio } from './studio';

export interface KeeperState {
  /** The reader wishes the photo to be kept. */
  readonly keepsPhoto: boolean;
  /** The link that was copied last. */
  readonly copied: string | null;
}

/** What is used of the studio. */
export interface StudioLike extends Pick<Studio, 'store' | 'chooseFile' | 'chooseExhibit' | 'referStyle' | 'paint'> {
  readonly notices: Pick<Notices, 'tell'>;
  readonly output: Pick<Output, 'store' | 'choose'>;
  readonly masks: Pick<Masks, 'find'>;
}

export interface KeeperOptions {
  readonly studio: StudioLike;
  readonly text: TextKeeper;
  readonly photo: PhotoKeeper;
  readonly copyText: (text: string) => Promise<void>;
  /** The address of the page. */
  readonly address: () => string;
}

/** Where the text with the settings lies, if there is one: before the pixels. */
const TEXT_WITHIN = 2 ** 16;

export class Keeper {
  readonly store = new Store<KeeperState>({ keepsPhoto: false, copied: null });
  readonly #options: KeeperOptions;
  #savedText: string | null = null;
  #savedPhoto: Blob | null = null;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** Brings back what the visit before has left; from then on keeps what changes. Does not fail. */
  readonly restore = async (): Promise<void> => {
    const { studio, text, photo } = this.#options;
    const kept = readKeptSettings(text.load());
    const { strength, colours, comparison, detail, crop, style, rest, sample, keepsPhoto, ...output } = kept;
    studio.store.set({ strength, colours, comparison, detail, crop: { ...WHOLE, kind: crop } });
    studio.output.choose(output);
    this.store.set({ keepsPhoto });
    const { samples } = studio.store.get();
    const file = keepsPhoto ? await photo.load().catch(() => null) : null;
    if (file) {
      await studio.chooseFile('photo', file);
      this.#savedPhoto = studio.store.get().ownPhoto?.file ?? null;
    }
    const shown = samples.find(({ id }) => id === sample);
    if (shown) await studio.chooseExhibit('photo', shown);
    if (style !== null) await studio.referStyle(style);
    if (rest !== null) studio.store.set({ rest: await studio.masks.find(rest) });
    this.#savedText = this.#text();
    studio.store.subscribe(this.#onChange);
    studio.output.store.subscribe(this.#onChange);
  };

  /** Keeps the reader's photo from now on, or forgets it. */
  async keepPhoto(keepsPhoto: boolean): Promise<void> {
    this.store.set({ keepsPhoto });
    this.#onChange();
    if (keepsPhoto) return;
    this.#savedPhoto = null;
    await this.#options.photo.discard().catch(this.#tellProblem);
  }

  /** A photo that was dropped, pasted or chosen; where it is a painting that holds its settings, it gives only those. */
  async takePhoto(file: File): Promise<void> {
    const { studio } = this.#options;
    const text = await settingsIn(file);
    const settings = text === null ? null : readSettings(text);
    if (settings) {
      await this.#apply(settings, file);
      return;
    }
    if (text !== null) studio.notices.tell({ kind: 'settings-broken', from: 'picture' });
    await studio.chooseFile('photo', file);
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
    } else void this.#apply(settings, null);
    return true;
  }

  /** A link to the settings, without any picture. */
  link(): string {
    const { studio, address } = this.#options;
    return settingsLink(settingsOf(studio.store.get()), address());
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

  /** @param picture the file that held them; null for a link */
  async #apply({ style, rest, crop, ...settings }: Settings, picture: File | null): Promise<void> {
    const { studio } = this.#options;
    // All of it at one moment, so that it is undone in one step.
    const also = {
      ...settings,
      rest: rest === null ? null : await studio.masks.find(rest),
      crop: { ...studio.store.get().crop, kind: crop },
    };
    const chosen = style === null ? null : studio.referStyle(style, also);
    studio.notices.tell({ kind: 'settings', picture, style: chosen ? 'found' : style === null ? 'own' : 'missing' });
    if (!chosen) studio.store.set(also);
    await (chosen ?? studio.paint());
  }

  #text(): string {
    const { studio } = this.#options;
    return JSON.stringify(keptSettings(studio.store.get(), studio.output.store.get(), this.store.get().keepsPhoto));
  }

  readonly #onChange = (): void => {
    const text = this.#text();
    if (text !== this.#savedText) {
      this.#savedText = text;
      this.#options.text.save(text);
    }
    const file = this.#options.studio.store.get().ownPhoto?.file;
    if (!this.store.get().keepsPhoto || !(file instanceof File) || file === this.#savedPhoto) return;
    this.#savedPhoto = file;
    void this.#options.photo.save(file).catch((error: unknown) => {
      this.#savedPhoto = null;
      this.store.set({ keepsPhoto: false });
      this.#onChange();
      this.#tellProblem(error);
    });
  };

  readonly #tellProblem = (error: unknown): void => {
    console.warn(error);
    this.#options.studio.notices.tell({ kind: 'photo-not-kept', reason: storageProblem(error) });
  };
}

/** The settings inside a PNG; null where there are none. */
async function settingsIn(file: File): Promise<string | null> {
  if (file.type !== 'image/png') return null;
  try {
    const [{ pngText }, start] = await Promise.all([
      import('../saving/pngText'),
      file.slice(0, TEXT_WITHIN).arrayBuffer(),
    ]);
    return pngText(new Uint8Array(start), SETTINGS_FORMAT);
  } catch {
    // Whoever opens it says why it cannot be read.
    return null;
  }
}
