import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EaselError } from '../../web/src/protocol/failure';
import { shareOfAll } from '../../web/src/studio/series/photosState';
import { photo, photoSeries } from './fakes/series';
import { deferred } from './fakes/worker';

beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('many photos', () => {
  test('are painted in their order, each opened once and painted in all styles before the next', async () => {
    const { series, log, state, mostOpen, onStart } = photoSeries();
    series.add([photo('b.jpg'), photo('a.png')]);
    series.pick(['night', 'waves']);
    await series.start();
    expect(log).toEqual([
      'open b.jpg',
      'paint b night',
      'paint b waves',
      'open a.png',
      'paint a night',
      'paint a waves',
    ]);
    expect(mostOpen()).toBe(1);
    expect(onStart).toHaveBeenCalled();
    expect(state().status).toBe('over');
    expect(state().photos.map(({ painted }) => painted)).toEqual([2, 2]);
    expect(state().photos.every(({ thumbnail }) => thumbnail !== null)).toBe(true);
    expect(shareOfAll(state())).toBe(1);
  });

  test('hold no pixels once they are painted: 200 of them are 200 files', async () => {
    const { series, state, mostOpen, zipped } = photoSeries();
    series.add(Array.from({ length: 200 }, (_, i) => photo(`photo ${String(i)}.jpg`)));
    series.pick(['night']);
    await series.start();
    expect(mostOpen()).toBe(1);
    expect(state().photos.every(({ status }) => status === 'done')).toBe(true);
    const held = JSON.stringify(state(), (_, value: unknown) => (ArrayBuffer.isView(value) ? 'pixels' : value));
    expect(held).not.toContain('pixels');
    await series.save('all.zip');
    expect(zipped[0]).toHaveLength(200);
    expect(new Set(zipped[0]?.map(({ name }) => name)).size).toBe(200);
  });

  test('one that cannot be opened is named with the reason, and the others go on', async () => {
    const { series, state, statuses, zipped } = photoSeries();
    series.add([
      photo('a.jpg'),
      photo('notes.txt', 'picture-not-picture'),
      photo('b.jpg', 'picture-broken'),
      photo('c.jpg'),
    ]);
    series.pick(['night']);
    await series.start();
    expect(statuses()).toEqual(['done', 'failed', 'failed', 'done']);
    expect(state().photos.map(({ failure }) => failure)).toEqual([null, 'picture-not-picture', 'picture-broken', null]);
    expect(state().status).toBe('over');
    await series.save('all.zip');
    expect(zipped[0]?.map(({ name }) => name)).toEqual(['a_style-night.jpg', 'c_style-night.jpg']);
    expect(state().isSaved).toBe(true);
  });

  test('what would fail for all of them stops, and can go on', async () => {
    let isOffline = true;
    const { series, state, statuses, log } = photoSeries({
      paint: () => (isOffline ? Promise.reject(new EaselError('network-unreachable')) : Promise.resolve()),
    });
    series.add([photo('a.jpg'), photo('b.jpg')]);
    series.pick(['night']);
    await series.start();
    expect(state()).toMatchObject({ status: 'paused', problem: 'network-unreachable' });
    expect(statuses()).toEqual(['waiting', 'waiting']);
    expect(log).not.toContain('open b.jpg');
    isOffline = false;
    series.resume();
    await vi.waitFor(() => {
      expect(state().status).toBe('over');
    });
    expect(state().problem).toBeNull();
    expect(statuses()).toEqual(['done', 'done']);
  });

  test('a style that cannot be fetched is said, and nothing is begun', async () => {
    const { series, state, log } = photoSeries();
    series.add([photo('a.jpg')]);
    series.pick(['network-checksum']);
    await series.start();
    expect(state()).toMatchObject({ status: 'choosing', problem: 'network-checksum' });
    expect(log).toEqual([]);
  });

  test('a pause breaks off the photo that is painted; its finished styles stay', async () => {
    const held = deferred<undefined>();
    const { series, state, statuses, until, log, cancel } = photoSeries({
      paint: (_, id) => (id === 'waves' && cancel.mock.calls.length === 0 ? held.promise : Promise.resolve()),
    });
    series.add([photo('a.jpg'), photo('b.jpg')]);
    series.pick(['night', 'waves']);
    void series.start();
    await until(() => log.includes('paint a waves'));
    series.pause();
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(state().status).toBe('paused');
    expect(statuses()).toEqual(['waiting', 'waiting']);
    held.resolve(undefined);
    await Promise.resolve();
    expect(state().photos[0]?.painted).toBe(1);
    series.resume();
    await until(() => state().status === 'over');
    expect(log.filter((line) => line === 'paint a night')).toHaveLength(1);
    expect(log.filter((line) => line === 'paint a waves')).toHaveLength(2);
    expect(state().photos.map(({ painted }) => painted)).toEqual([2, 2]);
  });

  test('a cancel keeps what is there for the download, and what comes late is not added', async () => {
    const held = deferred<undefined>();
    const { series, state, statuses, until, log, saved, zipped } = photoSeries({
      paint: (name) => (name === 'b' ? held.promise : Promise.resolve()),
    });
    series.add([photo('a.jpg'), photo('b.jpg'), photo('c.jpg')]);
    series.pick(['night']);
    void series.start();
    await until(() => log.includes('paint b night'));
    series.cancel();
    held.resolve(undefined);
    await Promise.resolve();
    expect(state().status).toBe('over');
    expect(statuses()).toEqual(['done', 'waiting', 'waiting']);
    expect(log).not.toContain('open c.jpg');
    await series.save('all.zip');
    // One file needs no archive.
    expect(saved.map(({ name }) => name)).toEqual(['a_style-night.jpg']);
    expect(zipped).toEqual([]);
  });

  test('a cancel before anything is there goes back to the choice', async () => {
    const held = deferred<undefined>();
    const { series, state, statuses, until, log } = photoSeries({ paint: () => held.promise });
    series.add([photo('a.jpg')]);
    series.pick(['night']);
    void series.start();
    await until(() => log.includes('paint a night'));
    series.cancel();
    expect(state().status).toBe('choosing');
    expect(statuses()).toEqual(['waiting']);
  });

  test('photos that are added meanwhile are painted as well; styles stay as they were', async () => {
    const held = deferred<undefined>();
    const { series, state, until, log } = photoSeries({ paint: () => held.promise });
    series.add([photo('a.jpg')]);
    series.pick(['night']);
    void series.start();
    await until(() => log.includes('paint a night'));
    series.add([photo('b.jpg')]);
    series.pick(['waves']);
    held.resolve(undefined);
    await until(() => state().status === 'over');
    expect(log.at(-1)).toBe('paint b night');
    series.add([photo('c.jpg')]);
    expect(state().status).toBe('paused');
    series.resume();
    await until(() => state().status === 'over');
    expect(log.at(-1)).toBe('paint c night');
  });

  test('one that is taken out while it is painted gives way to the next', async () => {
    const held = deferred<undefined>();
    const { series, state, until, log, zipped, saved } = photoSeries({
      paint: (name) => (name === 'a' ? held.promise : Promise.resolve()),
    });
    series.add([photo('a.jpg'), photo('b.jpg')]);
    series.pick(['night']);
    void series.start();
    await until(() => log.includes('paint a night'));
    series.remove(state().photos[0]?.id ?? 0);
    await until(() => state().status === 'over');
    expect(state().photos.map(({ name }) => name)).toEqual(['b.jpg']);
    await series.save('all.zip');
    expect([zipped.length, saved.map(({ name }) => name)]).toEqual([0, ['b_style-night.jpg']]);
  });

  test('start anew with other styles after they are over', async () => {
    const { series, state, saved } = photoSeries();
    series.add([photo('a.jpg')]);
    series.pick(['night']);
    await series.start();
    series.discard();
    expect(state()).toMatchObject({ status: 'choosing', isSaved: false, photos: [{ painted: 0, status: 'waiting' }] });
    series.pick(['waves']);
    await series.start();
    await series.save('all.zip');
    expect(saved.map(({ name }) => name)).toEqual(['a_style-waves.jpg']);
  });

  test('tells how long the rest takes, by its own pace', async () => {
    const lefts: (number | null)[] = [];
    const { series, state } = photoSeries();
    series.store.subscribe(() => lefts.push(state().left));
    series.add(['a', 'b', 'c', 'd'].map((name) => photo(`${name}.jpg`)));
    series.pick(['night']);
    await series.start();
    expect([...new Set(lefts)]).toEqual([null, 2000, 1000, 0]);
  });

  test('of many sizes begin anew with what paints, now and then', async () => {
    const { series, renew } = photoSeries();
    series.add(Array.from({ length: 20 }, (_, i) => photo(`${String(i)}.jpg`, 40 + i)));
    series.add(Array.from({ length: 20 }, (_, i) => photo(`same ${String(i)}.jpg`, 40)));
    series.pick(['night']);
    await series.start();
    expect(renew).toHaveBeenCalledTimes(2);
  });

  test('are a thousand at most', () => {
    const { series, state } = photoSeries();
    series.add(Array.from({ length: 1003 }, (_, i) => photo(`${String(i)}.jpg`)));
    expect(state().photos).toHaveLength(1000);
    expect(state().tooMany).toBe(3);
  });
});
