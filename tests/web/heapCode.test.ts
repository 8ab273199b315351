import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { withDepthwise } from '../../web/src/engine/live/depthwise';
import { withHalfSizePaint } from '../../web/src/engine/live/halfSizePaint';
import { HeapPixels } from '../../web/src/engine/live/heapPixels';
import type { PaintedFrame } from '../../web/src/engine/live/leanNetwork';
import { ArrayPixels, type Pixels } from '../../web/src/engine/live/pixels';
import { heapAddress, heapRoom, runOnHeap } from '../../web/src/engine/live/wasmHeap';
import { startInNode } from './fakes/backend';
import { shippedNetworks } from './fakes/models';

beforeAll(() => startInNode('wasm'));

/** Numbers from 0 to below 1, the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const SIZE = { width: 40, height: 24 };

/** A frame of smooth and of noisy parts, shifted to the right. */
function photo(shift: number, seed: number): Uint8ClampedArray {
  const next = random(seed);
  return Uint8ClampedArray.from({ length: 4 * SIZE.width * SIZE.height }, (_, i) => {
    const x = (Math.floor(i / 4) % SIZE.width) + shift;
    const y = Math.floor(i / 4 / SIZE.width);
    if (i % 4 === 3) return 255;
    return 128 + 90 * Math.sin(x / 3 + (i % 4)) * Math.cos(y / 4) + (x > 30 ? 60 : 4) * (next() - 0.5);
  });
}

function painted(values: tf.Tensor): { readonly array: PaintedFrame; readonly heap: PaintedFrame } {
  const dispose = (): void => undefined;
  return {
    array: { values: values.dataSync<'float32'>(), dispose },
    heap: { address: heapAddress(values), dispose },
  };
}

test('holds frame after frame what the plain arithmetic holds', () => {
  const [array, heap]: [Pixels, Pixels] = [new ArrayPixels(), new HeapPixels(heapRoom())];
  array.resize(SIZE);
  heap.resize(SIZE);
  let held = 0;
  for (const [i, hold] of [true, true, true, true, false, true].entries()) {
    const frame = photo(2 * i, i + 1);
    array.take(frame);
    heap.take(frame);
    expect(heap.photo).toEqual(array.photo);
    const values = tf.randomUniform([1, SIZE.height, SIZE.width, 3], -0.1, 1.1, 'float32', i);
    const frames = painted(values);
    array.put(frames.array, hold);
    heap.put(frames.heap, hold);
    // Of halves that single precision does not tell from others, one step.
    const differences = heap.painting.map((byte, at) => Math.abs(byte - (array.painting[at] ?? 0)));
    expect(Math.max(...differences)).toBeLessThanOrEqual(1);
    expect(differences.filter((one) => one > 0).length).toBeLessThan(differences.length / 500);
    const fresh = new ArrayPixels();
    fresh.resize(SIZE);
    fresh.take(frame);
    fresh.put(frames.array, false);
    held += heap.painting.filter((byte, at) => Math.abs(byte - (fresh.painting[at] ?? 0)) > 1).length;
    values.dispose();
  }
  expect(held).toBeGreaterThan(1000);
});

test('a frame that is taken again before it is painted does not become the one before', () => {
  const pixels = new HeapPixels(heapRoom());
  pixels.resize(SIZE);
  const values = tf.ones([1, SIZE.height, SIZE.width, 3]);
  const dark = tf.zerosLike(values);
  pixels.take(photo(0, 1));
  pixels.put(painted(dark).heap, true);
  pixels.take(photo(9, 5));
  pixels.take(photo(0, 1));
  pixels.put(painted(values).heap, true);
  // Still, so only a share of the way from dark to light.
  expect(Math.max(...pixels.painting.filter((_, i) => i % 4 < 3))).toBeLessThan(100);
});

test.each([
  [[1, 12, 13, 8], 5, 1, true],
  [[1, 18, 20, 12], 4, 2, false],
  [[1, 17, 35, 4], 3, 1, true],
] as const)('depthwise convolutions give what TensorFlow.js gives (%#)', (shape, side, stride, hasBias) => {
  withDepthwise(shippedNetworks().styleTransformer);
  const image = tf.randomUniform<tf.Rank.R4>([...shape], -1, 1, 'float32', 1);
  const kernel = tf.randomUniform<tf.Rank.R4>([side, side, shape[3], 1], -1, 1, 'float32', 2);
  const bias = hasBias ? tf.randomUniform([shape[3]], -1, 1, 'float32', 3) : null;
  const sums = tf.depthwiseConv2d(image, kernel, stride, 'valid');
  const wanted = bias ? tf.add(sums, bias) : sums;
  const [found] = runOnHeap('EaselDepthwise', [image, kernel, ...(bias ? [bias] : [])], { stride });
  expect(found?.shape).toEqual(wanted.shape);
  const numbers = found?.dataSync() ?? [];
  wanted.dataSync().forEach((value, i) => {
    expect(numbers[i]).toBeCloseTo(value, 5);
  });
});

test('the whole range of a sigmoid', () => {
  withHalfSizePaint(shippedNetworks().styleTransformer, true);
  const values = Array.from({ length: 96 }, (_, i) => (i - 48) * (i % 7 === 0 ? 20 : 0.2));
  const squares = tf.tensor4d(values, [1, 2, 4, 12]);
  const [found] = runOnHeap('EaselLayOut', [squares, tf.zeros([1, 4, 8, 3]), tf.zeros([1, 1, 3, 3])], {});
  const wanted = values.map((value) => 1 / (1 + Math.exp(-value))).sort((a, b) => a - b);
  const numbers = Array.from(found?.dataSync() ?? []).sort((a, b) => a - b);
  wanted.forEach((value, i) => {
    expect(Math.abs((numbers[i] ?? 9) - value)).toBeLessThan(1e-6);
  });
});
