import { describe, expect, test } from 'vitest';
import { gridSide } from '../../web/src/engine/tiles/grid';
import { Plane } from '../../web/src/engine/tiles/plane';

describe('tiles along a side', () => {
  const cases = [8, 64, 72, 80, 128, 200, 512, 520, 1000, 2048, 6000].flatMap((length) =>
    [8, 16, 24].map((margin) => [length, margin] as const),
  );

  test.each(cases)('of %i with a margin of %i cover it once, each well inside its tile', (length, margin) => {
    const { tile, spans } = gridSide(length, 64, margin, 8);
    expect(tile % 8).toBe(0);
    expect(tile).toBeLessThanOrEqual(Math.max(64, 4 * margin));
    let reached = 0;
    for (const { from, start, end } of spans) {
      expect(from % 8).toBe(0);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(from + tile).toBeLessThanOrEqual(length);
      expect(start).toBe(reached);
      expect(end).toBeGreaterThan(start);
      if (start > 0) expect(start - from).toBeGreaterThanOrEqual(margin);
      if (end < length) expect(from + tile - end).toBeGreaterThanOrEqual(margin);
      reached = end;
    }
    expect(reached).toBe(length);
    expect(spans[0]?.from).toBe(0);
    expect((spans.at(-1)?.from ?? 0) + tile).toBe(length);
  });

  test('are one where the side is short', () => {
    expect(gridSide(48, 64, 8, 8)).toEqual({ tile: 48, spans: [{ from: 0, start: 0, end: 48 }] });
  });
});

describe('a plane', () => {
  const numbered = (count: number, first = 0) => Float32Array.from({ length: count }, (_, i) => first + i);

  test('gives the old values until nobody needs them, then the new ones', () => {
    const plane = new Plane(2, 4, 1);
    plane.write({ x: 0, y: 0, width: 2, height: 4 }, numbered(8), 2, 0, 0);
    plane.settle(Infinity);
    const top = { x: 0, y: 0, width: 2, height: 2 };
    plane.write(top, numbered(4, 100), 2, 0, 0);
    expect(Array.from(plane.read(top))).toEqual([0, 1, 2, 3]);
    plane.settle(1);
    expect(Array.from(plane.read(top))).toEqual([0, 1, 2, 3]);
    plane.settle(2);
    expect(Array.from(plane.read(top))).toEqual([100, 101, 102, 103]);
    expect(Array.from(plane.read({ x: 1, y: 1, width: 1, height: 3 }))).toEqual([103, 5, 7]);
  });

  test('takes the inside of tiles, of several channels', () => {
    const plane = new Plane(2, 1, 2);
    const tile = numbered(3 * 2 * 2);
    plane.write({ x: 0, y: 0, width: 1, height: 1 }, tile, 3, 1, 1);
    plane.write({ x: 1, y: 0, width: 1, height: 1 }, tile, 3, 0, 0);
    plane.settle(Infinity);
    expect(Array.from(plane.read({ x: 0, y: 0, width: 2, height: 1 }))).toEqual([8, 9, 0, 1]);
  });
});
