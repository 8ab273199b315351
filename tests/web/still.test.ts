import { afterEach, describe, expect, test, vi } from 'vitest';
import { takeStill } from '../../web/src/live/still';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Draws nothing, and says how large it is. */
class FakeCanvas {
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}

  getContext(): object {
    const getImageData = (_x: number, _y: number, width: number, height: number) => ({
      data: new Uint8ClampedArray(4 * width * height),
    });
    return { setTransform: vi.fn(), drawImage: vi.fn(), getImageData };
  }
}

describe('a snapshot', () => {
  const video = { videoWidth: 3840, videoHeight: 2160 } as HTMLVideoElement;

  test.each([
    [2048, 1152],
    [1280, 720],
  ])('is no longer than a photo may be: %i', (longSide, height) => {
    vi.stubGlobal('OffscreenCanvas', FakeCanvas);
    const picture = takeStill(video, true, longSide);
    expect([picture.width, picture.height, picture.data.length]).toEqual([longSide, height, 4 * longSide * height]);
  });
});
