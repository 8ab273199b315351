/** Takes pictures out of a frame: at the size of the canvas, and at that of the network. The frame can then go. */

import type { Size } from '../../protocol/engine';
import type { LiveFrame } from '../../protocol/live';

export class FrameCopy {
  /** The frame at the size of the canvas. */
  readonly original: OffscreenCanvas;
  /** The frame at the size of the network. */
  readonly small: OffscreenCanvas;
  readonly #original: OffscreenCanvasRenderingContext2D;
  readonly #small: OffscreenCanvasRenderingContext2D;

  /** @param readsBack whether the pixels go to the processor, rather than to a GPU */
  constructor(canvas: Size, network: Size, readsBack: boolean) {
    this.original = new OffscreenCanvas(canvas.width, canvas.height);
    this.small = new OffscreenCanvas(network.width, network.height);
    this.#original = context(this.original, false);
    this.#small = context(this.small, readsBack);
  }

  take(frame: LiveFrame): void {
    this.#original.drawImage(frame, 0, 0, this.original.width, this.original.height);
    this.#small.drawImage(this.original, 0, 0, this.small.width, this.small.height);
  }

  /** The small picture's pixels, RGBA. */
  pixels(): ImageDataArray {
    return this.#small.getImageData(0, 0, this.small.width, this.small.height).data;
  }
}

function context(canvas: OffscreenCanvas, willReadFrequently: boolean): OffscreenCanvasRenderingContext2D {
  const drawing = canvas.getContext('2d', { alpha: false, willReadFrequently });
  if (!drawing) throw new Error('no 2D context for a canvas');
  // Averages where it scales down; the cheapest kind would make edges flicker from frame to frame.
  drawing.imageSmoothingQuality = 'medium';
  return drawing;
}
