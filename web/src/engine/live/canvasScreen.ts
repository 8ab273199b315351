/** The screen for back ends on the processor: wasm and plain JavaScript. */

import type { Size } from '../../protocol/engine';
import type { LiveView } from '../../protocol/live';
import { compose, dividerPixels } from './arithmetic';
import type { FrameCopy } from './frameCopy';
import type { NetworkFrame, PaintedFrame } from './leanNetwork';
import type { Pixels } from './pixels';
import type { Screen } from './screen';
import { isSameSize } from './sizes';

export class CanvasScreen implements Screen {
  readonly readsBack = true;
  readonly #pixels: Pixels;
  readonly #composed = new OffscreenCanvas(1, 1);
  readonly #shown = new OffscreenCanvas(1, 1);
  #composing: OffscreenCanvasRenderingContext2D | null = null;
  #showing: OffscreenCanvasRenderingContext2D | null = null;
  #network: Size = { width: 0, height: 0 };
  #canvas: Size = { width: 0, height: 0 };
  #image = new ImageData(1, 1);

  constructor(pixels: Pixels) {
    this.#pixels = pixels;
  }

  resize(network: Size, canvas: Size): void {
    if (isSameSize(network, this.#network) && isSameSize(canvas, this.#canvas)) return;
    this.#network = network;
    this.#canvas = canvas;
    Object.assign(this.#composed, network);
    Object.assign(this.#shown, canvas);
    this.#composing ??= this.#composed.getContext('2d', { alpha: false, willReadFrequently: true });
    this.#showing ??= this.#shown.getContext('2d', { alpha: false });
    this.#image = new ImageData(network.width, network.height);
    this.#pixels.resize(network);
  }

  forget(): void {
    this.#pixels.forget();
  }

  take(copy: FrameCopy): NetworkFrame {
    return this.#pixels.take(copy.pixels());
  }

  put(painted: PaintedFrame, hold: boolean): void {
    this.#pixels.put(painted, hold);
  }

  show(copy: FrameCopy, view: LiveView): ImageBitmap {
    const { width, height } = this.#canvas;
    const composing = this.#composing;
    const showing = this.#showing;
    if (!composing || !showing) throw new Error('no frame to show');
    compose(this.#pixels.photo, this.#pixels.painting, view.strength, view.keepColours, this.#image.data);
    composing.putImageData(this.#image, 0, 0);

    showing.imageSmoothingQuality = 'low';
    showing.save();
    if (view.mirror) showing.setTransform(-1, 0, 0, 1, width, 0);
    showing.drawImage(this.#composed, 0, 0, width, height);
    const original = dividerPixels(view.divider, width);
    if (original > 0) {
      showing.beginPath();
      showing.rect(view.mirror ? width - original : 0, 0, original, height);
      showing.clip();
      showing.drawImage(copy.original, 0, 0);
    }
    showing.restore();
    return this.#shown.transferToImageBitmap();
  }

  finished(): Promise<void> {
    return Promise.resolve();
  }
}
