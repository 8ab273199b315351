import { describe, expect, test } from 'vitest';
import type { Picture } from '../../web/src/protocol/picture';
import { blend } from '../../web/src/saving/blend';
import { colourMap, mapColours } from '../../web/src/saving/colourMatch';
import { fileName, slug } from '../../web/src/saving/file';
import { halfwayPicture } from '../../web/src/saving/halfway';
import { rowsOf } from '../../web/src/saving/rows';
import { greyPicture, patternPicture } from './fakes/pictures';

describe('blend', () => {
  const photo = patternPicture(20, 10);
  const painting = greyPicture(20, 10, 200);

  test('strength 0 is the photo, 1 the painting', () => {
    expect(blend(photo, painting, 0)).toEqual(photo);
    expect(blend(photo, painting, 1)).toEqual(painting);
  });

  test('between them the way bends towards the picture halfway', () => {
    // Of one grey each, so halfway is 0.3 of the photo and 0.7 of the painting: 80.
    const mixed = blend(greyPicture(1, 1, 10), greyPicture(1, 1, 110), 0.3);
    expect(Array.from(mixed.data)).toEqual([55, 55, 55, 255]);
  });

  test('refuses pictures of two sizes', () => {
    expect(() => blend(photo, greyPicture(10, 20, 0), 0.5)).toThrow(RangeError);
  });
});

describe('halfway', () => {
  test('has the strokes of the painting on the broad forms of the photo', () => {
    // Cells of 2 × 2; the photo grows lighter to the right, the painting is checked and of one brightness.
    const [photo, painting] = [greyPicture(128, 8, 0), greyPicture(128, 8, 0)];
    for (let i = 0; i < photo.data.length; i += 4) {
      const [x, y] = [(i / 4) % 128, Math.floor(i / 4 / 128)];
      photo.data.fill(60 + x, i, i + 3);
      painting.data.fill(120 + ((x + y) % 2) * 20, i, i + 3);
    }
    const { data } = halfwayPicture(photo, painting);
    const at = (x: number) => data[(3 * 128 + x) * 4] as number;
    for (const x of [20, 60, 100]) {
      expect(Math.abs(at(x) - at(x + 1))).toBeGreaterThanOrEqual(19);
      expect(at(x) + at(x + 1)).toBeGreaterThan(at(x - 16) + at(x - 15));
    }
  });

  test('of a photo and itself is itself, at sizes that cells do not divide', () => {
    const photo = patternPicture(131, 67);
    const { data } = halfwayPicture(photo, photo);
    expect(data.every((value, i) => Math.abs(value - (photo.data[i] as number)) <= 1)).toBe(true);
  });
});

describe('the photo in the colours of its painting', () => {
  const matchedPicture = (photo: Picture, painting: Picture): Picture => {
    const data = new Uint8ClampedArray(photo.data.length);
    mapColours(photo.data, data, colourMap(rowsOf(photo), rowsOf(painting)));
    return { ...photo, data };
  };
  const photo = patternPicture(40, 30);
  const painting = patternPicture(40, 30);
  for (let i = 0; i < painting.data.length; i += 4) {
    const [r = 0, g = 0, b = 0] = painting.data.subarray(i, i + 3);
    painting.data.set([40 + 0.3 * b, 90 + 0.2 * r + 0.2 * g, 160 - 0.4 * g], i);
  }

  test('has their mean and covariance', () => {
    const [wanted, found] = [painting, matchedPicture(photo, painting)].map(statistics);
    for (const [i, value] of (wanted ?? []).entries()) expect(Math.abs(value - (found?.[i] ?? NaN))).toBeLessThan(2);
  });

  test('is the photo itself where they are the same already', () => {
    const { data } = matchedPicture(photo, photo);
    expect(data.every((value, i) => Math.abs(value - (photo.data[i] as number)) <= 1)).toBe(true);
  });

  test('works for photos of a single colour', () => {
    expect(matchedPicture(greyPicture(8, 8, 0), greyPicture(8, 8, 77))).toEqual(greyPicture(8, 8, 77));
  });
});

/** Means, and square roots of the covariances with their sign, so that all are in bytes. */
function statistics({ data }: Picture): number[] {
  const channels = [0, 1, 2].map((channel) => Array.from(data).filter((_, i) => i % 4 === channel));
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = channels.map(mean);
  const root = (value: number): number => Math.sign(value) * Math.sqrt(Math.abs(value));
  return [
    ...means,
    ...channels.flatMap((one, a) =>
      channels.map((other, b) => {
        const product = mean(one.map((value, i) => value * (other[i] as number)));
        return root(product - (means[a] as number) * (means[b] as number));
      }),
    ),
  ];
}

describe('names of files', () => {
  test.each([
    ['Mountain lake', 'Swirling night', 'mountain-lake_swirling-night.png'],
    ['IMG_2041 (1)', 'été.v2', 'img-2041-1_été-v2.png'],
    ['호수', '밤', '호수_밤.png'],
    ['../../etc/passwd', '', 'etc-passwd_style.png'],
    ['', '???', 'photo_style.png'],
  ])('%s in %s is saved as %s', (photo, style, name) => {
    expect(fileName(photo, style, 'png')).toBe(name);
  });

  test('a long name is cut', () => {
    expect(slug('very '.repeat(50)).length).toBeLessThanOrEqual(60);
  });
});
