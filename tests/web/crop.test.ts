import { describe, expect, test } from 'vitest';
import type { Box } from '../../web/src/protocol/box';
import { croppedRows, pictureOf, rowsOf } from '../../web/src/saving/rows';
import { CORNERS, dragged, fitted, grown, moved, stepOf } from '../../web/src/studio/frame/boxes';
import {
  boxIn,
  boxOf,
  CROP_KINDS,
  ratioOf,
  WHOLE,
  withBox,
  withKind,
  type Crop,
} from '../../web/src/studio/frame/crop';
import { patternPicture } from './fakes/pictures';

const photo = { id: 'lake', originalWidth: 6000, originalHeight: 4000 };
const tall = { id: 'tower', originalWidth: 3000, originalHeight: 4000 };
const size = { width: 6000, height: 4000 };

function of(kind: Crop['kind']): Crop {
  return { ...WHOLE, kind };
}

function expectInside(box: Box, { width, height }: { width: number; height: number }): void {
  expect(Object.values(box).every(Number.isInteger)).toBe(true);
  expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(0);
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(1);
  expect(box.left + box.width).toBeLessThanOrEqual(width);
  expect(box.top + box.height).toBeLessThanOrEqual(height);
}

/** The same numbers every time, 0..1. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

describe('where a crop begins', () => {
  test.each([
    ['square', photo, { left: 1000, top: 0, width: 4000, height: 4000 }],
    ['square', tall, { left: 0, top: 500, width: 3000, height: 3000 }],
    ['4x5', photo, { left: 1400, top: 0, width: 3200, height: 4000 }],
    ['9x16', photo, { left: 1875, top: 0, width: 2250, height: 4000 }],
    ['wide', photo, { left: 0, top: 429, width: 6000, height: 3141 }],
  ] as const)('%s: as large as it can be, in the middle', (kind, one, box) => {
    expect(boxOf(of(kind), one)).toEqual(box);
  });

  test('the whole has none', () => {
    expect(boxOf(WHOLE, photo)).toBeNull();
    expect(boxIn(WHOLE, photo, { width: 2048, height: 1365 })).toBeNull();
  });

  test('a free one cuts nothing away until it is drawn on that photo', () => {
    expect(boxOf(of('free'), photo)).toBeNull();
    const drawn = withKind(WHOLE, 'free', photo);
    expect(boxOf(drawn, photo)).toEqual({ left: 600, top: 400, width: 4800, height: 3200 });
    expect(boxOf(drawn, tall)).toBeNull();
  });
});

describe('in a picture of another size', () => {
  const shown = { width: 2048, height: 1365 };

  test('in the file itself it is the box to the pixel', () => {
    const crop = withBox(of('free'), photo, { left: 17, top: 3, width: 1234, height: 567 });
    expect(boxIn(crop, photo, size)).toEqual({ left: 17, top: 3, width: 1234, height: 567 });
  });

  test('in what is shown it is rounded, and squares stay square', () => {
    const crop = withBox(of('square'), photo, { left: 1001, top: 333, width: 2999, height: 2999 });
    const box = boxIn(crop, photo, shown) ?? expect.fail();
    expect(box).toEqual({ left: 342, top: 114, width: 1024, height: 1024 });
  });

  test.each(CROP_KINDS.filter((kind) => kind !== 'whole'))('%s never leaves the picture', (kind) => {
    const random = randoms(7);
    for (let i = 0; i < 300; i++) {
      const [width, height] = [32 + Math.floor(random() * 4000), 32 + Math.floor(random() * 4000)];
      const one = { id: 'one', originalWidth: width, originalHeight: height };
      const start = boxOf(withKind(WHOLE, kind, one), one) ?? expect.fail();
      const box = moved(start, (random() - 0.5) * 9000, (random() - 0.5) * 9000, { width, height });
      const factor = Math.min(1, 500 / Math.max(width, height));
      const to = { width: Math.max(32, Math.round(width * factor)), height: Math.max(32, Math.round(height * factor)) };
      const shownBox = boxIn(withBox(of(kind), one, box), one, to) ?? expect.fail();
      expectInside(shownBox, to);
      const ratio = ratioOf(kind);
      if (ratio !== null) expect(Math.abs(shownBox.width - shownBox.height * ratio)).toBeLessThanOrEqual(1 + ratio);
    }
  });
});

describe('the kind is a setting, the place belongs to the photo', () => {
  test('another photo has its own', () => {
    const crop = withBox(of('square'), photo, { left: 0, top: 0, width: 1000, height: 1000 });
    expect(boxOf(crop, tall)).toEqual({ left: 0, top: 500, width: 3000, height: 3000 });
    expect(boxOf(withBox(crop, tall, { left: 1, top: 2, width: 99, height: 99 }), photo)).toEqual({
      left: 0,
      top: 0,
      width: 1000,
      height: 1000,
    });
  });

  test('another shape keeps its place and area', () => {
    const crop = withBox(of('square'), photo, { left: 2000, top: 1000, width: 1000, height: 1000 });
    const box = boxOf(withKind(crop, 'wide', photo), photo) ?? expect.fail();
    expect(box.width / box.height).toBeCloseTo(1.91, 2);
    expect(Math.abs(box.width * box.height - 1e6)).toBeLessThan(5000);
    expect(Math.abs(box.left + box.width / 2 - 2500)).toBeLessThanOrEqual(1);
    // And back: nothing was lost on the way.
    expect(boxOf(withKind(withKind(crop, 'wide', photo), 'square', photo), photo)).toEqual(boxOf(crop, photo));
  });

  test('a free crop begins as what was seen before, and comes back to where it was', () => {
    const square = boxOf(of('square'), photo);
    expect(boxOf(withKind(of('square'), 'free', photo), photo)).toEqual(square);
    const box = { left: 1, top: 2, width: 300, height: 400 };
    const whole = withKind(withBox(of('free'), photo, box), 'whole', photo);
    expect(boxOf(whole, photo)).toBeNull();
    expect(boxOf(withKind(whole, 'free', photo), photo)).toEqual(box);
  });
});

describe('moving and resizing', () => {
  const box = { left: 1000, top: 1000, width: 1000, height: 1000 };

  test('moves as far as the picture goes', () => {
    expect(moved(box, 10.4, -10.6, size)).toEqual({ ...box, left: 1010, top: 989 });
    expect(moved(box, -5000, 9000, size)).toEqual({ ...box, left: 0, top: 3000 });
  });

  test('a corner goes where it is dragged, and the opposite one stays', () => {
    expect(dragged(box, { right: 1, down: 1 }, 3000, 1500, null, size)).toEqual({ ...box, width: 2000, height: 500 });
    expect(dragged(box, { right: 0, down: 0 }, 500, 1500, null, size)).toEqual({
      left: 500,
      top: 1500,
      width: 1500,
      height: 500,
    });
    // The further of the two counts where the shape is fixed.
    expect(dragged(box, { right: 1, down: 0 }, 2500, 1900, 1, size)).toEqual({
      left: 1000,
      top: 500,
      width: 1500,
      height: 1500,
    });
  });

  test('it is not turned inside out, nor made too small to be seen', () => {
    const least = 150;
    expect(dragged(box, { right: 1, down: 1 }, 0, 0, null, size)).toEqual({ ...box, width: least, height: least });
    expect(dragged(box, { right: 1, down: 1 }, 0, 0, 1, size)).toEqual({ ...box, width: least, height: least });
    expect(dragged(box, { right: 0, down: 0 }, 9000, 9000, 1, size)).toMatchObject({ left: 1850, top: 1850 });
  });

  test('keys make it larger: around its middle, or to the right and downwards', () => {
    expect(grown(box, 100, 0, 1, size)).toEqual({ left: 950, top: 950, width: 1100, height: 1100 });
    expect(grown(box, 0, -100, 1, size)).toEqual({ left: 1050, top: 1050, width: 900, height: 900 });
    expect(grown(box, 100, 50, null, size)).toEqual({ ...box, width: 1100, height: 1050 });
    const atEdge = { ...box, left: 5000 };
    expect(grown(atEdge, 100, 0, null, size)).toEqual({ ...atEdge, left: 4900, width: 1100 });
    expect(grown(box, 90000, 0, 1, size)).toEqual({ left: 0, top: 0, width: 4000, height: 4000 });
  });

  test('a step is a hundredth of the picture, and a pixel at least', () => {
    expect(stepOf(size)).toBe(60);
    expect(stepOf({ width: 32, height: 32 })).toBe(1);
  });

  test('whatever is done, it stays within the picture and in its shape', () => {
    const random = randoms(11);
    for (let run = 0; run < 200; run++) {
      const within = { width: 32 + Math.floor(random() * 3000), height: 32 + Math.floor(random() * 3000) };
      const ratio = [null, 1, 4 / 5, 9 / 16, 1.91][run % 5] ?? null;
      let now: Box = { left: 0, top: 0, ...(ratio === null ? within : fitted(within.width, ratio, within)) };
      for (let i = 0; i < 30; i++) {
        const [x, y] = [(random() * 3 - 1) * within.width, (random() * 3 - 1) * within.height];
        const corner = CORNERS[i % 4] ?? expect.fail();
        now =
          [
            () => moved(now, x, y, within),
            () => dragged(now, corner, x, y, ratio, within),
            () => grown(now, x, y, ratio, within),
          ][Math.floor(random() * 3)]?.() ?? expect.fail();
        expectInside(now, within);
        if (ratio !== null) expect(Math.abs(now.width - now.height * ratio)).toBeLessThanOrEqual(1 + ratio);
        if (ratio === 1) expect(now.width).toBe(now.height);
      }
    }
  });
});

test('the rows of a part are those pixels of the whole', () => {
  const whole = patternPicture(20, 11);
  const part = pictureOf(croppedRows(rowsOf(whole), { left: 3, top: 2, width: 5, height: 7 }));
  expect([part.width, part.height]).toEqual([5, 7]);
  for (let y = 0; y < 7; y++) {
    for (let x = 0; x < 5; x++) {
      const [at, from] = [(y * 5 + x) * 4, ((y + 2) * 20 + x + 3) * 4];
      expect(part.data.subarray(at, at + 4)).toEqual(whole.data.subarray(from, from + 4));
    }
  }
});
