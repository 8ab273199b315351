/** The engine worker's entry: everything of TensorFlow.js is reached from here, except where the page must do it. */

import { isEngineRequest, type EngineReply, type EngineRequest } from '../protocol/engine';
import { isLiveRequest, type LiveReply, type LiveRequest } from '../protocol/live';
import { serve, type Served } from '../protocol/serve';
import { Engine } from './engine';
import type { LiveEngine } from './live/liveEngine';
import { probe } from './probe';
import { startBackend } from './tf';

const engine = new Engine({ probe, start: startBackend });
let live: LiveEngine | null = null;

/** A worker serves pictures or live frames; what live frames need is loaded when the first of their requests comes. */
async function answer(request: EngineRequest | LiveRequest): Promise<Served<EngineReply | LiveReply>> {
  if (!isLiveRequest(request)) return engine.answer(request);
  if (!live) {
    const { LiveEngine: Live } = await import('./live/liveEngine');
    live = new Live({ probe, start: startBackend });
  }
  return live.answer(request);
}

function isRequest(value: unknown): value is EngineRequest | LiveRequest {
  return isEngineRequest(value) || isLiveRequest(value);
}

serve(self, isRequest, answer);
