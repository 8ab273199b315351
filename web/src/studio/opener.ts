/** The page's hold on the worker that opens picture files. */

import type { Box } from '../protocol/box';
import { asEaselError, type FailureCode } from '../protocol/failure';
import {
  isOpenerReply,
  type Framing,
  type OpenerAnswers,
  type OpenerReply,
  type OpenRequest,
} from '../protocol/opener';
import { Port, type WorkerLike } from '../protocol/port';

/**
 * Pixels after which a worker is ended: browsers are slow to take back what decoding took, and painting, which comes
 * next, needs room.
 */
const LARGE = 8_000_000;

const BROKEN: readonly FailureCode[] = ['unexpected', 'program-unreachable'];

export class Opener {
  readonly #spawn: () => WorkerLike;
  readonly #longSide: number;
  #port: Port<OpenRequest, OpenerAnswers, OpenerReply> | null = null;
  /** Files that are being opened. */
  #opening = 0;
  /** Pixels that this worker has decoded. */
  #decoded = 0;

  /** @param longSide of photos, at most */
  constructor(spawn: () => WorkerLike, longSide: number) {
    this.#spawn = spawn;
    this.#longSide = longSide;
  }

  /**
   * @param part of the picture, in its own upright pixels; all of it where there is none
   * @throws EaselError with a `picture-…` code, or what the worker has failed with
   */
  async open(purpose: Framing, file: Blob, part?: Box): Promise<OpenerAnswers['open']> {
    this.#port ??= new Port(this.#spawn(), isOpenerReply);
    this.#opening++;
    try {
      const request = { type: 'open', purpose, file, longSide: this.#longSide } as const;
      const opened = await this.#port.ask({ ...request, ...(part && { part }) });
      this.#decoded += opened.originalWidth * opened.originalHeight;
      return opened;
    } catch (error) {
      this.#dropIfBroken(error);
      throw error;
    } finally {
      this.#opening--;
      this.#giveBack();
    }
  }

  /** Ends a worker that holds much, unless a file is being opened; the next file starts a new one. */
  #giveBack(): void {
    if (this.#opening === 0 && this.#decoded >= LARGE) this.#close();
  }

  /** A worker that has crashed, as it may when memory runs out, or never came is replaced by a new one the next time. */
  #dropIfBroken(thrown: unknown): void {
    if (!BROKEN.includes(asEaselError(thrown).code)) return;
    this.#close();
  }

  #close(): void {
    this.#port?.close();
    this.#port = null;
    this.#decoded = 0;
  }
}
