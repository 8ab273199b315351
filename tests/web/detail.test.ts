import { describe, expect, test } from 'vitest';
import { resampled } from '../../web/src/opener/resample';
import { scaledPicture, scaledRows } from '../../web/src/saving/scaledRows';
import { pictureOf, rowsOf } from '../../web/src/saving/rows';
import { detailFor, detailsFor, networkSize } from '../../web/src/studio/detail';
import { greyPicture, patternPicture } from './fakes/pictures';

describe('details', () => {
  test.each([
    [{ width: 800, height: 600 }, ['coarse', 'medium', 'fine', 'finest']],
    [{ width: 2048, height: 1536 }, ['coarse', 'medium', 'fine']],
    [{ width: 6000, height: 4000 }, ['coarse', 'medium', 'fine']],
    [{ width: 200, height: 50 }, ['medium', 'fine', 'finest']],
    [{ width: 32, height: 32 }, ['fine', 'finest']],
  ])('of %o', (size, details) => {
    expect(detailsFor(size, 2048)).toEqual(details);
  });

  test('are no larger than what a device with little memory shows', () => {
    expect(detailsFor({ width: 1280, height: 960 }, 1280)).toEqual(['coarse', 'medium', 'fine']);
    expect(detailsFor({ width: 853, height: 640 }, 1280)).toEqual(['coarse', 'medium', 'fine', 'finest']);
    expect(detailFor({ width: 1280, height: 960 }, 'finest', 1280)).toBe('fine');
  });

  test('that a picture does not allow are fine', () => {
    expect(detailFor({ width: 2048, height: 100 }, 'finest', 2048)).toBe('fine');
  });

  test('are sizes for the network', () => {
    expect(networkSize({ width: 801, height: 600 }, 'coarse')).toEqual({ width: 401, height: 300 });
    expect(networkSize({ width: 800, height: 600 }, 'medium')).toEqual({ width: 600, height: 450 });
    expect(networkSize({ width: 800, height: 600 }, 'finest')).toEqual({ width: 1200, height: 900 });
  });
});

describe('rows at another size', () => {
  test('are the picture itself where that has it', () => {
    const picture = patternPicture(9, 7);
    expect(scaledPicture(picture, 9, 7)).toBe(picture);
    expect(resampled(picture, { width: 9, height: 7 })).toBe(picture);
  });

  test('are those of Pillow, enlarged by a cubic', () => {
    const picture = greyPicture(4, 1, 0);
    [10, 200, 30, 255].forEach((value, i) => picture.data.fill(value, i * 4, i * 4 + 3));
    const [row] = [scaledRows(rowsOf(picture), 10, 1).row(0)];
    // Image.fromarray(…).resize((10, 1), Image.Resampling.BICUBIC)
    expect([...row].filter((_, i) => i % 4 === 0)).toEqual([0, 22, 109, 194, 163, 63, 38, 139, 240, 255]);
    expect([...row].filter((_, i) => i % 4 === 3)).toEqual(new Array(10).fill(255));
  });

  test('an even picture stays even, enlarged and made smaller', () => {
    for (const [width, height] of [
      [31, 50],
      [5, 3],
    ] as const) {
      const found = scaledPicture(greyPicture(12, 9, 77), width, height);
      expect(found).toEqual(greyPicture(width, height, 77));
    }
  });

  test('are the same in any order', () => {
    const rows = scaledRows(rowsOf(patternPicture(20, 16)), 50, 37);
    const whole = pictureOf(rows);
    for (const y of [36, 0, 20, 19]) {
      expect(rows.row(y)).toEqual(whole.data.subarray(y * 200, y * 200 + 200));
    }
  });
});
