/** Which photo and which style: from the site, the gallery, or the reader's own files; the newest choice counts. */

import { asEaselError } from '../protocol/failure';
import type { Box } from '../protocol/box';
import type { Purpose } from '../protocol/opener';
import { fetchExhibit, type Exhibit } from './catalogue';
import type { Gallery } from './gallery/gallery';
import type { Opener } from './opener';
import type { Chosen, ChosenStyle, StudioState } from './state';
import type { Store } from './store';
import { newId } from './styles/newId';

export interface ChoosingOptions {
  readonly store: Store<StudioState>;
  readonly opener: Opener;
  /** Something has been chosen. */
  readonly onChosen: (purpose: Purpose) => Promise<void>;
  readonly onFailure: (error: unknown, purpose: Purpose) => void;
  /** A style picture of the reader's, at the scale that is set. */
  readonly atScale: (style: Chosen) => Promise<Chosen>;
}

export class Choosing {
  readonly #options: ChoosingOptions;
  #gallery: Gallery | null = null;

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

  /** A file of the reader's, or a part of one. */
  file(purpose: Purpose, file: Blob, { name, part }: { readonly name: string; readonly part?: Box }): Promise<void> {
    const id = newId();
    return this.choose(purpose, id, async () => {
      const chosen = await this.#open(purpose, { id, name, description: '' }, file, part);
      if (purpose === 'photo') return { ...newPhoto(chosen), ownPhoto: chosen };
      const style = await this.#options.atScale(chosen);
      return { style, ownStyle: style };
    });
  }

  /** A photo that comes with the site. */
  sample(sample: Exhibit): Promise<void> {
    const { id, title: name, description } = sample;
    if (this.#isChosen('photo', id)) return this.#options.onChosen('photo');
    return this.choose('photo', id, async () =>
      newPhoto(await this.#open('photo', { id, name, description }, await fetchExhibit(sample))),
    );
  }

  /** Back to the reader's own picture. */
  own(purpose: Purpose): Promise<void> {
    const { store, atScale } = this.#options;
    const { ownPhoto, ownStyle } = store.get();
    if (purpose === 'photo') return ownPhoto ? this.goBackTo(purpose, ownPhoto) : Promise.resolve();
    return ownStyle
      ? this.choose(purpose, ownStyle.id, async () => ({ style: await atScale(ownStyle) }))
      : Promise.resolve();
  }

  /** A photo that was opened before, in an earlier visit perhaps. */
  bringBack(photo: Chosen): void {
    const { store } = this.#options;
    const { samples, photo: chosen } = store.get();
    // The one that is chosen may know its file, which tells more than what was kept.
    if (chosen?.id === photo.id) return;
    this.#setOpening('photo', null);
    const isOwn = samples.every(({ id }) => id !== photo.id);
    store.set({ ...newPhoto(photo), ...(isOwn && { ownPhoto: photo }) });
  }

  #isChosen(purpose: Purpose, id: string): boolean {
    const { [purpose]: chosen, opening } = this.#options.store.get();
    return chosen?.id === id && opening[purpose] === null;
  }

  /** Something that was opened before. */
  goBackTo(purpose: Purpose, chosen: ChosenStyle): Promise<void> {
    const { store } = this.#options;
    if (purpose === 'style') store.set({ style: chosen });
    else if (chosen.picture && store.get().photo !== chosen) store.set(newPhoto(chosen));
    this.#setOpening(purpose, null);
    return this.#options.onChosen(purpose);
  }

  /** @param find opens what was chosen; of two choices in a row only the later one counts */
  async choose(purpose: Purpose, id: string, find: () => Promise<Partial<StudioState>>): Promise<void> {
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
      // What broke it off says so, where there is anything to say.
      if (asEaselError(error).code !== 'cancelled') onFailure(error, purpose);
      return;
    }
    await onChosen(purpose);
  }

  async #open(
    purpose: Purpose,
    what: Pick<Chosen, 'id' | 'name' | 'description'>,
    file: Blob,
    part?: Box,
  ): Promise<Chosen> {
    const { picture, originalWidth, originalHeight } = await this.#options.opener.open(purpose, file, part);
    return { ...what, picture, originalWidth, originalHeight, file };
  }

  #setOpening(purpose: Purpose, id: string | null): void {
    const { store } = this.#options;
    store.set({ opening: { ...store.get().opening, [purpose]: id } });
  }
}

/** A mask belongs to its photo. */
function newPhoto(photo: Chosen): Pick<StudioState, 'photo' | 'mask'> {
  return { photo, mask: null };
}
