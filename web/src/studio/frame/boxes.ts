/** Moving and resizing a box within a picture, in whole pixels, with or without a fixed shape. */

import type { Box } from '../../protocol/box';
import type { Size } from '../../protocol/engine';

/** A box is never made smaller than this many pixels, nor than this share of the picture's long side. */
const LEAST_SIDE = 16;
const LEAST_SHARE = 1 / 40;

/** `down` is 1 for the lower corners, `right` is 1 for those on the right. */
export interface Corner {
  readonly right: 0 | 1;
  readonly down: 0 | 1;
}
export const CORNERS: readonly Corner[] = [
  { right: 0, down: 0 },
  { right: 1, down: 0 },
  { right: 0, down: 1 },
  { right: 1, down: 1 },
];

export function bounded(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

/**
 * The size of this shape that is nearest to the wanted width and fits.
 * @param ratio width by height
 */
export function fitted(width: number, ratio: number, most: Size): Size {
  const fitting = bounded(Math.round(Math.min(width, most.height * ratio)), 1, most.width);
  return { width: fitting, height: bounded(Math.round(fitting / ratio), 1, most.height) };
}

/** A box of this size around the middle of another, pushed into the picture. */
export function boxAround(box: Box, { width, height }: Size, within: Size): Box {
  const left = Math.round(box.left + (box.width - width) / 2);
  const top = Math.round(box.top + (box.height - height) / 2);
  return moved({ left, top, width, height }, 0, 0, within);
}

/** The box, moved by so many pixels as far as the picture goes. */
export function moved(box: Box, right: number, down: number, within: Size): Box {
  return {
    ...box,
    left: bounded(Math.round(box.left + right), 0, within.width - box.width),
    top: bounded(Math.round(box.top + down), 0, within.height - box.height),
  };
}

/**
 * The box with one of its corners dragged to a place; the opposite one stays.
 * @param ratio width by height; null: any
 * @param x of the place, in pixels of the picture, which may lie outside of it
 */
export function dragged(box: Box, corner: Corner, x: number, y: number, ratio: number | null, within: Size): Box {
  const fixedX = corner.right ? box.left : box.left + box.width;
  const fixedY = corner.down ? box.top : box.top + box.height;
  const room = {
    width: corner.right ? within.width - fixedX : fixedX,
    height: corner.down ? within.height - fixedY : fixedY,
  };
  const wanted = { width: corner.right ? x - fixedX : fixedX - x, height: corner.down ? y - fixedY : fixedY - y };
  const { width, height } = resized(wanted, ratio, room, within);
  return {
    left: corner.right ? fixedX : fixedX - width,
    top: corner.down ? fixedY : fixedY - height,
    width,
    height,
  };
}

/**
 * The box, larger or smaller: one of a fixed shape around its middle, any other to the right and downwards.
 * @param right pixels to be added to its width, which may be negative
 * @param down the same for its height
 */
export function grown(box: Box, right: number, down: number, ratio: number | null, within: Size): Box {
  if (ratio !== null) {
    const wanted = { width: box.width + right + down * ratio, height: 0 };
    return boxAround(box, resized(wanted, ratio, within, within), within);
  }
  const wanted = { width: box.width + right, height: box.height + down };
  const size = resized(wanted, null, within, within);
  // At the border it is pushed back.
  return moved({ ...box, ...size }, 0, 0, within);
}

/** How far a key moves a box: a hundredth of the picture. */
export function stepOf({ width, height }: Size): number {
  return Math.max(1, Math.round(Math.max(width, height) / 100));
}

/** The size nearest to the wanted one that has the shape, fits, and is not too small to be seen. */
function resized(wanted: Size, ratio: number | null, room: Size, within: Size): Size {
  const least = Math.max(LEAST_SIDE, Math.ceil(Math.max(within.width, within.height) * LEAST_SHARE));
  if (ratio === null) {
    return {
      width: bounded(Math.round(wanted.width), Math.min(least, room.width), room.width),
      height: bounded(Math.round(wanted.height), Math.min(least, room.height), room.height),
    };
  }
  const width = Math.max(wanted.width, wanted.height * ratio, least, least * ratio);
  return fitted(Math.min(width, room.width), ratio, room);
}
