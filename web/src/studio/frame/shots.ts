/** What the files of photos say of how they were taken: looked up once for each, by a worker. */

import { isEncoderReply, type EncoderAnswers, type EncoderReply, type ReadShotRequest } from '../../protocol/encoder';
import { Port, type WorkerLike } from '../../protocol/port';
import type { Shot } from '../../protocol/shot';
import type { Chosen } from '../state';

export class Shots {
  readonly #spawn: () => WorkerLike;
  readonly #found = new WeakMap<Blob, Promise<Shot | null>>();

  /** @param spawn starts the worker that makes files, and reads what is to go into them */
  constructor(spawn: () => WorkerLike) {
    this.#spawn = spawn;
  }

  /** Null where nothing is known, also where the file cannot be read any more. Does not fail. */
  of({ file }: Pick<Chosen, 'file'>): Promise<Shot | null> {
    if (!file) return Promise.resolve(null);
    const known = this.#found.get(file);
    if (known) return known;
    const found = this.#read(file).catch((error: unknown) => {
      console.warn(error);
      return null;
    });
    this.#found.set(file, found);
    return found;
  }

  async #read(file: Blob): Promise<Shot | null> {
    const port = new Port<ReadShotRequest, EncoderAnswers, EncoderReply>(this.#spawn(), isEncoderReply);
    try {
      return (await port.ask({ type: 'read-shot', file })).shot;
    } finally {
      port.close();
    }
  }
}
