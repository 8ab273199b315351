/** Which back end runs: the order, what is skipped, and what a forced choice means. Knows no TensorFlow.js. */

import type { ActiveBackend, BackendName } from '../protocol/engine';
import { EaselError } from '../protocol/failure';

/** What a browser offers for a back end. `software` is a GPU interface emulated on the processor. */
export type Offer = 'hardware' | 'software' | 'none';

export interface BackendRunner {
  /** Finds out, without starting anything, what there is for this back end. */
  probe(name: BackendName): Promise<Offer>;
  /** Starts it, or throws. `software` allows an emulated GPU. */
  start(name: BackendName, software: boolean): Promise<ActiveBackend>;
}

/**
 * Starts the first of `candidates` that works. An emulated GPU is passed over, for wasm is faster on the same
 * processor, unless the reader asked for that very back end (`forced`).
 * @throws EaselError `backend-unavailable` when forced and it cannot run, `backend-none` when none can; what `start`
 *   threw where that was an EaselError: then the browser is not to blame
 */
export async function startFirst(
  candidates: readonly BackendName[],
  forced: boolean,
  runner: BackendRunner,
): Promise<ActiveBackend> {
  const reasons: string[] = [];
  let known: EaselError | null = null;
  for (const name of candidates) {
    try {
      const offer = await runner.probe(name);
      if (offer === 'hardware' || (offer === 'software' && forced)) {
        return await runner.start(name, offer === 'software');
      }
      reasons.push(`${name}: ${offer === 'none' ? 'not offered by this browser' : 'emulated only'}`);
    } catch (error) {
      if (error instanceof EaselError) known ??= error;
      reasons.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw known ?? new EaselError(forced ? 'backend-unavailable' : 'backend-none', reasons.join('; '));
}
