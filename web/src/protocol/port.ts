/** The page's side of a worker: numbered requests in, checked replies out. */

import { EaselError, asEaselError, type Failure } from './failure';
import { readNumbered } from './numbered';

/** The part of `Worker` that a port needs; tests put a fake in its place. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
  onmessageerror: ((event: MessageEvent) => unknown) | null;
}

interface Waiting {
  resolve(reply: unknown): void;
  reject(error: EaselError): void;
}

type Answer = { readonly type: string } | { readonly type: 'failed'; readonly failure: Failure };

/**
 * Speaks to one worker. `Answers` names for each request type the reply that it gets.
 * Closing it ends the worker at once, whatever it is doing, and rejects what was waiting with `cancelled`.
 */
export class Port<Request extends { readonly type: string }, Answers extends object, Reply extends Answer> {
  readonly #worker: WorkerLike;
  readonly #isReply: (value: unknown) => value is Reply;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #closed: EaselError | null = null;

  constructor(worker: WorkerLike, isReply: (value: unknown) => value is Reply) {
    this.#worker = worker;
    this.#isReply = isReply;
    worker.onmessage = (event) => {
      this.#receive(event.data);
    };
    worker.onerror = (event) => {
      // A worker whose script cannot be fetched says nothing.
      this.#fail(
        event.message ? new EaselError('unexpected', event.message) : new EaselError('program-unreachable', 'a worker'),
      );
    };
    worker.onmessageerror = () => {
      this.#fail(new EaselError('unexpected', 'A message from the worker could not be read.'));
    };
  }

  /** Number of requests without a reply yet. */
  get pending(): number {
    return this.#waiting.size;
  }

  /**
   * Sends a request; buffers in `transfer` change hands instead of being copied.
   * @throws EaselError with the worker's failure, or `cancelled` when the port is closed first
   */
  ask<Type extends keyof Answers & Request['type']>(
    request: Request & { readonly type: Type },
    transfer: Transferable[] = [],
  ): Promise<Answers[Type]> {
    if (this.#closed) return Promise.reject(this.#closed);
    const id = this.#nextId++;
    return new Promise<Answers[Type]>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve, reject });
      try {
        this.#worker.postMessage({ ...request, id }, transfer);
      } catch (error) {
        this.#waiting.delete(id);
        reject(asEaselError(error, 'out-of-memory'));
      }
    });
  }

  close(): void {
    this.#fail(new EaselError('cancelled'));
  }

  #receive(data: unknown): void {
    const reply = readNumbered(data, this.#isReply);
    if (!reply) {
      this.#fail(new EaselError('unexpected', 'The worker sent a message that is not in the protocol.'));
      return;
    }
    const waiting = this.#waiting.get(reply.id);
    if (!waiting) return;
    this.#waiting.delete(reply.id);
    if ('failure' in reply) waiting.reject(new EaselError(reply.failure.code, reply.failure.detail));
    else waiting.resolve(reply);
  }

  #fail(error: EaselError): void {
    if (this.#closed) return;
    this.#closed = error;
    this.#worker.terminate();
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
