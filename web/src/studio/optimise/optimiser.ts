/** The page's hold on a worker that optimises one picture. */

import type { BackendName } from '../../protocol/engine';
import {
  isOptimiseReply,
  type OptimiseAnswers,
  type OptimiseOpenRequest,
  type OptimiseProgressReply,
  type OptimiseReply,
  type OptimiseRequest,
  type OptimiseSettings,
  type OptimiseState,
} from '../../protocol/optimise';
import { Port, type WorkerLike } from '../../protocol/port';

export interface OptimiserOptions {
  readonly spawn: () => WorkerLike;
  readonly candidates: readonly BackendName[];
  readonly forced: boolean;
}

export type OptimiserJob = Pick<OptimiseOpenRequest, 'encoder' | 'settings' | 'photo' | 'styles' | 'state'>;

/** One worker from its start to its end; all methods throw an EaselError, `cancelled` once it is closed. */
export class Optimiser {
  readonly #options: OptimiserOptions;
  readonly #port: Port<OptimiseRequest, OptimiseAnswers, OptimiseReply>;

  constructor(options: OptimiserOptions) {
    this.#options = options;
    this.#port = new Port(options.spawn(), isOptimiseReply);
  }

  /** Lays the run out; `optimise-refused` when memory does not suffice. */
  open(job: OptimiserJob): Promise<OptimiseAnswers['optimise-open']> {
    const { candidates, forced } = this.#options;
    return this.#port.ask({ type: 'optimise-open', candidates, forced, ...job });
  }

  /** Takes steps for about so long. */
  advance(milliseconds: number): Promise<OptimiseProgressReply> {
    return this.#port.ask({ type: 'optimise-advance', milliseconds });
  }

  /** Changes settings from the next step on; answers the settings as they are then. */
  async change(change: Partial<OptimiseSettings>): Promise<OptimiseSettings> {
    const { settings } = await this.#port.ask({ type: 'optimise-change', change });
    return settings;
  }

  /** All that is needed to go on from here. */
  async snapshot(): Promise<OptimiseState> {
    const { state } = await this.#port.ask({ type: 'optimise-snapshot' });
    return state;
  }

  close(): void {
    this.#port.close();
  }
}
