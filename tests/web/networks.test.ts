import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NetworkStore } from '../../web/src/studio/networks';
import { fakeFetch, modelSite } from './fakes/networks';

const MANIFEST = new URL('http://easel.test/models/manifest.json');

function serving(files: ReadonlyMap<string, string>) {
  const fake = fakeFetch(files);
  vi.stubGlobal('fetch', fake.fetch);
  return fake;
}

beforeEach(() => {
  vi.stubGlobal('isSecureContext', true);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('NetworkStore', () => {
  test('fetches, verifies and joins the shards in the order of model.json', async () => {
    serving(modelSite().files);
    const store = new NetworkStore(MANIFEST);
    const { styleTransformer, styleLength } = await store.load();
    expect(new TextDecoder().decode(styleTransformer.weights)).toBe('style-transformer head, style-transformer tail');
    expect((await store.loadEncoder()).model['name']).toBe('style-encoder');
    expect(styleLength).toBe(192);
  });

  test('tells its progress up to all of the bytes', async () => {
    serving(modelSite().files);
    const store = new NetworkStore(MANIFEST);
    const seen: number[] = [];
    store.onProgress = () => seen.push(store.progress.loaded);
    expect(store.done).toBe(false);
    await store.load();
    expect(store.done).toBe(true);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(store.progress.loaded).toBe(store.progress.total);
    expect(store.progress.total).toBeGreaterThan(0);
  });

  test('fetches once, however often it is asked', async () => {
    const { asked } = serving(modelSite().files);
    const store = new NetworkStore(MANIFEST);
    await Promise.all([store.load(), store.load()]);
    await store.load();
    expect(asked.length).toBe(4);
  });

  test('fetches the style encoder only when it is wanted, and tells its progress for itself', async () => {
    const { asked } = serving(modelSite().files);
    const store = new NetworkStore(MANIFEST);
    await store.load();
    const { total } = store.progress;
    expect(asked.filter((path) => path.includes('style-encoder'))).toEqual([]);
    const loading = store.loadEncoder();
    expect([store.done, store.progress.loaded]).toEqual([false, 0]);
    await Promise.all([loading, store.loadEncoder()]);
    expect(store.done).toBe(true);
    expect(asked.filter((path) => path.includes('style-encoder'))).toHaveLength(3);
    expect(store.progress.loaded).toBe(store.progress.total);
    expect(store.progress.total).toBeLessThan(2 * total);
  });

  test('breaking off the encoder leaves what is here', async () => {
    const { asked } = serving(modelSite().files);
    const store = new NetworkStore(MANIFEST);
    await store.load();
    const loading = store.loadEncoder();
    store.cancel();
    await expect(loading).rejects.toMatchObject({ code: 'cancelled' });
    expect(store.done).toBe(true);
    const before = asked.length;
    await store.load();
    expect(asked.length).toBe(before);
    await expect(store.loadEncoder()).resolves.toBeDefined();
  });

  test('refuses a shard that was changed, though its size is right', async () => {
    const { files } = modelSite();
    files.set('/models/style-transformer/a.bin', 'style-transformer tale');
    serving(files);
    await expect(new NetworkStore(MANIFEST).load()).rejects.toMatchObject({ code: 'network-checksum' });
  });

  test('where browsers offer no sha256 the sizes still have to be right', async () => {
    vi.stubGlobal('isSecureContext', false);
    const { files } = modelSite();
    files.set('/models/style-transformer/a.bin', 'longer than it should be');
    serving(files);
    await expect(new NetworkStore(MANIFEST).load()).rejects.toMatchObject({ code: 'network-checksum' });
  });

  test('says what could not be fetched, and tries again when asked again', async () => {
    const { files } = modelSite();
    const shard = '/models/style-transformer/b.bin';
    const content = files.get(shard) ?? '';
    files.delete(shard);
    serving(files);
    const store = new NetworkStore(MANIFEST);
    await expect(store.load()).rejects.toMatchObject({ code: 'network-unreachable', detail: /b\.bin.*404/ });
    files.set(shard, content);
    await expect(store.load()).resolves.toBeDefined();
  });

  test('refuses a manifest that is no JSON', async () => {
    const { files } = modelSite();
    files.set('/models/manifest.json', '<html>');
    serving(files);
    await expect(new NetworkStore(MANIFEST).load()).rejects.toMatchObject({ code: 'network-manifest' });
  });

  test('cancelling breaks the download off; the next one starts anew', async () => {
    const { asked } = serving(modelSite().files);
    const store = new NetworkStore(MANIFEST);
    const first = store.load();
    store.cancel();
    const second = store.load();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    await expect(second).resolves.toBeDefined();
    const before = asked.length;
    store.cancel();
    await expect(store.load()).resolves.toEqual(await second);
    expect(asked.length).toBe(before);
  });
});

describe('the network for live frames', () => {
  const live = (path: string): boolean => path.includes('style-transformer-live');

  test('is that for photos, where the server has no other', async () => {
    serving(modelSite().files);
    const store = new NetworkStore(MANIFEST);
    const { styleTransformer, styleLength } = await store.load();
    expect(await store.loadLive()).toEqual({ files: styleTransformer, styleLength });
  });

  test('is fetched when it is wanted, and once', async () => {
    const { asked } = serving(modelSite({ live: true }).files);
    const store = new NetworkStore(MANIFEST);
    await store.load();
    expect(asked.filter(live)).toEqual([]);
    const { files, styleLength } = await store.loadLive();
    expect(files.model['name']).toBe('style-transformer-live');
    expect(styleLength).toBe(192);
    expect(asked.filter((path) => path.includes('style-encoder'))).toEqual([]);
    await store.loadLive();
    expect(asked.filter(live)).toHaveLength(3);
  });

  test('is tried again after a failure', async () => {
    const { files } = modelSite({ live: true });
    const shard = '/models/style-transformer-live/a.bin';
    const content = files.get(shard) ?? '';
    files.delete(shard);
    serving(files);
    const store = new NetworkStore(MANIFEST);
    await expect(store.loadLive()).rejects.toMatchObject({ code: 'network-unreachable' });
    files.set(shard, content);
    await expect(store.loadLive()).resolves.toBeDefined();
  });
});
