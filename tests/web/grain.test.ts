import { describe, expect, test } from 'vitest';
import { grainOf } from '../../web/src/engine/grain';
import { toMultipleInput, toPartInput } from '../../web/src/engine/padding';
import type { Picture } from '../../web/src/protocol/picture';
import known from './fakes/grain.json';
import { patternPicture } from './fakes/pictures';

/** Slow slopes of colour up to the column `sky`, and every pixel another from there on; as in `test_grain.py`. */
function skyAndLeaves(width: number, height: number, sky: number): Picture {
  const picture = patternPicture(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < sky; x++) {
      picture.data.set([128 + (x >> 4), 100 + (y >> 3), 60 + (x >> 5)], (y * width + x) * 4);
    }
  }
  return picture;
}

test('is what Python adds', () => {
  const { width, height, sky, rows } = known;
  const grain = grainOf(skyAndLeaves(width, height, sky), { x: 0, y: 0, width, height });
  for (const [row, values] of Object.entries(rows)) {
    expect(Array.from(grain.subarray(Number(row) * width, (Number(row) + 1) * width))).toEqual(values);
  }
});

test.each([
  { x: 0, y: 0, width: 40, height: 30 },
  { x: 3, y: 5, width: 20, height: 9 },
  { x: 17, y: 20, width: 83, height: 40 },
  { x: 99, y: 59, width: 1, height: 1 },
])('of the part $width × $height at $x, $y is cut from that of the whole', (part) => {
  const photo = skyAndLeaves(100, 60, 70);
  const whole = grainOf(photo, { x: 0, y: 0, width: 100, height: 60 });
  const rows = Array.from({ length: part.height }, (_, row) => {
    const start = (part.y + row) * 100 + part.x;
    return Array.from(whole.subarray(start, start + part.width));
  });
  expect(Array.from(grainOf(photo, part))).toEqual(rows.flat());
});

describe('as network input', () => {
  const photo = skyAndLeaves(45, 37, 30);

  test('a photo has its grain, which is mirrored with it', () => {
    const { values, width } = toMultipleInput(photo);
    const grain = grainOf(photo, { x: 0, y: 0, width: 45, height: 37 });
    const red = (x: number, y: number): number =>
      Math.fround(((photo.data[(y * 45 + x) * 4] as number) + (grain[y * 45 + x] as number)) / 255);
    expect(grain.some((value) => value !== 0)).toBe(true);
    for (const [x, y] of [
      [0, 0],
      [12, 20],
      [29, 36],
    ] as const) {
      expect(values[(y * width + x) * 3]).toBe(red(x, y));
    }
    expect(values[(38 * width + 5) * 3]).toBe(red(5, 34));
  });

  test('a part is cut from the whole, where it ends in what is mirrored as well', () => {
    const whole = toMultipleInput(photo);
    for (const part of [
      { x: 8, y: 0, width: 16, height: 24 },
      { x: 40, y: 32, width: 8, height: 8 },
    ]) {
      const { values } = toPartInput(photo, part);
      const rows = Array.from({ length: part.height }, (_, row) => {
        const start = ((part.y + row) * whole.width + part.x) * 3;
        return Array.from(whole.values.subarray(start, start + part.width * 3));
      });
      expect(Array.from(values)).toEqual(rows.flat());
    }
  });

  test('black and white stay in range', () => {
    for (const byte of [0, 255]) {
      const data = new Uint8ClampedArray(32 * 32 * 4).fill(byte);
      const { values } = toMultipleInput({ width: 32, height: 32, data });
      expect(values.some((value) => value !== byte / 255)).toBe(true);
      expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
  });
});
