/** What is known of live painting while it runs, and the canvas on which it appears. */

import type { ActiveBackend, Size } from '../../protocol/engine';
import type { LiveSize } from '../../protocol/live';

export interface LiveStats {
  /** Frames a second that were painted, over the last second or so. */
  readonly fps: number;
  /** Time of one frame, from the frame in hand to the painted picture. */
  readonly milliseconds: number;
  /** Long side at which frames are painted. */
  readonly size: LiveSize;
  /** Frames that were painted, and frames that came too fast to be. */
  readonly painted: number;
  readonly dropped: number;
  readonly backend: ActiveBackend | null;
  /** Size of the canvas: that of the source, at most `LIVE_CANVAS_LIMIT` on its long side. */
  readonly canvas: Size;
}

/**
 * Where frames appear: a canvas without a context yet, which becomes a bitmap renderer of the frames' size. It stays
 * on the page, so that it outlives a lost GPU, and whatever is done with a canvas (recording, full screen) can be.
 */
export interface LiveCanvas {
  width: number;
  height: number;
  getContext(kind: 'bitmaprenderer'): ImageBitmapRenderingContext | null;
}

/** Before anything is painted. */
export function initialStats(size: LiveSize): LiveStats {
  const canvas = { width: 0, height: 0 };
  return { fps: 0, milliseconds: 0, size, painted: 0, dropped: 0, backend: null, canvas };
}

/** Shows a picture on a canvas, which takes its size. */
export function present(canvas: LiveCanvas, context: ImageBitmapRenderingContext, picture: ImageBitmap): void {
  const { width, height } = picture;
  // Setting a size clears the canvas, even when it is the same.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.transferFromImageBitmap(picture);
}
