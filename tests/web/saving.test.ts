import { describe, expect, test } from 'vitest';
import { blend } from '../../web/src/saving/blend';
import { fileName, slug } from '../../web/src/saving/file';
import { greyPicture, patternPicture } from './fakes/pictures';

describe('blend', () => {
  const photo = patternPicture(20, 10);
  const painting = greyPicture(20, 10, 200);

  test('strength 0 is the photo, 1 the painting', () => {
    expect(blend(photo, painting, 0)).toEqual(photo);
    expect(blend(photo, painting, 1)).toEqual(painting);
  });

  test('between them it is photo + strength * (painting - photo), rounded', () => {
    const mixed = blend(greyPicture(1, 1, 10), greyPicture(1, 1, 21), 0.3);
    expect(Array.from(mixed.data)).toEqual([13, 13, 13, 255]);
  });

  test('refuses pictures of two sizes', () => {
    expect(() => blend(photo, greyPicture(10, 20, 0), 0.5)).toThrow(RangeError);
  });
});

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
