/** The brush: a stroke becomes numbers of a mask. Knows no screen. */

import type { Size } from '../../protocol/engine';
import type { Mask } from '../../protocol/mask';

/** Long side of masks: soft edges are seen no finer, and a hundred steps back stay small. */
export const MASK_LONG_SIDE = 1024;

export interface Brush {
  /** Diameter, as a share of the picture's long side. */
  readonly size: number;
  /** 0 (a hard edge) .. 1 (thins out from the middle). */
  readonly softness: number;
  /** Takes the style away instead of bringing it. */
  readonly erases: boolean;
}

/** Where the brush is. */
export interface BrushPoint {
  /** From the left and from the top, as shares of width and height. */
  readonly x: number;
  readonly y: number;
  /** Of the brush's diameter, 0..1: a pen's pressure, 1 for all else. */
  readonly pressure: number;
}

/** A part of a mask, in its own pixels. */
export interface MaskPart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A mask for a picture of this size, all of one value. */
export function evenMask({ width, height }: Size, value: number): Mask {
  const share = Math.min(1, MASK_LONG_SIDE / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
  return { ...size, data: new Uint8ClampedArray(size.width * size.height).fill(value) };
}

export function invertedMask({ width, height, data }: Mask): Mask {
  return { width, height, data: data.map((value) => 255 - value) };
}

/** In pixels of the mask. */
interface Dab {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** One stroke on a copy of a mask. Where it crosses itself nothing adds up, so its edge stays as soft as it is. */
export class Stroke {
  /** Changes with every move, until the stroke is over. */
  readonly mask: Mask;
  readonly #brush: Brush;
  #last: Dab | null = null;

  constructor(base: Mask, brush: Brush) {
    this.mask = { ...base, data: base.data.slice() };
    this.#brush = brush;
  }

  /** Draws from the point before, or a dab at the first one; answers what may have changed, null: nothing. */
  moveTo({ x, y, pressure }: BrushPoint): MaskPart | null {
    const { width, height } = this.mask;
    const radius = Math.max(0.5, (this.#brush.size * Math.max(width, height) * pressure) / 2);
    const to = { x: x * width, y: y * height, radius };
    const from = this.#last ?? to;
    this.#last = to;
    const part = this.#partOf(from, to);
    if (part) this.#draw(from, to, part);
    return part;
  }

  #partOf(from: Dab, to: Dab): MaskPart | null {
    const { width, height } = this.mask;
    const reach = Math.max(from.radius, to.radius) + 1;
    const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach));
    const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach));
    const right = Math.min(width, Math.ceil(Math.max(from.x, to.x) + reach));
    const bottom = Math.min(height, Math.ceil(Math.max(from.y, to.y) + reach));
    return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
  }

  #draw(from: Dab, to: Dab, part: MaskPart): void {
    const { width, data } = this.mask;
    const { erases } = this.#brush;
    for (let y = part.y; y < part.y + part.height; y++) {
      for (let x = part.x; x < part.x + part.width; x++) {
        const covered = 255 * this.#coverage(x + 0.5, y + 0.5, from, to);
        if (covered === 0) continue;
        const i = y * width + x;
        const value = data[i] as number;
        data[i] = erases ? Math.min(value, 255 - covered) : Math.max(value, covered);
      }
    }
  }

  /** How much of the brush reaches a place while it goes from one dab to another, 0..1. */
  #coverage(x: number, y: number, from: Dab, to: Dab): number {
    const [alongX, alongY] = [to.x - from.x, to.y - from.y];
    const length = alongX * alongX + alongY * alongY;
    const along = length === 0 ? 1 : ((x - from.x) * alongX + (y - from.y) * alongY) / length;
    const at = Math.min(1, Math.max(0, along));
    const distance = Math.hypot(x - from.x - at * alongX, y - from.y - at * alongY);
    const radius = from.radius + at * (to.radius - from.radius);
    // Even a hard edge is one pixel wide.
    const inner = Math.min(radius * (1 - this.#brush.softness), radius - 0.5);
    const outer = Math.max(radius, inner + 1);
    return 1 - smoothStep((distance - inner) / (outer - inner));
  }
}

/** From 0 to 1, level at both ends. */
export function smoothStep(at: number): number {
  const within = Math.min(1, Math.max(0, at));
  return within * within * (3 - 2 * within);
}
