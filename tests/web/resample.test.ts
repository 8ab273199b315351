import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Resampler } from '../../web/src/opener/resample';
import type { Picture } from '../../web/src/protocol/picture';
import { greyPicture, patternPicture, rgb } from './fakes/pictures';

function resample(picture: Picture, width: number, height: number, bandRows = picture.height): Picture {
  const resampler = new Resampler(picture.width, picture.height, width, height);
  for (let top = 0; top < picture.height; top += bandRows) {
    const rows = Math.min(bandRows, picture.height - top);
    resampler.addRows(picture.data.subarray(top * picture.width * 4, (top + rows) * picture.width * 4), rows);
  }
  return resampler.finish();
}

describe('Resampler', () => {
  test('gives the bytes that Pillow gives', () => {
    // Image.fromarray(pattern(7, 5)).resize((3, 2), Image.Resampling.BILINEAR)
    const expected = [109, 24, 12, 139, 121, 16, 135, 157, 22, 136, 38, 33, 115, 135, 37, 121, 171, 44];
    expect(Array.from(rgb(resample(patternPicture(7, 5), 3, 2)))).toEqual(expected);
  });

  // sha256 of the same in Pillow, for scales up and down, on one side alone, and by odd ratios.
  test.each([
    [64, 48, 37, 20, '2f1fbf0f5b2485cb4b86af646624743ea4d2d9bbf1ffb697d9e5a7297f226269'],
    [50, 31, 50, 17, 'ec144a8b3ec86a2adece0156d2d9b09a8704992f2e772790a5b3d111f71e3e18'],
    [33, 40, 12, 40, 'b855b9c5feaa1f73a9b9a4887619f130b4eff9b452f40ac39ab1c799e221b5fb'],
    [301, 203, 128, 86, '8a0194537f73d14811f4df959bb969b3c94a80f96da98aa441651d4040062760'],
  ])('scales %i × %i to %i × %i as Pillow does', (width, height, toWidth, toHeight, sha256) => {
    const scaled = rgb(resample(patternPicture(width, height), toWidth, toHeight));
    expect(createHash('sha256').update(scaled).digest('hex')).toBe(sha256);
  });

  test('does not depend on the bands in which the rows come', () => {
    const picture = patternPicture(61, 47);
    expect(resample(picture, 20, 15, 5)).toEqual(resample(picture, 20, 15));
  });

  test('keeps a flat picture flat', () => {
    expect(resample(greyPicture(100, 70, 77), 33, 32)).toEqual(greyPicture(33, 32, 77));
  });

  test('refuses to finish before all rows are there', () => {
    const resampler = new Resampler(4, 4, 2, 2);
    resampler.addRows(new Uint8ClampedArray(16), 1);
    expect(() => resampler.finish()).toThrow(RangeError);
  });
});
