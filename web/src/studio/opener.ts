/** The page's hold on the worker that opens picture files. */

import type { Box } from '../protocol/box';
import { asEaselError } from '../protocol/failure';
import {
  isOpenerReply,
  type Framing,
  type OpenerAnswers,
  type OpenerReply,
  type OpenRequest,
} from '../protocol/opener';
import { Port, type WorkerLike } from '../protocol/port';

export class Opener {
  readonly #spawn: () => WorkerLike;
  #port: Port<OpenRequest, OpenerAnswers, OpenerReply> | null = null;
  /** Files that are being opened. */
  #opening = 0;

  constructor(spawn: () => WorkerLike) {
    this.#spawn = spawn;
  }

  /**
   * @param part of the picture, in its own upright pixels; all of it where there is none
   * @throws EaselError with a `picture-…` code, or what the worker has failed with
   */
  async open(purpose: Framing, file: Blob, part?: Box): Promise<OpenerAnswers['open']> {
    this.#port ??= new Port(this.#spawn(), isOpenerReply);
    this.#opening++;
    try {
      return await this.#port.ask({ type: 'open', purpose, file, ...(part && { part }) });
    } catch (error) {
      this.#dropIfBroken(error);
      throw error;
    } finally {
      this.#opening--;
    }
  }

  /** Gives back what decoding has taken, unless a file is being opened; the worker starts again by itself. */
  release(): void {
    if (this.#opening === 0) this.#close();
  }

  /** A worker that has crashed, as it may when memory runs out, is replaced by a new one the next time. */
  #dropIfBroken(thrown: unknown): void {
    if (asEaselError(thrown).code !== 'unexpected') return;
    this.#close();
  }

  #close(): void {
    this.#port?.close();
    this.#port = null;
  }
}
