/** How long a step is: where steps look from several places it gets shorter, so that the picture comes to rest. */

import type { OptimiseSettings } from '../../protocol/optimiseSettings';

/** Share of the last stage that has the whole rate; then it falls evenly. */
const FULL = 1 / 3;
/** What is left of the rate where the run ends. */
const LAST = 0.2;

/**
 * The rate of a step of Adam or L-BFGS. With one view it stays what the settings say: there each step has the same
 * loss, and a falling rate only holds it up (with VGG-19 on one pair it cost 2 %). In a stage that another follows it
 * stays as well: coming to rest there costs the next as much as it gains.
 * @param stage counted from 0
 * @param step steps of the stage that are done
 */
export function rateAt(settings: OptimiseSettings, stage: number, step: number): number {
  const { optimiser, views, rate, stages, steps } = settings;
  if (optimiser !== 'adam' || views === 1 || stage < stages - 1) return rate;
  const fallen = Math.max(0, (step / steps - FULL) / (1 - FULL));
  return rate * (1 - (1 - LAST) * fallen);
}
