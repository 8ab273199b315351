import { afterEach, describe, expect, test, vi } from 'vitest';
import { FrameRate } from '../../web/src/live/frameRate';
import { pumpFrames } from '../../web/src/live/frames';
import { FakeFrame, FakeVideo } from './fakes/live';

/** A video that tells of its frames when the test says so. */
class TellingVideo extends FakeVideo {
  waiting: ((now: number, metadata: { mediaTime: number }) => void) | null = null;
  cancelVideoFrameCallback = vi.fn();

  requestVideoFrameCallback(callback: typeof this.waiting): number {
    this.waiting = callback;
    return 7;
  }

  async show(mediaTime: number): Promise<void> {
    this.waiting?.(0, { mediaTime });
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('hands over each frame with its time, until it is stopped', async () => {
  const video = new TellingVideo();
  const times: number[] = [];
  const stop = pumpFrames(
    video.element,
    (_frame, time) => times.push(time),
    () => new FakeFrame().frame,
  );
  await video.show(0.1);
  await video.show(0.2);
  stop();
  await video.show(0.3);
  expect(times).toEqual([0.1, 0.2]);
  expect(video.cancelVideoFrameCallback).toHaveBeenCalledWith(7);
});

test('goes on after a moment without a picture', async () => {
  const video = new TellingVideo();
  const onFrame = vi.fn();
  let fails = true;
  pumpFrames(video.element, onFrame, () => {
    if (fails) throw new DOMException('no picture', 'InvalidStateError');
    return new FakeFrame().frame;
  });
  await video.show(0.1);
  fails = false;
  await video.show(0.2);
  expect(onFrame).toHaveBeenCalledOnce();
});

test('closes a frame that comes too late', async () => {
  const video = new TellingVideo();
  const frame = new FakeFrame();
  const onFrame = vi.fn();
  const stop = pumpFrames(video.element, onFrame, () => Promise.resolve(frame.frame));
  const shown = video.show(0.1);
  stop();
  await shown;
  expect(frame.closed).toBe(true);
  expect(onFrame).not.toHaveBeenCalled();
});

test('without frame callbacks it looks with each animation frame whether time has gone on', async () => {
  const waiting: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => waiting.push(callback));
  vi.stubGlobal('cancelAnimationFrame', vi.fn());
  const video = new FakeVideo();
  const times: number[] = [];
  pumpFrames(
    video.element,
    (_frame, time) => times.push(time),
    () => new FakeFrame().frame,
  );
  for (const time of [0, 0, 0.5, 0.5, 1]) {
    video.currentTime = time;
    waiting.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  }
  expect(times).toEqual([0, 0.5, 1]);
});

describe('the rate of a film', () => {
  function rateOf(times: readonly number[]): number {
    const rate = new FrameRate();
    for (const time of times) rate.add(time);
    return rate.value;
  }
  const every = (seconds: number, count = 20) => Array.from({ length: count }, (_, i) => i * seconds);

  test.each([
    [1 / 24, 24],
    [1 / 30, 30],
    [1 / 60, 30],
    [1 / 12.5, 13],
    [1 / 2, 25],
  ])('pictures every %f s are exported at %i a second', (gap, rate) => {
    expect(rateOf(every(gap))).toBe(rate);
  });

  test('is not misled by pictures that a busy machine skips, nor by jumps', () => {
    const times = every(1 / 25, 60).filter((_, i) => i % 5 !== 2 && i % 7 !== 3);
    expect(rateOf([...times, 30, 0.01, ...every(1 / 25, 4)])).toBe(25);
  });

  test('is that of most films while nothing is known', () => {
    expect(rateOf([])).toBe(25);
  });
});
