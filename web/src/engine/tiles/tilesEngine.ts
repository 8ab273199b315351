/** The engine of one large photo: the style transformer on one back end, and the painting that is under way. */

import { EaselError } from '../../protocol/failure';
import { resampled } from '../../opener/resample';
import type { Picture } from '../../protocol/picture';
import type { Served } from '../../protocol/serve';
import type { TilesBeginRequest, TilesReply, TilesRequest, TilesStartRequest } from '../../protocol/tiles';
import { startFirst, type BackendRunner } from '../backends';
import { TiledNetwork } from './tiledNetwork';
import { TiledPainting } from './tiledPainting';

/** A step ends with the tile during which so much time has passed. */
const STEP_MS = 200;

interface UnderWay {
  readonly photo: Picture;
  readonly tiles: AsyncGenerator<number, Picture>;
  milliseconds: number;
}

export class TilesEngine {
  readonly #runner: BackendRunner;
  #network: TiledNetwork | null = null;
  #underWay: UnderWay | null = null;

  constructor(runner: BackendRunner) {
    this.#runner = runner;
  }

  /** Answers one request of the protocol. */
  async answer(request: TilesRequest): Promise<Served<TilesReply>> {
    switch (request.type) {
      case 'tiles-start':
        return this.#start(request);
      case 'tiles-begin':
        return this.#begin(request);
      case 'tiles-step':
        return this.#step();
    }
  }

  async #start({ candidates, forced, transformer }: TilesStartRequest): Promise<Served<TilesReply>> {
    const backend = await startFirst(candidates, forced, this.#runner);
    this.#network = await TiledNetwork.load(transformer, backend.name);
    return { reply: { type: 'tiles-started', backend } };
  }

  async #begin({ photo, style, size = photo }: TilesBeginRequest): Promise<Served<TilesReply>> {
    if (!this.#network) throw new EaselError('unexpected', 'the engine was not started');
    await this.#underWay?.tiles.return(photo);
    const seen = resampled(photo, size);
    this.#underWay = { photo, tiles: new TiledPainting(this.#network, seen, style).paint(), milliseconds: 0 };
    return { reply: { type: 'tiles-progress', share: 0 } };
  }

  async #step(): Promise<Served<TilesReply>> {
    const underWay = this.#underWay;
    if (!underWay) throw new EaselError('unexpected', 'nothing is under way');
    const start = performance.now();
    for (;;) {
      const { done, value } = await underWay.tiles.next();
      const passed = performance.now() - start;
      if (!done && passed < STEP_MS) continue;
      underWay.milliseconds += passed;
      if (!done) return { reply: { type: 'tiles-progress', share: value } };
      this.#underWay = null;
      const { photo, milliseconds } = underWay;
      const transfer = [photo.data.buffer, value.data.buffer];
      return { reply: { type: 'tiles-painted', photo, painting: value, milliseconds }, transfer };
    }
  }
}
