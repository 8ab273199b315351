import { describe, expect, test } from 'vitest';
import { Scheduler } from '../../web/src/studio/live/scheduler';

class Frame {
  closed = false;

  close(): void {
    this.closed = true;
  }
}

function setUp() {
  const clock = { now: 0 };
  return { clock, scheduler: new Scheduler<Frame>(224, () => clock.now) };
}

test('one frame is painted at a time', () => {
  const { scheduler } = setUp();
  const [first, second] = [new Frame(), new Frame()];
  scheduler.offer(first);
  expect(scheduler.next()).toBe(first);
  scheduler.offer(second);
  expect(scheduler.next()).toBeNull();
  scheduler.finish(10);
  expect(scheduler.next()).toBe(second);
  expect(first.closed || second.closed).toBe(false);
});

test('the newest frame waits, those before it are closed', () => {
  const { scheduler } = setUp();
  const frames = [new Frame(), new Frame(), new Frame(), new Frame()];
  for (const frame of frames) {
    scheduler.offer(frame);
    if (frame === frames[0]) scheduler.next();
  }
  scheduler.finish(10);
  expect(scheduler.next()).toBe(frames[3]);
  expect(frames.map(({ closed }) => closed)).toEqual([false, true, true, false]);
  expect(scheduler.dropped).toBe(2);
});

test('frames per second are those of the last second', () => {
  const { clock, scheduler } = setUp();
  for (let i = 0; i < 100; i++) {
    clock.now += i < 50 ? 10 : 40;
    scheduler.begin();
    scheduler.finish(5);
  }
  expect(scheduler.fps).toBeCloseTo(25, 5);
  clock.now += 5_000;
  expect(scheduler.fps).toBe(0);
  expect(scheduler.painted).toBe(100);
});

test('frames that were passed over elsewhere count as dropped', () => {
  const { scheduler } = setUp();
  expect(scheduler.begin()).toBe(true);
  scheduler.finish(5, 3);
  expect(scheduler.dropped).toBe(3);
});

test('a frame that came to nothing makes room for the next, and is not counted', () => {
  const { scheduler } = setUp();
  scheduler.offer(new Frame());
  scheduler.next();
  scheduler.giveUp();
  expect(scheduler.begin()).toBe(true);
  expect(scheduler.painted).toBe(0);
});

describe('paused', () => {
  test('nothing is begun, and what waits or comes is closed', () => {
    const { scheduler } = setUp();
    const [waiting, late] = [new Frame(), new Frame()];
    scheduler.offer(waiting);
    scheduler.pause();
    scheduler.offer(late);
    expect([waiting.closed, late.closed]).toEqual([true, true]);
    expect(scheduler.next()).toBeNull();
    expect(scheduler.begin()).toBe(false);
    scheduler.resume();
    const next = new Frame();
    scheduler.offer(next);
    expect(scheduler.next()).toBe(next);
  });

  test('what was begun is finished, and what must be painted is', () => {
    const { scheduler } = setUp();
    scheduler.offer(new Frame());
    scheduler.next();
    scheduler.pause();
    scheduler.finish(10);
    expect(scheduler.begin({ evenPaused: true })).toBe(true);
  });
});

test('the size follows the speed', () => {
  const { clock, scheduler } = setUp();
  for (let i = 0; i < 20; i++) {
    clock.now += 200;
    scheduler.begin();
    scheduler.finish(200);
  }
  expect(scheduler.sizes.size).toBe(160);
});
