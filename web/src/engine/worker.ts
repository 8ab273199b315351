/** The engine worker's entry: everything of TensorFlow.js is reached from here, except where the page must do it. */

import { likelyMemory } from '../protocol/deviceMemory';
import { isEngineRequest, type EngineReply, type EngineRequest } from '../protocol/engine';
import { isLiveRequest, type LiveReply, type LiveRequest } from '../protocol/live';
import { isOptimiseRequest, type OptimiseReply, type OptimiseRequest } from '../protocol/optimise';
import { serve, type Served } from '../protocol/serve';
import { isTilesRequest, type TilesReply, type TilesRequest } from '../protocol/tiles';
import { Engine } from './engine';
import type { LiveEngine } from './live/liveEngine';
import type { OptimiseEngine } from './optimise/optimiseEngine';
import { probe } from './probe';
import { startBackend } from './tf';
import type { TilesEngine } from './tiles/tilesEngine';

const engine = new Engine({ probe, start: startBackend });
let live: LiveEngine | null = null;
let optimise: OptimiseEngine | null = null;
let tiles: TilesEngine | null = null;

type Request = EngineRequest | LiveRequest | OptimiseRequest | TilesRequest;
type Reply = EngineReply | LiveReply | OptimiseReply | TilesReply;

/** A worker serves one kind of painting; what all but the first kind need is loaded when they begin. */
async function answer(request: Request): Promise<Served<Reply>> {
  if (isLiveRequest(request)) {
    if (!live) {
      const { LiveEngine: Live } = await import('./live/liveEngine');
      live = new Live({ probe, start: startBackend });
    }
    return live.answer(request);
  }
  if (isOptimiseRequest(request)) {
    if (!optimise) {
      const { OptimiseEngine: Optimise } = await import('./optimise/optimiseEngine');
      optimise = new Optimise({ probe, start: startBackend }, likelyMemory());
    }
    return optimise.answer(request);
  }
  if (isTilesRequest(request)) {
    if (!tiles) {
      const { TilesEngine: Tiles } = await import('./tiles/tilesEngine');
      tiles = new Tiles({ probe, start: startBackend });
    }
    return tiles.answer(request);
  }
  return engine.answer(request);
}

function isRequest(value: unknown): value is Request {
  return isEngineRequest(value) || isLiveRequest(value) || isOptimiseRequest(value) || isTilesRequest(value);
}

serve(self, isRequest, answer);
