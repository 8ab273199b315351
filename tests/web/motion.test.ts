import { describe, expect, test } from 'vitest';
import { smooth } from '../../web/src/engine/live/arithmetic';
import { BLOCK, Motion, RANGE } from '../../web/src/engine/live/motion';

const SIZE = { width: 64, height: 48 };
const COLUMNS = SIZE.width / BLOCK;
const ROWS = SIZE.height / BLOCK;

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** A part of a rough picture, from this place on, with this much noise. */
function photo(right: number, down: number, noise = 0, seed = 1): Uint8ClampedArray {
  const next = random(seed);
  const data = new Uint8ClampedArray(SIZE.width * SIZE.height * 4);
  for (let i = 0, y = down; y < SIZE.height + down; y++) {
    for (let x = right; x < SIZE.width + right; x++, i += 4) {
      const rough = 128 + 60 * Math.sin(x * 0.9 + 3 * Math.sin(y * 0.4)) + 50 * Math.cos(y * 0.7 + x * 0.2);
      data.fill(rough + noise * (next() + next() - 1), i, i + 3);
      data[i + 3] = 255;
    }
  }
  return data;
}

/** The steps of all blocks, and of those whose surroundings are in both pictures. */
function found(now: Uint8ClampedArray, before: Uint8ClampedArray): { all: Set<string>; inner: Set<string> } {
  const motion = new Motion(SIZE);
  motion.find(now, before);
  const steps = Array.from({ length: COLUMNS * ROWS }, (_, i) => motion.steps.slice(2 * i, 2 * i + 2).join(' '));
  const isInner = (at: number, count: number): boolean => at > 0 && at < count - 1;
  const inner = steps.filter((_, i) => isInner(i % COLUMNS, COLUMNS) && isInner(Math.floor(i / COLUMNS), ROWS));
  return { all: new Set(steps), inner: new Set(inner) };
}

describe('motion', () => {
  test.each([
    [1, 0],
    [0, -1],
    [-2, 1],
    [RANGE, RANGE],
  ])('finds where everything was: %i to the right, %i down', (right, down) => {
    expect(found(photo(right, down), photo(0, 0)).inner).toEqual(new Set([`${String(right)} ${String(down)}`]));
  });

  test('finds it through the noise of a camera', () => {
    expect(found(photo(1, 0, 6, 1), photo(0, 0, 6, 2)).inner).toEqual(new Set(['1 0']));
  });

  test('noise alone is no motion, nor is a new picture', () => {
    expect(found(photo(0, 0, 6, 1), photo(0, 0, 6, 2)).all).toEqual(new Set(['0 0']));
    expect(found(photo(0, 0), photo(0, 0).fill(128)).all).toEqual(new Set(['0 0']));
    expect(found(photo(0, 0, 255, 1), photo(0, 0, 255, 2)).all).toEqual(new Set(['0 0']));
  });

  test('a pan over a painting that shimmers is held along its way', () => {
    const next = random(3);
    const shimmer = (): Float32Array =>
      Float32Array.from({ length: SIZE.width * SIZE.height * 3 }, () => 0.5 + 0.2 * (next() - 0.5));
    const motion = new Motion(SIZE);
    let painting = new Uint8ClampedArray(SIZE.width * SIZE.height * 4).fill(128);
    let before = photo(0, 0);
    let raw = 0;
    let shown = 0;
    let valuesBefore = shimmer();
    for (let frame = 1; frame < 16; frame++) {
      const now = photo(frame, 0);
      const values = shimmer();
      const into = new Uint8ClampedArray(painting.length);
      motion.find(now, before);
      smooth(values, now, SIZE, { photo: before, painting, motion }, into);
      for (let y = 0; frame > 6 && y < SIZE.height; y++) {
        for (let x = 0; x < SIZE.width - 1; x++) {
          const at = y * SIZE.width + x;
          raw += (255 * ((values[3 * at] ?? 0) - (valuesBefore[3 * at + 3] ?? 0))) ** 2;
          shown += ((into[4 * at] ?? 0) - (painting[4 * at + 4] ?? 0)) ** 2;
        }
      }
      [painting, before, valuesBefore] = [into, now, values];
    }
    expect(Math.sqrt(shown / raw)).toBeLessThan(0.33);
  });
});
