import { describe, expect, test } from 'vitest';
import { cropTo, frameFor, shownSide } from '../../web/src/opener/framing';
import { patternPicture } from './fakes/pictures';

describe('a photo', () => {
  test.each([
    [301, 203, 301, 203],
    [2048, 1000, 2048, 1000],
    [4096, 3072, 2048, 1536],
    [3000, 4001, 1536, 2048],
    [2049, 3, 2048, 3],
  ])('of %i × %i is painted at %i × %i', (width, height, toWidth, toHeight) => {
    const frame = frameFor('photo', width, height);
    expect([frame.width, frame.height]).toEqual([toWidth, toHeight]);
    expect(frame.crop).toEqual({ left: 0, top: 0, width: toWidth, height: toHeight });
  });
});

describe('on a device with little memory', () => {
  test.each([
    [undefined, 2048],
    [8, 2048],
    [4, 1280],
    [0.25, 1280],
  ])('of %s GiB photos are shown at most %i px long', (memory, side) => {
    expect(shownSide(memory)).toBe(side);
  });

  test.each([
    [4096, 3072, 1280, 960],
    [1200, 900, 1200, 900],
    // Narrow ones stay as wide as the networks need, where they are at all.
    [2200, 48, 1467, 32],
    [4000, 50, 2048, 26],
  ])('a photo of %i × %i is painted at %i × %i', (width, height, toWidth, toHeight) => {
    const frame = frameFor('photo', width, height, undefined, 1280);
    expect([frame.width, frame.height]).toEqual([toWidth, toHeight]);
    const whole = frameFor('whole', width, height, undefined, 1280);
    expect([whole.width, whole.height]).toEqual([width, height]);
  });
});

test('a whole photo keeps its size', () => {
  const size = { width: 6000, height: 4000 };
  expect(frameFor('whole', 6000, 4000)).toEqual({ ...size, crop: { left: 0, top: 0, ...size } });
});

describe('a style', () => {
  test.each([
    [1024, 1024, 512, 512, 0, 0, 512, 512],
    [1024, 640, 819, 512, 0, 0, 819, 512],
    [100, 80, 100, 80, 0, 0, 100, 80],
    [4000, 1024, 2000, 512, 488, 0, 1024, 512],
    [384, 1000, 384, 1000, 0, 116, 384, 768],
  ])('of %i × %i is scaled to %i × %i and cropped at %i, %i to %i × %i', (width, height, ...expected) => {
    const { crop, ...size } = frameFor('style', width, height);
    expect([size.width, size.height, crop.left, crop.top, crop.width, crop.height]).toEqual(expected);
  });

  test('is cropped at its centre', () => {
    const picture = patternPicture(10, 4);
    const cropped = cropTo(picture, frameFor('style', 10, 4));
    expect([cropped.width, cropped.height]).toEqual([8, 4]);
    expect(cropped.data.slice(0, 4)).toEqual(picture.data.slice(4, 8));
    expect(cropped.data.slice(-4)).toEqual(picture.data.slice((3 * 10 + 8) * 4, (3 * 10 + 8) * 4 + 4));
  });
});
