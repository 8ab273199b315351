/** The worker's side of the protocol: checks each request, answers it once, and never lets an error escape. */

import { asFailure, EaselError } from './failure';
import { messageId, readNumbered } from './numbered';

interface WorkerScope {
  /** Of a worker that the page follows to its end. */
  readonly name?: string;
  /** Its locks are absent where the connection is not secure. */
  readonly navigator?: { readonly locks?: Pick<LockManager, 'request'> };
  onmessage: ((event: MessageEvent) => unknown) | null;
  postMessage(message: unknown, options?: StructuredSerializeOptions): void;
}

/** A reply and the buffers that are handed over with it. */
export interface Served<Reply> {
  readonly reply: Reply;
  readonly transfer?: Transferable[];
}

/**
 * Answers requests one after the other, in the order in which they came. A worker with a name holds the Web Lock of that
 * name as long as it lives, so that the page can tell when it is gone.
 */
export function serve<Request, Reply extends { readonly type: string }>(
  scope: WorkerScope,
  isRequest: (value: unknown) => value is Request,
  answer: (request: Request) => Promise<Served<Reply>>,
): void {
  // Shared with the workers that it starts itself (`engine/threadLock.ts`).
  if (scope.name)
    void scope.navigator?.locks?.request(scope.name, { mode: 'shared' }, () => new Promise<never>(() => undefined));
  let last = Promise.resolve();

  async function handle(data: unknown): Promise<void> {
    const request = readNumbered(data, isRequest);
    const id = messageId(data);
    try {
      if (!request) throw new EaselError('unexpected', 'The page sent a message that is not in the protocol.');
      const { reply, transfer } = await answer(request);
      scope.postMessage({ ...reply, id }, { transfer: transfer ?? [] });
    } catch (error) {
      scope.postMessage({ type: 'failed', failure: asFailure(error), id });
    }
  }

  scope.onmessage = (event) => {
    last = last.then(() => handle(event.data));
  };
}
