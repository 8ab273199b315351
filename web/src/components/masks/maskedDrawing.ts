/** A painting on a canvas, seen through a mask: only what a stroke has changed is drawn anew, at the pointer's speed. */

import type { Mask } from '../../protocol/mask';
import type { Picture } from '../../protocol/picture';
import { maskRows } from '../../saving/scaledRows';
import type { MaskPart } from '../../studio/masks/brush';
import type { Layers } from '../paintedLayers';

/** What is drawn beneath the mask, at which opacity. */
interface Layer {
  readonly canvas: HTMLCanvasElement;
  readonly opacity: number;
}

export class MaskedDrawing {
  readonly #context: CanvasRenderingContext2D | null;
  readonly #layers: readonly Layer[];
  readonly #mask: Mask;
  /** The mask at the size of the picture, as opacity. */
  readonly #shares: HTMLCanvasElement;

  /** @param strength 0..1 */
  constructor(canvas: HTMLCanvasElement, photo: Picture, { halfway, shown }: Layers, strength: number, mask: Mask) {
    canvas.width = photo.width;
    canvas.height = photo.height;
    this.#context = canvas.getContext('2d');
    this.#mask = mask;
    this.#shares = document.createElement('canvas');
    this.#shares.width = photo.width;
    this.#shares.height = photo.height;
    // The photo lies beneath as well, so that a part of the strength's mix is never a part of the mask's.
    const mixed = [
      { picture: photo, opacity: 1 },
      ...(halfway ? [{ picture: halfway, opacity: strength }] : []),
      { picture: shown, opacity: strength },
    ];
    const seen = strength === 1 ? [{ picture: shown, opacity: 1 }] : mixed;
    this.#layers = seen.map(({ picture, opacity }) => ({ canvas: canvasOf(picture), opacity }));
    this.draw({ x: 0, y: 0, width: mask.width, height: mask.height });
  }

  /** Draws what shows a part of the mask. */
  draw(part: MaskPart): void {
    const context = this.#context;
    if (!context) return;
    const { left, top, width, height } = this.#boxOf(part);
    this.#drawShares(left, top, width, height);
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    context.clearRect(left, top, width, height);
    for (const { canvas, opacity } of this.#layers) {
      context.globalAlpha = opacity;
      context.drawImage(canvas, left, top, width, height, left, top, width, height);
    }
    context.globalAlpha = 1;
    context.globalCompositeOperation = 'destination-in';
    context.drawImage(this.#shares, left, top, width, height, left, top, width, height);
    context.restore();
  }

  /** The part of the picture that the part of the mask reaches, enlarged. */
  #boxOf(part: MaskPart): { left: number; top: number; width: number; height: number } {
    const { width, height } = this.#shares;
    const across = width / this.#mask.width;
    const down = height / this.#mask.height;
    const left = Math.max(0, Math.floor((part.x - 1) * across));
    const top = Math.max(0, Math.floor((part.y - 1) * down));
    const right = Math.min(width, Math.ceil((part.x + part.width + 1) * across));
    const bottom = Math.min(height, Math.ceil((part.y + part.height + 1) * down));
    return { left, top, width: right - left, height: bottom - top };
  }

  #drawShares(left: number, top: number, width: number, height: number): void {
    const rows = maskRows(this.#mask, this.#shares.width, this.#shares.height);
    const image = new ImageData(width, height);
    for (let y = 0, i = 3; y < height; y++) {
      const row = rows.row(top + y);
      for (let x = 0; x < width; x++, i += 4) image.data[i] = row[left + x] as number;
    }
    this.#shares.getContext('2d')?.putImageData(image, left, top);
  }
}

function canvasOf({ data, width, height }: Picture): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas;
}
