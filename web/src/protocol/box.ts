/** A part of a picture. */

import type { Size } from './engine';
import { isCount, isRecord, isSide } from './guards';

/** In whole pixels from the picture's upper left corner. */
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/** Whether it is one that lies within a picture. */
export function isBoxOf(value: unknown, { width, height }: Size): value is Box {
  return (
    isRecord(value) &&
    isCount(value['left']) &&
    isCount(value['top']) &&
    isSide(value['width']) &&
    isSide(value['height']) &&
    value['left'] + value['width'] <= width &&
    value['top'] + value['height'] <= height
  );
}
