/** Whether the page itself had better run the live engine; loads it only then. */

import type { BackendName } from '../../protocol/engine';
import type { WorkerLike } from '../../protocol/port';
import { probe } from '../probe';

/** The live engine on the page, where the browser offers one of these back ends to pages in hardware; else null. */
export async function spawnOnPage(candidates: readonly BackendName[]): Promise<WorkerLike | null> {
  const offers = await Promise.all(candidates.map((name) => probe(name).catch(() => 'none' as const)));
  if (!offers.includes('hardware')) return null;
  const { engineOnPage } = await import('./pageEngine');
  return engineOnPage();
}
