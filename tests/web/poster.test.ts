import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EaselError } from '../../web/src/protocol/failure';
import type { GalleryEntry } from '../../web/src/studio/gallery/gallery';
import { cellSize, gridFor, MOST_BORDER, MOST_GAP, posterLayout } from '../../web/src/studio/series/layout';
import { layoutOf, Poster } from '../../web/src/studio/series/poster';
import { inksOf, type PosterState } from '../../web/src/studio/series/posterState';
import type { AppLook, Work } from '../../web/src/studio/series/work';
import type { Chosen } from '../../web/src/studio/state';
import { greyPicture } from './fakes/pictures';
import { deferred } from './fakes/worker';

const PHOTOS = { wide: [2048, 1365], high: [1365, 2048], square: [2048, 2048], band: [2048, 200], small: [125, 93] };
const COUNTS = Array.from({ length: 15 }, (_, i) => i + 2);
const PLAIN = { gap: 0, border: 0, captions: false };

describe('the layout of a poster', () => {
  test.each([
    [2, 1.5, 1, 2],
    [2, 0.67, 2, 1],
    [4, 1.5, 2, 2],
    [6, 1.5, 2, 3],
    [6, 0.67, 3, 2],
    [9, 1.5, 3, 3],
    [9, 0.67, 3, 3],
    [12, 1, 4, 3],
    [16, 1.5, 4, 4],
  ])('%i pictures of the shape %f stand in %i columns and %i rows', (count, shape, columns, rows) => {
    expect(gridFor(count, shape)).toEqual({ columns, rows });
  });

  test.each(Object.entries(PHOTOS))('of a %s photo fits what phones can draw, and leaves no row empty', (_, photo) => {
    const [width, height] = photo as [number, number];
    for (const count of COUNTS) {
      const cell = cellSize(count, { width, height });
      expect(cell.width).toBeLessThanOrEqual(width);
      expect(Math.abs(cell.width / cell.height / (width / height) - 1)).toBeLessThan(0.02);
      const layout = posterLayout(count, cell, { gap: MOST_GAP, border: MOST_BORDER, captions: true });
      expect(layout.width * layout.height).toBeLessThan(2 ** 24);
      expect(layout.places).toHaveLength(count);
      expect(layout.columns * (layout.rows - 1)).toBeLessThan(count);
    }
  });

  test('is large where the photo is', () => {
    const photo = { width: 2048, height: 1365 };
    for (const count of [4, 9, 16]) {
      const { width, height } = posterLayout(count, cellSize(count, photo), PLAIN);
      expect(Math.max(width, height)).toBeGreaterThan(4000);
      expect(Math.max(width, height)).toBeLessThan(6000);
    }
  });

  test('paintings neither overlap nor leave the sheet; a shorter last row stands in the middle', () => {
    const cell = { width: 100, height: 80 };
    for (const count of COUNTS) {
      const layout = posterLayout(count, cell, { gap: 5, border: 10, captions: true });
      const { places, border, caption } = layout;
      places.forEach(({ left, top }, i) => {
        expect(left).toBeGreaterThanOrEqual(border);
        expect(left + cell.width).toBeLessThanOrEqual(layout.width - border);
        expect(top + cell.height + caption).toBeLessThanOrEqual(layout.height - border);
        for (const other of places.slice(i + 1)) {
          const apart = Math.abs(other.left - left) >= cell.width || Math.abs(other.top - top) >= cell.height + caption;
          expect(apart).toBe(true);
        }
      });
      const last = places.filter(({ top }) => top === places.at(-1)?.top);
      const [first] = last;
      const end = (last.at(-1)?.left ?? 0) + cell.width;
      expect(Math.abs((first?.left ?? 0) - (layout.width - end))).toBeLessThanOrEqual(1);
    }
  });

  test('gap, border and captions change nothing but the sheet', () => {
    const cell = { width: 300, height: 200 };
    const plain = posterLayout(4, cell, PLAIN);
    expect([plain.width, plain.height]).toEqual([600, 400]);
    const framed = posterLayout(4, cell, { gap: 10, border: 5, captions: false });
    expect([framed.width, framed.height]).toEqual([600 + 20 + 20, 400 + 20 + 20]);
    expect(posterLayout(4, cell, { ...PLAIN, captions: true }).height).toBeGreaterThan(400);
  });
});

