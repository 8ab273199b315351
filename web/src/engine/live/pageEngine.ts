/**
 * The live engine on the page itself, in the guise of a worker, for browsers whose workers cannot hold a GPU context.
 * It is a GPU that works while a frame is painted, so the page does not freeze; messages go through a channel, so that
 * between two frames the page has its turn.
 */

import { isLiveRequest } from '../../protocol/live';
import type { WorkerLike } from '../../protocol/port';
import { serve } from '../../protocol/serve';
import { probe } from '../probe';
import { startBackend } from '../tf';
import { LiveEngine } from './liveEngine';

export function engineOnPage(): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  const engine = new LiveEngine({ probe, start: startBackend });
  serve(port2, isLiveRequest, (request) => engine.answer(request));
  return {
    postMessage: (message, transfer) => {
      port1.postMessage(message, transfer);
    },
    terminate: () => {
      port1.close();
      engine.dispose();
    },
    set onmessage(listener: WorkerLike['onmessage']) {
      port1.onmessage = listener;
    },
    get onmessage() {
      return port1.onmessage;
    },
    set onmessageerror(listener: WorkerLike['onmessageerror']) {
      port1.onmessageerror = listener;
    },
    get onmessageerror() {
      return port1.onmessageerror;
    },
    onerror: null,
  };
}
