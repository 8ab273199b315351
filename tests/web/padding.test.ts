import { describe, expect, test } from 'vitest';
import { fromOutput, paddedSide, paddingIndices, toInput, toMultipleInput } from '../../web/src/engine/padding';
import { patternPicture } from './fakes/pictures';

describe('paddingIndices', () => {
  test('reflects without repeating the border, as numpy.pad does', () => {
    // numpy.pad(range(5), (0, 3), mode="reflect")
    expect(Array.from(paddingIndices(5, 8))).toEqual([0, 1, 2, 3, 4, 3, 2, 1]);
  });

  test('reflects up to the first pixel, and repeats the border where that would not reach', () => {
    expect(Array.from(paddingIndices(5, 9))).toEqual([0, 1, 2, 3, 4, 3, 2, 1, 0]);
    // numpy.pad(range(4), (0, 4), mode="edge"): reflecting four needs five
    expect(Array.from(paddingIndices(4, 8))).toEqual([0, 1, 2, 3, 3, 3, 3, 3]);
    expect(Array.from(paddingIndices(1, 8))).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('leaves a side alone that needs nothing', () => {
    expect(Array.from(paddingIndices(3, 3))).toEqual([0, 1, 2]);
  });
});

test.each([
  [1, 8],
  [8, 8],
  [9, 16],
  [301, 304],
  [2048, 2048],
])('a side of %i is padded to %i', (side, padded) => {
  expect(paddedSide(side)).toBe(padded);
});

describe('toMultipleInput', () => {
  test('pads on the right and at the bottom only, with values in 0..1', () => {
    const picture = patternPicture(13, 10);
    const { width, height, values } = toMultipleInput(picture);
    expect([width, height, values.length]).toEqual([16, 16, 16 * 16 * 3]);
    const at = (x: number, y: number) => Array.from(values.subarray((y * 16 + x) * 3, (y * 16 + x) * 3 + 3));
    const pixel = (x: number, y: number) =>
      Array.from(picture.data.subarray((y * 13 + x) * 4, (y * 13 + x) * 4 + 3), (byte) => Math.fround(byte / 255));
    expect(at(0, 0)).toEqual(pixel(0, 0));
    expect(at(12, 9)).toEqual(pixel(12, 9));
    expect(at(13, 3)).toEqual(pixel(11, 3));
    expect(at(15, 15)).toEqual(pixel(9, 3));
  });
});

describe('fromOutput', () => {
  test.each([
    [16, 8],
    [13, 10],
    [7, 33],
  ])('takes a padded %i × %i picture back unchanged', (width, height) => {
    const picture = patternPicture(width, height);
    const input = toMultipleInput(picture);
    expect(fromOutput(input.values, input.width, width, height)).toEqual(picture);
  });

  test('clips to 0..1 and rounds to the nearest byte', () => {
    const picture = fromOutput(new Float32Array([-0.2, 1.3, 100.4 / 255]), 1, 1, 1);
    expect(Array.from(picture?.data ?? [])).toEqual([0, 255, 100, 255]);
  });

  test('refuses values that are no numbers', () => {
    expect(fromOutput(new Float32Array([0, NaN, 0]), 1, 1, 1)).toBeNull();
    expect(fromOutput(new Float32Array([Infinity, 0, 0]), 1, 1, 1)).toBeNull();
  });

  test('does not look at the padding', () => {
    const { values, width } = toInput(patternPicture(2, 1));
    values[3] = NaN;
    expect(fromOutput(values, width, 1, 1)).not.toBeNull();
  });
});
