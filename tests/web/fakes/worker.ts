import type { WorkerLike } from '../../../web/src/protocol/port';

type Message = Record<string, unknown> & { id: number; type: string };

/** Stands in for a worker: `answer` decides what comes back, and when; what it throws becomes a failure reply. */
export class FakeWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  terminated = false;
  readonly received: Message[] = [];
  readonly #answer: (message: Message) => unknown;

  constructor(answer: (message: Message) => unknown) {
    this.#answer = answer;
  }

  /** Types of the requests so far. */
  get types(): string[] {
    return this.received.map((message) => message.type);
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    // Buffers that are handed over are gone on this side, as between real threads; fakes of frames cannot be cloned.
    const isReal = transfer.length > 0 && transfer.every((one) => one instanceof ArrayBuffer);
    const request = (isReal ? structuredClone(message, { transfer }) : message) as Message;
    this.received.push(request);
    void Promise.resolve()
      .then(() => this.#answer(request))
      .then((reply) => {
        this.say({ ...(reply as object), id: request.id });
      });
  }

  /** A message from the worker, whatever it is. */
  say(data: unknown): void {
    if (!this.terminated) this.onmessage?.({ data } as MessageEvent);
  }

  terminate(): void {
    this.terminated = true;
  }
}

/** A promise and the handle that settles it. */
export function deferred<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
} {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((settle, fail) => {
    resolve = settle;
    reject = fail;
  });
  return { promise, resolve, reject };
}
