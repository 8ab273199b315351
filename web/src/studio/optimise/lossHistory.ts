/** The losses of a run so far, thinned out so that long runs stay as light as short ones. */

import { isRecord, isSide } from '../../protocol/guards';
import { isLosses, type OptimiseLosses } from '../../protocol/optimise';

/** Points that are kept; a chart is no wider. */
const MOST_POINTS = 600;

export interface LossHistory {
  /** Every so many steps one is kept. */
  readonly stride: number;
  readonly points: readonly OptimiseLosses[];
  /** The newest, whether kept or not. */
  readonly last: OptimiseLosses | null;
}

export const NO_LOSSES: LossHistory = { stride: 1, points: [], last: null };

/** The history with these steps after it. */
export function withLosses(history: LossHistory, losses: readonly OptimiseLosses[]): LossHistory {
  let { stride } = history;
  let points = [...history.points, ...losses.filter(({ step }) => (step - 1) % stride === 0)];
  while (points.length > MOST_POINTS) {
    stride *= 2;
    const kept = stride;
    points = points.filter(({ step }) => (step - 1) % kept === 0);
  }
  return { stride, points, last: losses.at(-1) ?? history.last };
}

export function isLossHistory(value: unknown): value is LossHistory {
  return (
    isRecord(value) &&
    isSide(value['stride']) &&
    Array.isArray(value['points']) &&
    value['points'].every(isLosses) &&
    (value['last'] === null || isLosses(value['last']))
  );
}

/** Up to a step: where a run goes on from a state that is older than the newest losses. */
export function lossesUntil(history: LossHistory, step: number): LossHistory {
  const points = history.points.filter((point) => point.step <= step);
  return { stride: history.stride, points, last: points.at(-1) ?? null };
}
