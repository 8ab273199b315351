import { beforeAll, expect, test } from 'vitest';
import { broadened } from '../../web/src/engine/optimise/broad';
import { tf } from '../../web/src/engine/tf';

const SIDE = 64;

beforeAll(async () => {
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
});

/** What is left of a wave that runs across a gradient, as a share of it. */
function kept(wave: (x: number) => number): number {
  const values = Array.from({ length: SIDE * SIDE * 3 }, (_, i) => wave(Math.floor(i / 3) % SIDE));
  const gradient = tf.tensor4d(values, [1, SIDE, SIDE, 3]);
  const found = broadened(gradient);
  const norm = (of: tf.Tensor4D): number =>
    tf.norm(tf.slice(of, [0, 32, 16, 1], [1, 1, 32, 1])).dataSync()[0] as number;
  const share = norm(found) / norm(gradient);
  tf.dispose([gradient, found]);
  return share;
}

// As in tests/python/test_optimise.py.
test('broad forms stay, fine ones go', () => {
  expect(kept((x) => (-1) ** x)).toBeCloseTo(0.1, 2);
  const broad = kept((x) => Math.sin((2 * Math.PI * x) / 32));
  expect(broad).toBeGreaterThan(1.3);
  expect(broad).toBeLessThan(1.4);
  const between = kept((x) => Math.sin((2 * Math.PI * x) / 6));
  expect(between).toBeGreaterThan(0.2);
  expect(between).toBeLessThan(0.5);
});

test('leaves no tensor behind but its answer', () => {
  const gradient = tf.ones<tf.Rank.R4>([1, 8, 8, 3]);
  const before = tf.memory().numTensors;
  const found = broadened(gradient);
  expect(tf.memory().numTensors).toBe(before + 1);
  tf.dispose([gradient, found]);
});