test('what stands on a colour can be read on it', () => {
  const inks = (colour: string) => inksOf({ background: 'own', colour });
  expect(inks('#ffffff').ink).not.toBe(inks('#000000').ink);
  expect(inks('#ffe000').ink).toBe(inks('#ffffff').ink);
  expect(inks('#7a2e2e').ink).toBe(inks('#000000').ink);
  expect(inksOf({ background: 'dark', colour: '#ffffff' }).ink).toBe('#ffffff');
});

function setUp({ paint = () => Promise.resolve() }: { paint?: (style: string) => Promise<void> } = {}) {
  const look: AppLook = {
    colours: 'style',
    strength: 1,
    detail: 'fine',
    size: 'full',
    format: 'jpeg',
    quality: 90,
    holdsSettings: true,
    keepsShot: true,
  };
  const current = { look, photo: chosen('lake', 1200, 900) as Chosen | null, chance: 0 };
  const painted: string[] = [];
  const encoded: Parameters<Work['encode']>[0][] = [];
  const cancel = vi.fn();
  const save = vi.fn();
  const work = {
    look: () => current.look,
    findStyle: (id) => Promise.resolve({ id, name: id, description: '', picture: null, vector: new Float32Array(4) }),
    paint: async ({ photo, style }) => {
      painted.push(`${style.id} ${String(photo.picture.width)}`);
      await paint(style.id);
      return { photo: photo.picture, painting: photo.picture };
    },
    encode: (request) => {
      encoded.push(request);
      return Promise.resolve(new Blob([String(encoded.length)]));
    },
    cancel,
    save,
  } satisfies Partial<Work> as unknown as Work;
  const onStart = vi.fn();
  const poster = new Poster({ work, photo: () => current.photo, onStart, chance: () => current.chance });
  const state = (): PosterState => poster.store.get();
  return { poster, state, current, painted, encoded, cancel, save, onStart };
}

function chosen(id: string, width: number, height: number): Chosen {
  const picture = greyPicture(width, height, 90);
  return { id, name: id, description: '', picture, originalWidth: width, originalHeight: height };
}

