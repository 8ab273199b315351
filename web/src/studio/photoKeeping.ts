/** What is kept of the reader's photo follows what is wished, one change of the database after another. */

import type { KeptPhoto, PhotoKeeper } from './keptPhoto';

export interface PhotoKeepingOptions {
  readonly keeper: PhotoKeeper;
  /** It cannot be kept; then nothing is. */
  readonly onRefusal: (error: unknown) => void;
  /** It cannot be deleted. */
  readonly onStay: (error: unknown) => void;
}

/** `unknown`: what an earlier visit has left. */
type Kept = KeptPhoto | 'unknown' | null;

export class PhotoKeeping {
  readonly #options: PhotoKeepingOptions;
  #wanted: Kept = 'unknown';
  #kept: Kept = 'unknown';
  #queue = Promise.resolve();

  constructor(options: PhotoKeepingOptions) {
    this.#options = options;
  }

  /** Tells what is there from the visit before; where that is nothing, what it could not delete is deleted, quietly. */
  begin(kept: KeptPhoto | null): void {
    this.#wanted = kept;
    this.#kept = kept;
    if (!kept) this.#queue = this.#options.keeper.discard().catch(console.warn);
  }

  /** Resolves once it is kept, or something newer is. Does not fail. */
  keep(photo: KeptPhoto): Promise<void> {
    return this.#want(photo);
  }

  /** Resolves once nothing is kept. Does not fail. */
  discard(): Promise<void> {
    return this.#want(null);
  }

  #want(wanted: KeptPhoto | null): Promise<void> {
    if (!areSame(wanted, this.#wanted)) {
      this.#wanted = wanted;
      // By the time it is its turn something newer may be wished.
      this.#queue = this.#queue.then(() => this.#follow());
    }
    return this.#queue;
  }

  async #follow(): Promise<void> {
    const { keeper, onRefusal, onStay } = this.#options;
    const wanted = this.#wanted;
    const kept = this.#kept;
    if (wanted === 'unknown' || areSame(wanted, kept)) return;
    try {
      await (wanted ? keeper.save(partsBetween(kept, wanted)) : keeper.discard());
      this.#kept = wanted;
    } catch (error) {
      // What is wished by now comes next.
      if (this.#wanted !== wanted) return;
      if (wanted) {
        onRefusal(error);
        // Not even the photo before, which is no longer the one that is wished.
        this.#wanted = null;
        await this.#follow();
      } else onStay(error);
    }
  }
}

function areSame(one: Kept, other: Kept): boolean {
  if (!isPhoto(one) || !isPhoto(other)) return one === other;
  return one.file === other.file && one.mask === other.mask && areSameCrops(one.crop, other.crop);
}

function areSameCrops(one: KeptPhoto['crop'], other: KeptPhoto['crop']): boolean {
  return one?.box === other?.box && one?.isFree === other?.isFree;
}

/** What of a photo is not kept yet. */
function partsBetween(kept: Kept, { file, mask, crop }: KeptPhoto): Partial<KeptPhoto> {
  if (!isPhoto(kept) || kept.file !== file) return { file, mask, crop };
  return { ...(kept.mask !== mask && { mask }), ...(!areSameCrops(kept.crop, crop) && { crop }) };
}

function isPhoto(kept: Kept): kept is KeptPhoto {
  return kept !== null && kept !== 'unknown';
}
