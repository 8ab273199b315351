/**
 * Places from which the encoder looks, in turn: what fools it in one is seen from the next (as Mordvintsev, Olah and
 * Tyka did in "Inceptionism", 2015). Python has the same in `export/optimise_loss.py`.
 */

import { tf } from '../tf';

export interface View {
  /** Pixels by which the picture is shifted; what comes in at a border is reflected there. */
  readonly down: number;
  readonly across: number;
  /** Whether left and right are exchanged then. */
  readonly isMirrored: boolean;
}

/** Down and across, spread over the encoder's coarsest lattice (16 pixels); the first is none. */
const SHIFTS = [
  [0, 0],
  [8, 8],
  [4, -4],
  [-4, 4],
  [2, 6],
  [-6, -2],
  [6, 2],
  [-2, -6],
] as const;

/** All shifts, then all of them mirrored: exchanged at each step, left and right would hold the picture up. */
export const VIEWS: readonly View[] = [false, true].flatMap((isMirrored) =>
  SHIFTS.map(([down, across]) => ({ down, across, isMirrored })),
);

/** Steps that look from one place before the next takes its turn. */
export const HELD = 8;

/** An image of a view, with gradient; [1, height, width, 3]. */
export function seenFrom(image: tf.Tensor4D, { down, across, isMirrored }: View): tf.Tensor4D {
  const shifted = shiftedBy(shiftedBy(image, 1, down), 2, across);
  return isMirrored ? mirrored(shifted) : shifted;
}

/** Left and right exchanged. */
export function mirrored(image: tf.Tensor4D): tf.Tensor4D {
  return tf.reverse(image, 2);
}

function shiftedBy(image: tf.Tensor4D, axis: 1 | 2, by: number): tf.Tensor4D {
  if (by === 0) return image;
  const length = image.shape[axis];
  const part = (from: number, count: number): tf.Tensor4D => {
    const begin = [0, 0, 0, 0];
    const size = [...image.shape];
    begin[axis] = from;
    size[axis] = count;
    return tf.slice(image, begin, size);
  };
  return by > 0
    ? tf.concat([tf.reverse(part(1, by), axis), part(0, length - by)], axis)
    : tf.concat([part(-by, length + by), tf.reverse(part(length - 1 + by, -by), axis)], axis);
}
