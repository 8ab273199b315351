/** The sizes of a frame: of its source, on the canvas, and for the network. */

import type { Size } from '../../protocol/engine';
import { LIVE_CANVAS_LIMIT, type LiveFrame } from '../../protocol/live';
import { MULTIPLE } from '../padding';

/** Width and height of a frame as it is to be shown. */
export function frameSize(frame: LiveFrame): Size {
  return 'displayWidth' in frame
    ? { width: frame.displayWidth, height: frame.displayHeight }
    : { width: frame.width, height: frame.height };
}

/** The size at which a frame is shown: its own, scaled down where it is larger than the limit. */
export function canvasSize(source: Size): Size {
  const scale = Math.min(1, LIVE_CANVAS_LIMIT / Math.max(source.width, source.height));
  return { width: scaled(source.width, scale, 1), height: scaled(source.height, scale, 1) };
}

/**
 * The size at which the network runs: the long side as asked, the other by the source's aspect, both multiples of
 * {@link MULTIPLE}, so that nothing needs to be padded; what that changes in the aspect is undone on the canvas.
 */
export function networkSize(source: Size, long: number): Size {
  const scale = long / Math.max(source.width, source.height);
  return { width: scaled(source.width, scale, MULTIPLE), height: scaled(source.height, scale, MULTIPLE) };
}

function scaled(side: number, scale: number, multiple: number): number {
  // A network sees nothing in less than four multiples.
  const least = multiple === 1 ? 1 : 4 * multiple;
  return Math.max(least, Math.round((side * scale) / multiple) * multiple);
}

export function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}
