import { describe, expect, test } from 'vitest';
import { compose, dividerPixels, smooth, STILL_SHARE, toValues } from '../../web/src/engine/live/arithmetic';
import { Motion } from '../../web/src/engine/live/motion';
import { canvasSize, frameSize, networkSize } from '../../web/src/engine/live/sizes';
import { LIVE_CANVAS_LIMIT, LIVE_SIZES } from '../../web/src/protocol/live';

const ONE = { width: 1, height: 1 };
const pixel = (red: number, green: number, blue: number): Uint8ClampedArray =>
  new Uint8ClampedArray([red, green, blue, 255]);

describe('smoothing', () => {
  const values = new Float32Array([1, 0.5, 0]);

  function smoothed(photo: Uint8ClampedArray, photoBefore: Uint8ClampedArray): number[] {
    const painting = pixel(100, 100, 100);
    const into = new Uint8ClampedArray(4);
    smooth(values, photo, ONE, { photo: photoBefore, painting, motion: new Motion(ONE) }, into);
    return [...into];
  }

  test('begins with the painting as it is, clipped', () => {
    const into = new Uint8ClampedArray(4);
    smooth(new Float32Array([1.5, 0.5, -1]), pixel(0, 0, 0), ONE, null, into);
    expect([...into]).toEqual([255, 128, 0, 255]);
  });

  test('follows slowly where the camera picture is still, and at once where it moved', () => {
    const still = smoothed(pixel(50, 50, 50), pixel(53, 48, 50));
    expect(still[0]).toBeCloseTo(100 + STILL_SHARE * 155, -0.5);
    expect(smoothed(pixel(50, 50, 50), pixel(50, 50, 90))).toEqual([255, 128, 0, 255]);
    const between = smoothed(pixel(50, 50, 50), pixel(66, 50, 50))[0] ?? 0;
    expect(between).toBeGreaterThan(still[0] ?? 255);
    expect(between).toBeLessThan(255);
  });

  test('damps noise: the painting flickers less than a third as much', () => {
    // A painting of independent noise, over a still picture.
    let state = 1;
    const noise = (): number => {
      state = (state * 48271) % 2147483647;
      return (state / 2147483647 - 0.5) * 0.1;
    };
    const size = { width: 40, height: 16 };
    const photo = new Uint8ClampedArray(4 * 640).fill(90);
    const painting = new Uint8ClampedArray(photo.length);
    const motion = new Motion(size);
    let raw = 0;
    let shown = 0;
    let rawBefore: Float32Array | null = null;
    for (let i = 0; i < 20; i++) {
      const paintedNow = Float32Array.from({ length: 1920 }, () => 0.5 + noise());
      const before = painting.slice();
      smooth(paintedNow, photo, size, i === 0 ? null : { photo, painting: before, motion }, painting);
      if (rawBefore && i > 5) {
        const last = rawBefore;
        raw += paintedNow.reduce((sum, value, at) => sum + (255 * (value - (last[at] ?? 0))) ** 2, 0);
        shown += painting.reduce((sum, value, at) => sum + (value - (before[at] ?? 0)) ** 2, 0);
      }
      rawBefore = paintedNow;
    }
    expect(Math.sqrt(shown / raw)).toBeLessThan(0.33);
  });
});

describe('composing', () => {
  const photo = pixel(180, 140, 100);
  const painting = pixel(20, 60, 220);

  function composed(strength: number, keepColours: boolean): number[] {
    const into = new Uint8ClampedArray(4);
    compose(photo, painting, strength, keepColours, into);
    return [...into];
  }

  test('mixes photo and painting by strength', () => {
    expect(composed(0, false)).toEqual([...photo]);
    expect(composed(1, false)).toEqual([...painting]);
    expect(composed(0.5, false)).toEqual([100, 100, 160, 255]);
  });

  test('keeps colours: the painting’s brightness, the photo’s chroma', () => {
    const [red = 0, green = 0, blue = 0] = composed(1, true);
    expect(red - green).toBe(40);
    expect(green - blue).toBe(40);
    const luma = (r: number, g: number, b: number): number => 0.299 * r + 0.587 * g + 0.114 * b;
    expect(luma(red, green, blue)).toBeCloseTo(luma(20, 60, 220), -0.5);
    expect(composed(0, true)).toEqual([...photo]);
  });
});

test('bytes become the values of the network', () => {
  const values = new Float32Array(3);
  toValues(pixel(255, 51, 0), values);
  expect([...values]).toEqual([1, Math.fround(0.2), 0]);
});

test('the divider lies between whole pixels', () => {
  expect(dividerPixels(null, 100)).toBe(0);
  expect(dividerPixels(0, 100)).toBe(0);
  expect(dividerPixels(1, 100)).toBe(100);
  // Of a pixel the centre decides.
  expect(dividerPixels(0.254, 100)).toBe(25);
  expect(dividerPixels(0.256, 100)).toBe(26);
});

describe('sizes', () => {
  test('the canvas has that of the source, up to a limit', () => {
    expect(canvasSize({ width: 640, height: 480 })).toEqual({ width: 640, height: 480 });
    expect(canvasSize({ width: 1080, height: 1920 })).toEqual({ width: 720, height: LIVE_CANVAS_LIMIT });
  });

  test.each(LIVE_SIZES)('the network at %i runs at multiples of eight, near the aspect of the source', (size) => {
    for (const source of [
      { width: 1280, height: 720 },
      { width: 480, height: 640 },
      { width: 333, height: 111 },
    ]) {
      const { width, height } = networkSize(source, size);
      expect([width % 8, height % 8, Math.max(width, height)]).toEqual([0, 0, size]);
      expect(Math.abs(width / height / (source.width / source.height) - 1)).toBeLessThan(0.08);
    }
  });

  test('a strip is not made too thin to paint', () => {
    expect(networkSize({ width: 2000, height: 20 }, 160)).toEqual({ width: 160, height: 32 });
  });

  test('a video frame counts as it is displayed', () => {
    const frame = { displayWidth: 480, displayHeight: 640, codedWidth: 640, codedHeight: 480 };
    expect(frameSize(frame as VideoFrame)).toEqual({ width: 480, height: 640 });
    expect(frameSize({ width: 3, height: 4 } as ImageBitmap)).toEqual({ width: 3, height: 4 });
  });
});
