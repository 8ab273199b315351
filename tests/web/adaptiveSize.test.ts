import { describe, expect, test } from 'vitest';
import { AdaptiveSize } from '../../web/src/studio/live/adaptiveSize';

/** A device that needs so many milliseconds for a picture of 224 pixels, and in proportion for others. */
class Device {
  now = 0;
  readonly sizes: AdaptiveSize;
  readonly seen: number[] = [];

  constructor(
    start: 160 | 224 | 384 | 640,
    public cost: number,
  ) {
    this.sizes = new AdaptiveSize(start);
  }

  /** Paints for so many seconds of the fake clock. */
  run(seconds: number, interval = 0): void {
    const end = this.now + seconds * 1000;
    while (this.now < end) {
      const { size } = this.sizes;
      if (this.seen.at(-1) !== size) this.seen.push(size);
      const time = this.cost * (size / 224) ** 2;
      this.now += Math.max(time, interval);
      this.sizes.note(time, this.now);
    }
  }
}

test('steps down at once to what holds 24 frames a second', () => {
  const device = new Device(640, 20);
  device.run(3);
  expect(device.seen).toEqual([640, 288]);
});

test('a device too slow for all of them gets the smallest', () => {
  const device = new Device(384, 500);
  device.run(60);
  expect(device.seen).toEqual([384, 160]);
});

test('steps up one size after the other, as far as the device can', () => {
  const device = new Device(160, 4);
  device.run(60, 33);
  expect(device.seen).toEqual([160, 224, 288, 384, 512]);
});

test('does not go back and forth between two sizes', () => {
  const device = new Device(224, 17);
  device.run(300, 33);
  expect(device.seen.length).toBeLessThan(3);
});

test('a step up that was wrong is tried again ever more rarely', () => {
  const device = new Device(160, 20);
  // Whatever is larger than 160 costs far more here than its pixels say.
  const wrong = (): void => {
    device.cost = device.sizes.size > 160 ? 80 : 20;
  };
  const tries: number[] = [];
  for (let second = 0; second < 240; second++) {
    const before = device.seen.length;
    for (let part = 0; part < 30; part++) {
      wrong();
      device.run(1 / 30);
    }
    if (device.seen.length > before && device.seen.includes(224)) tries.push(second);
  }
  expect(tries.length).toBeGreaterThan(2);
  expect(tries.length).toBeLessThan(16);
  expect(device.sizes.size).toBe(160);
});

test('recovers when what slowed it down is over', () => {
  const device = new Device(384, 8);
  device.run(5, 33);
  expect(device.sizes.size).toBe(384);
  device.cost = 40;
  device.run(5, 33);
  expect(device.sizes.size).toBeLessThan(224);
  device.cost = 8;
  device.run(30, 33);
  expect(device.sizes.size).toBe(384);
});

test('one slow frame changes nothing', () => {
  const device = new Device(224, 20);
  device.run(1, 33);
  device.sizes.note(2_000, device.now);
  device.run(1, 33);
  expect(device.sizes.size).toBe(224);
});

describe('pinned', () => {
  test('it stays, whatever it costs', () => {
    const device = new Device(160, 4000);
    device.sizes.pin(640);
    device.run(1000);
    expect(device.seen).toEqual([640]);
  });

  test('and let go it finds its way from there', () => {
    const device = new Device(160, 20);
    device.sizes.pin(640);
    device.run(2);
    device.sizes.pin(null);
    device.run(3);
    expect(device.seen).toEqual([640, 288]);
  });
});
