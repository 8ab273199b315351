import { expect, test, vi } from 'vitest';
import { paintThroughLosses } from '../../web/src/live/lostPictures';
import { EaselError } from '../../web/src/protocol/failure';
import { FakeFrame } from './fakes/live';

function film() {
  const frames: FakeFrame[] = [];
  const grab = vi.fn(() => {
    const frame = new FakeFrame();
    frames.push(frame);
    return Promise.resolve(frame.frame);
  });
  return { frames, grab };
}

const lost = new EaselError('gpu-lost');
/** The back end failed at something else, a style say, while the frame was painted. */
const replaced = new EaselError('cancelled');
const { signal } = new AbortController();

test('a picture that was lost with its back end is taken from the film once more', async () => {
  const { frames, grab } = film();
  const paint = vi.fn().mockRejectedValueOnce(lost).mockRejectedValueOnce(replaced).mockResolvedValue(undefined);
  await paintThroughLosses(grab, paint, signal);
  expect(paint.mock.calls.map(([frame]: unknown[]) => frame)).toEqual(frames.map(({ frame }) => frame));
  expect(frames).toHaveLength(3);
});

test('a back end that is lost again and again ends it', async () => {
  const { grab } = film();
  const paint = vi.fn().mockRejectedValue(lost);
  await expect(paintThroughLosses(grab, paint, signal)).rejects.toBe(lost);
  expect(grab.mock.calls.length).toBeLessThan(10);
});

test('other failures end it at once', async () => {
  const { grab } = film();
  const paint = vi.fn().mockRejectedValue(new EaselError('network-broken'));
  await expect(paintThroughLosses(grab, paint, signal)).rejects.toThrow('network-broken');
  expect(paint).toHaveBeenCalledTimes(1);
});

test('a painter that gives up ends it, and no other frame is taken', async () => {
  const { grab } = film();
  const given = new AbortController();
  const paint = vi.fn(() => {
    given.abort();
    return Promise.reject(lost);
  });
  await expect(paintThroughLosses(grab, paint, given.signal)).rejects.toThrow();
  expect(grab).toHaveBeenCalledTimes(1);
});
