/** What the reader is told, one thing at a time. */

import type { BackendName } from '../protocol/engine';
import { asEaselError, type EaselError } from '../protocol/failure';
import type { Purpose } from '../protocol/opener';
import type { News, StudioState } from './state';
import type { Store } from './store';

export class Notices {
  readonly #store: Store<StudioState>;
  #numbers = 0;

  constructor(store: Store<StudioState>) {
    this.#store = store;
  }

  tell(news: News): void {
    this.#store.set({ notice: { ...news, id: ++this.#numbers } });
  }

  /** What is said is read. */
  dismiss(): void {
    this.#store.set({ notice: null });
  }

  /** What was wrong about this is right now. */
  clear(about: Purpose | 'painting'): void {
    const { notice } = this.#store.get();
    if (notice?.kind === 'no-file' || (notice?.kind === 'failure' && notice.about === about)) this.dismiss();
  }

  readonly fail = (thrown: unknown, about: Purpose | 'painting'): void => {
    const error = asEaselError(thrown);
    console.error(error);
    this.tell({ kind: 'failure', code: error.code, about });
  };

  /** Another back end paints from here on. */
  readonly fallBack = (from: BackendName, failure: EaselError): void => {
    console.warn(`${from} failed:`, failure.message);
    this.tell({ kind: 'fallback', from });
  };
}
