import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PaintJob, Painted } from '../../web/src/studio/painter';
import { INITIAL_STATE, type StudioState } from '../../web/src/studio/state';
import { Store } from '../../web/src/studio/store';
import { SUBJECT, Swatches } from '../../web/src/studio/styles/swatches';
import { greyPicture } from './fakes/pictures';
import { vectorStyle } from './fakes/styles';

const url = new URL('http://easel.test/still-life.jpg');
const sample = { id: SUBJECT.photo, title: '', description: '', url, thumbnailUrl: url, width: 1200, height: 900 };

class Bench {
  readonly store = new Store<StudioState>({ ...INITIAL_STATE, samples: [sample] });
  readonly jobs: PaintJob[] = [];
  readonly released = vi.fn();
  isReady = true;
  fails = false;
  readonly swatches = new Swatches({
    store: this.store,
    opener: {
      open: () =>
        Promise.resolve({ picture: greyPicture(1200, 900, 90), originalWidth: 1200, originalHeight: 900 } as never),
    },
    createPainter: () => ({
      paint: (job) => {
        this.jobs.push(job);
        if (this.fails) return Promise.reject(new Error('no network'));
        const { width, height } = job.photo;
        return Promise.resolve({ picture: greyPicture(width, height, 7) } as Painted);
      },
      release: this.released,
    }),
    isReady: () => this.isReady,
  });
}

let bench: Bench;

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('')));
  bench = new Bench();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test('show what the thumbnails of the gallery show', () => {
  const rules = readFileSync(new URL('../../export/gallery.toml', import.meta.url), 'utf8');
  const { left, top, width, height } = SUBJECT.part;
  expect(rules).toContain(`photo = "${SUBJECT.photo}"\ncrop = [${[left, top, width].map(String).join(', ')}]`);
  expect(rules).toContain(`painted = ${String(SUBJECT.painted)}\nside = ${String(SUBJECT.side)}\n`);
  expect(height).toBe(width);
});

test('are painted once each, by their vectors, and the worker ends', async () => {
  const [one, other] = [vectorStyle('a', 1), vectorStyle('b', 2)];
  bench.swatches.want(one);
  bench.swatches.want(other);
  bench.swatches.want(one);
  await vi.waitFor(() => {
    expect(bench.swatches.of(other)).toMatchObject({ width: SUBJECT.side, height: SUBJECT.side });
  });
  expect(bench.jobs.map(({ photo, style }) => [photo.width, 'vector' in style && style.vector])).toEqual([
    [SUBJECT.painted, one.vector],
    [SUBJECT.painted, other.vector],
  ]);
  await vi.waitFor(() => {
    expect(bench.released).toHaveBeenCalled();
  });
  bench.swatches.want(one);
  expect(bench.jobs).toHaveLength(2);
  // The same mix at another scale is another one.
  expect(bench.swatches.of({ ...one, scale: 2 })).toBeNull();
});

test('wait for the network and for what else is painted', async () => {
  bench.isReady = false;
  bench.store.set({ phase: { kind: 'painting' } });
  bench.swatches.want(vectorStyle('a', 1));
  bench.isReady = true;
  bench.store.set({ strength: 0.5 });
  await Promise.resolve();
  expect(bench.jobs).toHaveLength(0);
  bench.store.set({ phase: null });
  await vi.waitFor(() => {
    expect(bench.swatches.of(vectorStyle('a', 1))).not.toBeNull();
  });
});

test('that fail are not painted again and again', async () => {
  const warned = vi.spyOn(console, 'warn').mockReturnValue(undefined);
  bench.fails = true;
  const style = vectorStyle('a', 1);
  bench.swatches.want(style);
  await vi.waitFor(() => {
    expect(warned).toHaveBeenCalledOnce();
  });
  bench.swatches.want(style);
  await Promise.resolve();
  expect(bench.jobs).toHaveLength(1);
  expect(bench.swatches.of(style)).toBeNull();
});
