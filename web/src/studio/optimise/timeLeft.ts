/** How much of a run is done, and how long the rest takes. */

import type { OptimiseStage } from '../../protocol/optimise';

export interface Place {
  readonly stages: readonly OptimiseStage[];
  /** From 0. */
  readonly stage: number;
  /** Steps done in this stage. */
  readonly step: number;
}

/** What the run costs from its start to this place and in all, counted in pixels times steps. */
function costs({ stages, stage, step }: Place, steps: number): { done: number; all: number } {
  const pixels = stages.map(({ width, height }) => width * height);
  const all = pixels.reduce((sum, each) => sum + each * steps, 0);
  const before = pixels.slice(0, stage).reduce((sum, each) => sum + each * steps, 0);
  return { done: before + (pixels[stage] ?? 0) * Math.min(step, steps), all };
}

/** 0..1 of the work. @param steps in each stage */
export function shareDone(place: Place, steps: number): number {
  const { done, all } = costs(place, steps);
  return all > 0 ? Math.min(1, done / all) : 0;
}

/**
 * Milliseconds that are left, if it goes on as it went.
 * @param milliseconds a step, at this stage
 */
export function timeLeft(place: Place, steps: number, milliseconds: number): number {
  const { done, all } = costs(place, steps);
  const { width, height } = place.stages[place.stage] ?? { width: 1, height: 1 };
  return ((all - done) / (width * height)) * milliseconds;
}
