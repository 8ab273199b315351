/**
 * Places from which the encoder looks, in turn: what fools it in one is seen from the next (as Mordvintsev, Olah and
 * Tyka did in "Inceptionism", 2015). Python has the same in `export/optimise_loss.py`.
 */

import { tf } from '../tf';
import { asMatrix, asPicture, flipped, lengthOf, part, reversed, zeros, type Axis } from './matrix';

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
  const shifted = asPicture(shiftedBy(shiftedBy(asMatrix(image), 0, down), 1, across));
  return isMirrored ? mirrored(shifted) : shifted;
}

/** Left and right exchanged, with gradient. */
export function mirrored(image: tf.Tensor4D): tf.Tensor4D {
  const run = tf.customGrad((x) => ({
    value: reversed(x as tf.Tensor4D),
    gradFunc: (dy: tf.Tensor) => reversed(dy as tf.Tensor4D),
  }));
  return run(image) as tf.Tensor4D;
}

function shiftedBy(image: tf.Tensor2D, axis: Axis, by: number): tf.Tensor2D {
  if (by === 0) return image;
  const run = tf.customGrad((x) => ({
    value: tf.tidy(() => shift(x as tf.Tensor2D, axis, by)),
    gradFunc: (dy: tf.Tensor) => tf.tidy(() => shiftBack(dy as tf.Tensor2D, axis, by)),
  }));
  return run(image) as tf.Tensor2D;
}

function shift(image: tf.Tensor2D, axis: Axis, by: number): tf.Tensor2D {
  const [length, far] = [lengthOf(image, axis), Math.abs(by)];
  return by > 0
    ? tf.concat([flipped(part(image, axis, 1, far), axis), part(image, axis, 0, length - far)], axis)
    : tf.concat([part(image, axis, far, length - far), flipped(part(image, axis, length - 1 - far, far), axis)], axis);
}

/** The gradient of {@link shift}: pixels that are seen twice, once reflected, get both slopes. */
function shiftBack(slope: tf.Tensor2D, axis: Axis, by: number): tf.Tensor2D {
  const [length, far] = [lengthOf(slope, axis), Math.abs(by)];
  const none = (count: number): tf.Tensor2D => zeros(slope, axis, count);
  const [shown, reflected] =
    by > 0
      ? [
          [part(slope, axis, far, length - far), none(far)],
          [none(1), flipped(part(slope, axis, 0, far), axis), none(length - 1 - far)],
        ]
      : [
          [none(far), part(slope, axis, 0, length - far)],
          [none(length - 1 - far), flipped(part(slope, axis, length - far, far), axis), none(1)],
        ];
  return tf.add(tf.concat(shown, axis), tf.concat(reflected, axis));
}