describe('a poster', () => {
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockReturnValue();
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('is painted style by style, at the size that it has on it, in the colours that are set', async () => {
    const { poster, state, current, painted, encoded, onStart } = setUp();
    current.look = { ...current.look, colours: 'photo', strength: 0.4 };
    poster.pick(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']);
    await poster.paint();
    const { width } = cellSize(10, { width: 1200, height: 900 });
    expect(width).toBeLessThan(1200);
    expect(painted).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((id) => `${id} ${String(width)}`));
    expect(encoded[0]).toMatchObject({ format: 'png', settings: null, colours: 'photo', strength: 0.4 });
    expect(onStart).toHaveBeenCalledTimes(1);
    expect(poster.isComplete).toBe(true);
    expect(state().isPainting).toBe(false);
  });

  test('one more style is painted alone', async () => {
    const { poster, painted } = setUp();
    poster.pick(['a', 'b']);
    await poster.paint();
    poster.pick(['c', 'a', 'b']);
    expect(poster.isComplete).toBe(false);
    await poster.paint();
    expect(painted.map((line) => line[0])).toEqual(['a', 'b', 'c']);
    poster.pick(['b', 'c']);
    expect(poster.isComplete).toBe(true);
  });

  test.each([
    ['photo', { photo: chosen('sea', 1200, 900) }],
    ['strength', { look: { strength: 0.5 } }],
    ['colours', { look: { colours: 'matched' } }],
    ['detail', { look: { detail: 'coarse' } }],
  ] as const)('another %s is painted anew', async (_, change) => {
    const { poster, state, current } = setUp();
    poster.pick(['a', 'b']);
    await poster.paint();
    poster.refresh();
    expect(Object.keys(state().paintings)).toEqual(['a', 'b']);
    if ('photo' in change) current.photo = change.photo;
    else current.look = { ...current.look, ...change.look };
    poster.refresh();
    expect(state().paintings).toEqual({});
  });

  test('gap, captions and background need no painting', async () => {
    const { poster, state, current } = setUp();
    poster.pick(['a', 'b']);
    await poster.paint();
    poster.choose({ gap: 0, border: 9, captions: false, background: 'dark' });
    poster.refresh();
    expect(poster.isComplete).toBe(true);
    expect(layoutOf(current.photo, 2, state())).toMatchObject({ caption: 0, border: 81 });
  });

  test('a cancel keeps what is there; what comes late is not added', async () => {
    const held = deferred<undefined>();
    const { poster, state, cancel, painted } = setUp({
      paint: (id) => (id === 'b' && painted.length === 2 ? held.promise : Promise.resolve()),
    });
    poster.pick(['a', 'b', 'c']);
    const painting = poster.paint();
    await vi.waitFor(() => {
      expect(painted).toHaveLength(2);
    });
    poster.cancel();
    held.resolve(undefined);
    await painting;
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(Object.keys(state().paintings)).toEqual(['a']);
    await poster.paint();
    expect(poster.isComplete).toBe(true);
  });

  test('what fails is said, and can be tried again', async () => {
    let isBroken = true;
    const { poster, state } = setUp({
      paint: () => (isBroken ? Promise.reject(new EaselError('out-of-memory')) : Promise.resolve()),
    });
    poster.pick(['a', 'b']);
    await poster.paint();
    expect(state()).toMatchObject({ problem: 'out-of-memory', isPainting: false });
    isBroken = false;
    await poster.paint();
    expect(poster.isComplete).toBe(true);
  });

  test('needs two styles and a photo, takes sixteen, and is saved only when it is complete', async () => {
    const { poster, state, current, painted, save } = setUp();
    const make = () => Promise.resolve(new Blob(['poster']));
    poster.pick(['a']);
    await poster.paint();
    poster.pick(['a', 'b']);
    await poster.save(make, 'poster.png');
    current.photo = null;
    await poster.paint();
    expect(painted).toEqual([]);
    expect(layoutOf(null, 2, state())).toBeNull();
    expect(layoutOf(chosen('lake', 60, 40), 0, state())).toBeNull();
    expect(save).not.toHaveBeenCalled();
    poster.pick(Array.from({ length: 20 }, (_, i) => String(i)));
    expect(state().picks).toHaveLength(16);
    current.photo = chosen('lake', 60, 40);
    await poster.paint();
    await poster.save(make, 'poster.png');
    expect(save).toHaveBeenCalledWith(expect.any(Blob), 'poster.png');
    await poster.save(() => Promise.reject(new EaselError('save-failed')), 'poster.png');
    expect(state()).toMatchObject({ problem: 'save-failed', isSaving: false });
  });

  test('a surprise is of as many painters as there are, and of no style twice', () => {
    const { poster, state, current } = setUp();
    const entry = (id: string, artist: string | null): GalleryEntry => ({
      id,
      group: 'masters',
      title: id,
      artist,
      year: null,
      thumbnailUrl: new URL('http://easel.test/'),
    });
    const entries = [entry('a1', 'A'), entry('a2', 'A'), entry('a3', 'A'), entry('b1', 'B'), entry('own', null)];
    for (const chance of [0, 0.5, 0.99]) {
      current.chance = chance;
      poster.surprise(entries, 3);
      const { picks } = state();
      expect(new Set(picks).size).toBe(3);
      expect(picks.filter((id) => id.startsWith('a'))).toHaveLength(1);
    }
    poster.surprise(entries, 9);
    expect(new Set(state().picks).size).toBe(5);
  });
});
