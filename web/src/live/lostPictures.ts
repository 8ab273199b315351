/** Paints a picture of a film although the graphics processor may be lost meanwhile. */

import { asEaselError, type FailureCode } from '../protocol/failure';
import type { LiveFrame } from '../protocol/live';
import { GPU_FAILURES } from '../studio/painter';

/** What the painter says of a frame that went with its back end: which has failed, or was replaced meanwhile. */
const LOST: readonly FailureCode[] = [...GPU_FAILURES, 'cancelled'];
/** Each back end may be lost twice before the next one takes over; more than this is no accident. */
const MOST_LOSSES = 4;

/**
 * A frame goes with the worker that lost it, so it is taken once more; the painter gets itself another back end
 * meanwhile, and breaks off by the signal when there is none.
 * @param grab takes the frame from the film, which has not moved on
 * @throws whatever else `grab` and `paint` throw, and the loss that is one too many
 */
export async function paintThroughLosses(
  grab: () => LiveFrame | Promise<LiveFrame>,
  paint: (frame: LiveFrame) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  for (let losses = 0; ;) {
    try {
      await paint(await grab());
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (!LOST.includes(asEaselError(error).code) || ++losses > MOST_LOSSES) throw error;
    }
  }
}
