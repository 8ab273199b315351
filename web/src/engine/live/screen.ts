/** Where frames go in and painted frames come out, for one kind of back end. */

import type { Size } from '../../protocol/engine';
import type { LiveView } from '../../protocol/live';
import type { FrameCopy } from './frameCopy';
import type { NetworkFrame, PaintedFrame } from './leanNetwork';

/** Holds the last frame and its painting, so that it can be shown again in another view. */
export interface Screen {
  /** True when frames are better read back to the processor than copied to a GPU. */
  readonly readsBack: boolean;
  /** Makes room for frames of this size, and forgets the last one. Does nothing when the size stays. */
  resize(network: Size, canvas: Size): void;
  /** Takes a frame in and gives it as the network wants it. */
  take(copy: FrameCopy): NetworkFrame;
  /**
   * Takes the painting of the frame that was taken last.
   * @param hold whether to hold the painting where the picture is still
   */
  put(painted: PaintedFrame, hold: boolean): void;
  /** The last frame and its painting as they are to be seen. */
  show(copy: FrameCopy, view: LiveView): ImageBitmap;
  /** Resolves when the GPU has done what was asked of it. */
  finished(): Promise<void>;
  /** The painting before is of another style, or of another scene: hold nothing of it. */
  forget(): void;
}
