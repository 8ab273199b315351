/** The screen for back ends on the processor: wasm and plain JavaScript. */

import type { Size } from '../../protocol/engine';
import type { LiveView } from '../../protocol/live';
import { compose, dividerPixels, smooth, toValues } from './arithmetic';
import type { FrameCopy } from './frameCopy';
import type { NetworkFrame, PaintedFrame } from './leanNetwork';
import { Motion } from './motion';
import type { Screen } from './screen';
import { isSameSize } from './sizes';

export class CanvasScreen implements Screen {
  readonly readsBack = true;
  readonly #composed = new OffscreenCanvas(1, 1);
  readonly #shown = new OffscreenCanvas(1, 1);
  #composing: OffscreenCanvasRenderingContext2D | null = null;
  #showing: OffscreenCanvasRenderingContext2D | null = null;
  #network: Size = { width: 0, height: 0 };
  #canvas: Size = { width: 0, height: 0 };
  #values = new Float32Array(0);
  #image = new ImageData(1, 1);
  #painting = new Uint8ClampedArray(0);
  #paintingBefore = new Uint8ClampedArray(0);
  #motion = new Motion({ width: 0, height: 0 });
  #photo: Uint8ClampedArray = new Uint8ClampedArray(0);
  #photoBefore: Uint8ClampedArray | null = null;

  resize(network: Size, canvas: Size): void {
    if (isSameSize(network, this.#network) && isSameSize(canvas, this.#canvas)) return;
    this.#network = network;
    this.#canvas = canvas;
    Object.assign(this.#composed, network);
    Object.assign(this.#shown, canvas);
    this.#composing ??= this.#composed.getContext('2d', { alpha: false, willReadFrequently: true });
    this.#showing ??= this.#shown.getContext('2d', { alpha: false });
    this.#image = new ImageData(network.width, network.height);
    this.#values = new Float32Array(network.width * network.height * 3);
    this.#painting = new Uint8ClampedArray(this.#image.data.length);
    this.#paintingBefore = new Uint8ClampedArray(this.#image.data.length);
    this.#motion = new Motion(network);
    this.forget();
  }

  forget(): void {
    this.#photoBefore = null;
  }

  take(copy: FrameCopy): NetworkFrame {
    this.#photo = copy.pixels();
    toValues(this.#photo, this.#values);
    return { values: this.#values };
  }

  put(painted: PaintedFrame, hold: boolean): void {
    if (!('values' in painted)) throw new Error('a painting that is not on the processor');
    [this.#painting, this.#paintingBefore] = [this.#paintingBefore, this.#painting];
    const photo = this.#photoBefore;
    if (photo && hold) this.#motion.find(this.#photo, photo);
    const before = photo && hold ? { photo, painting: this.#paintingBefore, motion: this.#motion } : null;
    smooth(painted.values, this.#photo, this.#network, before, this.#painting);
    this.#photoBefore = this.#photo;
  }

  show(copy: FrameCopy, view: LiveView): ImageBitmap {
    const { width, height } = this.#canvas;
    const composing = this.#composing;
    const showing = this.#showing;
    if (!composing || !showing) throw new Error('no frame to show');
    compose(this.#photo, this.#painting, view.strength, view.keepColours, this.#image.data);
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
