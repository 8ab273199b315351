/** Moments of a run, kept for its strip and its film: spread over all of it, and never more than a few dozen. */

import { isPicture, isRecord, isSide } from '../../protocol/guards';
import type { Picture } from '../../protocol/picture';

export interface Moment {
  /** Steps done; 0 is the start. */
  readonly step: number;
  readonly stage: number;
  readonly picture: Picture;
}

/** Moments that are kept; with the start and the newest there are at most two more. */
const MOST_MOMENTS = 40;
/** Bytes that moments may take together: large pictures are kept more rarely. */
const MOST_BYTES = 96e6;
/** Moments of a strip, where the reader chose none. */
const STRIP_MOMENTS = 6;

/** The moments with a new one after them. */
export function withMoment(moments: readonly Moment[], moment: Moment): readonly Moment[] {
  const all = [...moments.filter(({ step }) => step < moment.step), moment];
  let bytes = all.reduce((sum, { picture }) => sum + picture.data.length, 0);
  while (all.length > MOST_MOMENTS || (bytes > MOST_BYTES && all.length > 3)) {
    const [dropped] = all.splice(leastMissed(all), 1);
    bytes -= dropped?.picture.data.length ?? 0;
  }
  return all;
}

/**
 * Which moment lies closest between its neighbours; never the first or the last. Measured by the root of the steps,
 * since a run changes most at its start.
 */
function leastMissed(moments: readonly Moment[]): number {
  const places = moments.map(({ step }) => Math.sqrt(step));
  let least = 1;
  let smallest = Infinity;
  for (let i = 1; i < places.length - 1; i++) {
    const gap = (places[i + 1] as number) - (places[i - 1] as number);
    if (gap < smallest) [least, smallest] = [i, gap];
  }
  return least;
}

/** Steps of the moments that make a good strip: close together at the start, where most happens. */
export function stripSteps(moments: readonly Moment[]): readonly number[] {
  const last = moments.at(-1);
  if (!last) return [];
  const wanted = Array.from({ length: STRIP_MOMENTS }, (_, i) => {
    const share = i / (STRIP_MOMENTS - 1);
    return last.step * share * share;
  });
  const nearest = wanted.map((step) =>
    moments.reduce((best, one) => (Math.abs(one.step - step) < Math.abs(best.step - step) ? one : best)),
  );
  return Array.from(new Set(nearest.map(({ step }) => step)));
}

export function isMoment(value: unknown): value is Moment {
  return (
    isRecord(value) &&
    (value['step'] === 0 || isSide(value['step'])) &&
    (value['stage'] === 0 || isSide(value['stage'])) &&
    isPicture(value['picture'])
  );
}
