/** What the studio's engine computes by itself, on wasm and elsewhere, against plain arithmetic and TensorFlow.js. */

import { beforeAll, describe, expect, test } from 'vitest';
import { broadened } from '../../web/src/engine/optimise/broad';
import { pooled } from '../../web/src/engine/optimise/pooling';
import { statistics, variation } from '../../web/src/engine/optimise/statistics';
import { mirrored, seenFrom, VIEWS } from '../../web/src/engine/optimise/views';
import { enableGradients, tf } from '../../web/src/engine/tf';
import { startInNode } from './fakes/backend';
import { random } from './fakes/encoder';

type Shape = [number, number, number, number];

const SHAPE: Shape = [1, 21, 26, 3];

function drawn(shape: Shape, seed: number): tf.Tensor4D {
  return tf.tensor4d(
    random(
      shape.reduce((size, side) => size * side),
      seed,
    ),
    shape,
  );
}

/** Of whole areas and of zeros, as after relu: most maxima are tied. */
function tied(shape: Shape): tf.Tensor4D {
  return tf.tidy(() => tf.relu(tf.round(tf.mul(drawn(shape, 8), 4))));
}

function inner(a: tf.Tensor, b: tf.Tensor): number {
  return tf.tidy(() => tf.sum(tf.mul(a, b)).dataSync()[0] as number);
}

/** The pixel that a place mirrors at the first and the last, which do not come twice. */
function within(at: number, length: number): number {
  if (at < 0) return -at;
  return at < length ? at : 2 * (length - 1) - at;
}

/** What {@link seenFrom} shows, pixel by pixel. */
function shown(image: tf.Tensor4D, { down, across, isMirrored }: (typeof VIEWS)[number]): number[] {
  const [, height, width] = image.shape;
  const values = image.dataSync();
  return Array.from({ length: height * width * 3 }, (_, i) => {
    const [y, x] = [Math.floor(i / 3 / width), Math.floor(i / 3) % width];
    const from = within((isMirrored ? width - 1 - x : x) - across, width);
    return values[(within(y - down, height) * width + from) * 3 + (i % 3)] as number;
  });
}

/** Pairs of a slope and what TensorFlow.js makes of it. */
async function onCpu<T>(backend: 'wasm' | 'cpu', compute: () => T): Promise<T> {
  await startInNode('cpu');
  const found = compute();
  await startInNode(backend);
  return found;
}

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await enableGradients();
    await startInNode(backend);
  });

  test.each(VIEWS.map((view, i) => [i, view] as const))(
    'view %i shows shifted pixels, and slopes go back',
    (_, view) => {
      const [image, slope] = [drawn(SHAPE, 1), drawn(SHAPE, 2)];
      expect([...seenFrom(image, view).dataSync()]).toEqual(shown(image, view));
      // Of a linear map: what it does to a picture, seen by a slope, is what its way back does to the slope.
      const back = tf.grad((x) => tf.sum(tf.mul(seenFrom(x as tf.Tensor4D, view), slope)))(image);
      const other = drawn(SHAPE, 3);
      expect(inner(back, other)).toBeCloseTo(inner(seenFrom(other, view), slope), 4);
    },
  );

  test('left and right are exchanged', () => {
    const image = drawn(SHAPE, 1);
    expect([...mirrored(image).dataSync()]).toEqual(shown(image, { down: 0, across: 0, isMirrored: true }));
  });

  test.each<[string, (shape: Shape) => tf.Tensor4D, Shape]>([
    ['tied', tied, [1, 8, 12, 5]],
    ['of odd sides, tied', tied, [1, 9, 7, 4]],
    ['of few channels, tied', tied, [1, 6, 8, 3]],
    ['below zero', (shape) => tf.sub(drawn(shape, 8), 1), [1, 6, 8, 7]],
  ])('maximum pooling, %s: slopes go where those of TensorFlow.js go', async (_, make, shape) => {
    const [input, slope] = [make(shape), drawn([1, shape[1] >> 1, shape[2] >> 1, shape[3]], 4)].map((one) =>
      one.dataSync(),
    ) as [Float32Array, Float32Array];
    const way = (pool: (x: tf.Tensor4D) => tf.Tensor4D): Float32Array => {
      const loss = (x: tf.Tensor): tf.Scalar =>
        tf.sum(tf.mul(pool(x as tf.Tensor4D), tf.tensor4d(slope, [1, shape[1] >> 1, shape[2] >> 1, shape[3]])));
      return tf.grad(loss)(tf.tensor4d(input, shape)).dataSync<'float32'>();
    };
    const wanted = await onCpu(backend, () => way((x) => tf.maxPool(x, 2, 2, 'valid')));
    expect(wanted.some((value) => value !== 0)).toBe(true);
    expect(way(pooled)).toEqual(wanted);
  });

  test('blurs are those of a convolution, up to the border', async () => {
    const values = drawn(SHAPE, 5).dataSync();
    const wanted = await onCpu(backend, () => broadened(tf.tensor4d(values, SHAPE)).dataSync());
    const found = broadened(tf.tensor4d(values, SHAPE)).dataSync();
    expect(Math.max(...found.map((value, i) => Math.abs(value - (wanted[i] as number))))).toBeLessThan(1e-6);
  });

  test('the Gram matrix of features is that of their channels', () => {
    const features = drawn([1, 7, 5, 6], 6);
    const values = features.dataSync();
    const found = statistics(features, 'gram').dataSync();
    for (let a = 0; a < 6; a++) {
      for (let b = 0; b < 6; b++) {
        const positions = Array.from(
          { length: 35 },
          (_, i) => (values[i * 6 + a] as number) * (values[i * 6 + b] as number),
        );
        expect(found[a * 6 + b]).toBeCloseTo(positions.reduce((sum, one) => sum + one) / 35, 5);
      }
    }
  });

  test('variation is the mean square of what neighbours differ by, with its gradient', () => {
    const image = drawn(SHAPE, 7);
    const [, height, width] = SHAPE;
    const values = image.dataSync();
    const mean = (step: number, has: (pixel: number) => boolean): number => {
      const squares = Array.from(values, (value, i) =>
        has(Math.floor(i / 3)) ? ((values[i + 3 * step] as number) - value) ** 2 : null,
      ).filter((one) => one !== null);
      return squares.reduce((sum, one) => sum + one) / squares.length;
    };
    const wanted = mean(width, (pixel) => pixel < (height - 1) * width) + mean(1, (pixel) => pixel % width < width - 1);
    expect(variation(image).dataSync()[0]).toBeCloseTo(wanted, 5);
    // Of a square form: its slope along the picture itself is twice its value.
    expect(inner(tf.grad((x) => variation(x as tf.Tensor4D))(image), image)).toBeCloseTo(2 * wanted, 4);
  });

  test('nothing is left behind', () => {
    const [image, features] = [drawn(SHAPE, 1), tied([1, 8, 12, 5])];
    const view = VIEWS[13] as (typeof VIEWS)[number];
    const runs: (() => tf.Tensor)[] = [
      () => tf.grad((x) => tf.sum(seenFrom(x as tf.Tensor4D, view)))(image),
      () => tf.grad((x) => tf.sum(pooled(x as tf.Tensor4D)))(features),
      () => tf.grad((x) => variation(x as tf.Tensor4D))(image),
      () => broadened(image),
    ];
    const left = runs.map((run) => {
      const before = tf.memory().numTensors;
      tf.tidy(run).dispose();
      return tf.memory().numTensors - before;
    });
    expect(left).toEqual([0, 0, 0, 0]);
  });
});
