/** Where a style goes: one number for each of few pixels, which are enlarged to those of the picture. */

import { isRecord, isSide } from './guards';

/** `data` holds `width * height` bytes, row by row: 0 (the rest shows) .. 255 (the style shows). Never changed. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

export function isMask(value: unknown): value is Mask {
  return (
    isRecord(value) &&
    isSide(value['width']) &&
    isSide(value['height']) &&
    value['data'] instanceof Uint8ClampedArray &&
    value['data'].length === value['width'] * value['height']
  );
}
