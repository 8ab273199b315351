/** Which photo and which style: from the site, the gallery, or the reader's own files; the newest choice counts. */

import { EaselError } from '../protocol/failure';
import type { Purpose } from '../protocol/opener';
import { fetchExhibit, type Exhibit } from './catalogue';
import type { Gallery, GalleryEntry } from './gallery/gallery';
import type { Opener } from './opener';
import type { Chosen, ChosenStyle, StudioState } from './state';
import type { Store } from './store';

export interface ChoosingOptions {
  readonly store: Store<StudioState>;
  readonly opener: Opener;
  /** Something has been chosen. */
  readonly onChosen: (purpose: Purpose) => Promise<void>;
  readonly onFailure: (error: unknown, purpose: Purpose) => void;
}

export class Choosing {
  readonly #options: ChoosingOptions;
  /** Style pictures of the site, opened: few and small, and one goes back and forth between them. */
  readonly #keptStyles = new Map<string, Chosen>();
  #gallery: Gallery | null = null;
  #numbers = 0;

  constructor(options: ChoosingOptions) {
    this.#options = options;
  }

  /** The gallery that styles come from. */
  useGallery(gallery: Gallery): void {
    this.#gallery = gallery;
  }

  /** Fetches the style vectors; what fails here is said when a style is chosen. */
  async warmUp(): Promise<void> {
    await this.#gallery?.load().catch(() => undefined);
  }

  /** A file of the reader's. */
  file(purpose: Purpose, file: File): Promise<void> {
    const id = `own-${String(++this.#numbers)}`;
    const name = file.name.replace(/\.[^.]*$/, '');
    return this.#choose(purpose, id, async () => {
      const chosen = await this.#open(purpose, { id, name, description: '' }, file);
      return purpose === 'photo' ? { photo: chosen, ownPhoto: chosen } : { style: chosen, ownStyle: chosen };
    });
  }

  /** A picture that comes with the site. */
  exhibit(purpose: Purpose, exhibit: Exhibit): Promise<void> {
    const { id, title: name, description } = exhibit;
    if (this.#isChosen(purpose, id) && this.#options.store.get()[purpose]?.picture) {
      return this.#options.onChosen(purpose);
    }
    const kept = purpose === 'style' ? this.#keptStyles.get(id) : undefined;
    if (kept) return this.#goBackTo(purpose, kept);
    return this.#choose(purpose, id, async () => {
      const chosen = await this.#open(purpose, { id, name, description }, await fetchExhibit(exhibit));
      if (purpose === 'photo') return { photo: chosen };
      // Without its vector it can be painted all the same, only by way of the style encoder.
      const known = await this.#gallery?.load().catch(() => null);
      const vector = known?.get(id)?.vector;
      const style = vector ? { ...chosen, vector } : chosen;
      this.#keptStyles.set(id, style);
      return { style };
    });
  }

  /** A style of the gallery, as its vector; `also` is set at the same moment. */
  style({ id }: GalleryEntry, also: Partial<StudioState> = {}): Promise<void> {
    if (this.#isChosen('style', id)) {
      this.#options.store.set(also);
      return this.#options.onChosen('style');
    }
    return this.#choose('style', id, async () => {
      const style = (await this.#gallery?.load())?.get(id);
      if (!style) throw new EaselError('unexpected', `no style ${id} in the gallery`);
      return { style, ...also };
    });
  }

  /** Back to the reader's own picture. */
  own(purpose: Purpose): Promise<void> {
    const { ownPhoto, ownStyle } = this.#options.store.get();
    const own = purpose === 'photo' ? ownPhoto : ownStyle;
    return own ? this.#goBackTo(purpose, own) : Promise.resolve();
  }

  /** Pictures that were opened before, in an earlier visit perhaps. */
  bringBack({ photo, style }: { readonly photo?: Chosen; readonly style?: ChosenStyle }): void {
    const { store } = this.#options;
    const { samples, styles } = store.get();
    if (photo) store.set({ photo, ...(samples.every(({ id }) => id !== photo.id) && { ownPhoto: photo }) });
    if (!style) return;
    const isOwn = style.picture !== null && styles.every(({ id }) => id !== style.id);
    store.set({ style, ...(isOwn && { ownStyle: style }) });
  }

  #isChosen(purpose: Purpose, id: string): boolean {
    const { [purpose]: chosen, opening } = this.#options.store.get();
    return chosen?.id === id && opening[purpose] === null;
  }

  #goBackTo(purpose: Purpose, chosen: Chosen): Promise<void> {
    this.#options.store.set(purpose === 'photo' ? { photo: chosen } : { style: chosen });
    this.#setOpening(purpose, null);
    return this.#options.onChosen(purpose);
  }

  /** @param find opens what was chosen; of two choices in a row only the later one counts */
  async #choose(purpose: Purpose, id: string, find: () => Promise<Partial<StudioState>>): Promise<void> {
    const { store, onChosen, onFailure } = this.#options;
    const isNewest = (): boolean => store.get().opening[purpose] === id;
    this.#setOpening(purpose, id);
    try {
      const change = await find();
      if (!isNewest()) return;
      store.set(change);
      this.#setOpening(purpose, null);
    } catch (error) {
      if (!isNewest()) return;
      this.#setOpening(purpose, null);
      onFailure(error, purpose);
      return;
    }
    await onChosen(purpose);
  }

  async #open(purpose: Purpose, what: Pick<Chosen, 'id' | 'name' | 'description'>, file: Blob): Promise<Chosen> {
    const { picture, originalWidth, originalHeight } = await this.#options.opener.open(purpose, file);
    return { ...what, picture, originalWidth, originalHeight, file };
  }

  #setOpening(purpose: Purpose, id: string | null): void {
    const { store } = this.#options;
    store.set({ opening: { ...store.get().opening, [purpose]: id } });
  }
}
