/** What was chosen before, step by step, and the way back and forth. */

import { areSameSettings, outputSettings, type OutputSettings, type OutputState } from './outputState';
import type { StudioState } from './state';
import { Store } from './store';
import { areAlike } from './styles/mix';

/** What a painting follows from, and how files of it are made. */
export interface Look extends Pick<StudioState, Exclude<(typeof KEYS)[number], 'output'>> {
  /** The same object as long as nothing of it changes. */
  readonly output: OutputSettings;
}

const KEYS = ['photo', 'style', 'strength', 'colours', 'mask', 'rest', 'detail', 'crop', 'output'] as const;

/** What a step changes; `settings`: several at once. */
export type Changed = keyof Look | 'settings';

export interface HistoryState {
  /** What the next step back, and the next one forth, would change; null: there is none. */
  readonly undo: Changed | null;
  readonly redo: Changed | null;
  /** The last step that was taken, for those who hear the page. */
  readonly taken: { readonly way: 'undo' | 'redo'; readonly changed: Changed } | null;
}

export interface HistoryOptions {
  readonly store: Pick<Store<StudioState>, 'get' | 'subscribe'>;
  readonly output: Pick<Store<OutputState>, 'get' | 'subscribe'>;
  /** Shows what was chosen then. */
  readonly goTo: (look: Look) => void;
}

export const STEPS_KEPT = 100;
/** Photos that are kept for the steps to go back to, each of them of up to 16 MiB; the oldest steps go with theirs. */
export const PHOTOS_KEPT = 6;
/** Bytes of the masks that are kept for the steps to go back to. */
export const MASK_BYTES_KEPT = 48 * 2 ** 20;

export class History {
  readonly store = new Store<HistoryState>({ undo: null, redo: null, taken: null });
  readonly #options: HistoryOptions;
  #past: readonly Look[] = [];
  #future: readonly Look[] = [];
  #now: Look | null = null;
  /** What is being dragged: until that is over, all of it is one step. */
  #sliding: string | null = null;
  /** Several changes are being made, which are one step. */
  #isGathering = false;
  /** The last step, where a style that belongs to it is still being opened, and the id of that. */
  #awaited: { readonly since: Look; readonly id: string } | null = null;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  /** From here on changes are steps. */
  begin(): void {
    if (this.#now) return;
    this.#now = this.#look();
    this.#options.store.subscribe(this.#onChange);
    this.#options.output.subscribe(this.#onChange);
  }

  /** All that `work` changes is one step, with a style that it begins to open, if that comes next. */
  together(work: () => void): void {
    const before = this.#now;
    this.#gather(work);
    const since = this.#now;
    const { style: id } = this.#options.store.get().opening;
    this.#awaited = since && since !== before && id !== null ? { since, id } : null;
  }

  /** What was dragged is let go: the next change of it is a step of its own. */
  settle(): void {
    this.#sliding = null;
  }

  undo(): void {
    this.#go('undo');
  }

  redo(): void {
    this.#go('redo');
  }

  readonly #onChange = (): void => {
    const before = this.#now;
    if (this.#isGathering) return;
    const now = this.#look();
    const changed = before && changedBetween(before, now);
    if (!changed) return;
    this.#now = now;
    const sliding = slidingBetween(before, now, changed);
    const { style: opening } = this.#options.store.get().opening;
    const isAwaited = changed === 'style' && before === this.#awaited?.since && opening === this.#awaited.id;
    const goesOn = isAwaited || (sliding !== null && sliding === this.#sliding);
    this.#sliding = sliding;
    this.#awaited = null;
    if (!goesOn) this.#past = bounded([...this.#past, before]);
    this.#future = [];
    this.#tell(null);
  };

  #go(way: 'undo' | 'redo'): void {
    const now = this.#now;
    const target = way === 'undo' ? this.#past.at(-1) : this.#future.at(-1);
    const changed = now && target && changedBetween(now, target);
    if (!changed) return;
    if (way === 'undo') {
      this.#past = this.#past.slice(0, -1);
      this.#future = [...this.#future, now];
    } else {
      this.#future = this.#future.slice(0, -1);
      this.#past = [...this.#past, now];
    }
    this.#sliding = null;
    this.#awaited = null;
    // Before the change, which then is none that is to be remembered.
    this.#now = target;
    this.#tell({ way, changed });
    this.#gather(() => {
      this.#options.goTo(target);
    });
  }

  #gather(work: () => void): void {
    this.#isGathering = true;
    work();
    this.#isGathering = false;
    this.#onChange();
  }

  #look(): Look {
    const { photo, style, strength, colours, mask, rest, detail, crop } = this.#options.store.get();
    const settings = outputSettings(this.#options.output.get());
    const before = this.#now?.output;
    const output = before && areSameSettings(before, settings) ? before : settings;
    return { photo, style, strength, colours, mask, rest, detail, crop, output };
  }

  #tell(taken: HistoryState['taken']): void {
    const now = this.#now;
    const next = (look: Look | undefined): Changed | null => (now && look ? changedBetween(now, look) : null);
    this.store.set({ undo: next(this.#past.at(-1)), redo: next(this.#future.at(-1)), taken });
  }
}

/** What differs between two looks; null: nothing. */
function changedBetween(one: Look, other: Look): Changed | null {
  // A mask comes and goes with its photo.
  const isPhotoChanged = one.photo !== other.photo;
  const changed = KEYS.filter((key) => one[key] !== other[key] && !(key === 'mask' && isPhotoChanged));
  return changed.length > 1 ? 'settings' : (changed[0] ?? null);
}

/** What may be on its way to where it is dragged, or typed; null: nothing. */
function slidingBetween(one: Look, other: Look, changed: Changed): string | null {
  if (changed === 'strength' || changed === 'crop') return changed;
  if (changed === 'style') return areAlike(one.style, other.style) ? changed : null;
  if (changed !== 'output') return null;
  const { quality, print } = other.output;
  if (areSameSettings({ ...one.output, quality }, other.output)) return 'quality';
  const isWidth = areSameSettings({ ...one.output, print }, other.output) && one.output.print.width !== print.width;
  return isWidth ? 'width' : null;
}

function bounded(past: readonly Look[]): readonly Look[] {
  let kept = past.slice(-STEPS_KEPT);
  while (new Set(kept.map(({ photo }) => photo)).size > PHOTOS_KEPT || maskBytes(kept) > MASK_BYTES_KEPT) {
    kept = kept.slice(1);
  }
  return kept;
}

function maskBytes(looks: readonly Look[]): number {
  let bytes = 0;
  for (const mask of new Set(looks.map(({ mask }) => mask))) bytes += mask?.data.length ?? 0;
  return bytes;
}
