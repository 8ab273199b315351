/**
 * When workers that were ended are really gone. Browsers take a worker's memory back some time after it was ended, and
 * later when they are busy: each worker holds a Web Lock while it lives (`protocol/serve.ts`), as do its own workers
 * (`engine/threadLock.ts`), and whoever gets that lock next, and alone, knows that all of them are gone.
 */

import type { WorkerLike } from '../protocol/port';

export type Spawn = (name: string) => WorkerLike;

/** From the end of a worker's script until its memory is given back, seen on a busy processor. */
const TAKEN_BACK_MILLISECONDS = 500;
/** The wait where there are no locks: in a page that was not sent over a secure connection. */
const UNKNOWN_MILLISECONDS = 2000;
/** A browser that needs longer is not waited for. */
const LONGEST_MILLISECONDS = 10_000;

export class Endings {
  readonly #locks: Pick<LockManager, 'request'> | undefined;
  /** No other page of this site has the same. */
  readonly #prefix = `easel ${Math.random().toString(36).slice(2)}`;
  readonly #pending = new Set<Promise<unknown>>();
  #count = 0;

  constructor(locks: Pick<LockManager, 'request'> | undefined) {
    this.#locks = locks;
  }

  /** Starts workers as `spawn` does, and takes note of their end. */
  follow(spawn: Spawn): () => WorkerLike {
    return () => {
      const name = `${this.#prefix} ${(this.#count++).toString()}`;
      const worker = spawn(name);
      const terminate = worker.terminate.bind(worker);
      worker.terminate = () => {
        terminate();
        this.#await(name);
      };
      return worker;
    };
  }

  /** Resolves when the browser should have taken back the memory of all workers that were ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending);
    await pause(this.#locks ? TAKEN_BACK_MILLISECONDS : UNKNOWN_MILLISECONDS);
  }

  #await(name: string): void {
    if (!this.#locks) return;
    const gone = this.#locks
      .request(name, { signal: AbortSignal.timeout(LONGEST_MILLISECONDS) }, () => undefined)
      .catch(() => undefined)
      .finally(() => this.#pending.delete(gone));
    this.#pending.add(gone);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
