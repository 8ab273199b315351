import { describe, expect, test, vi } from 'vitest';
import { chunkedBlob } from '../../web/src/saving/blobs';
import type { GalleryEntry } from '../../web/src/studio/gallery/gallery';
import { SeriesRoom } from '../../web/src/studio/series/room';
import type { Work } from '../../web/src/studio/series/work';
import { INITIAL_STATE, type Chosen, type ChosenStyle, type StudioState } from '../../web/src/studio/state';
import { Store } from '../../web/src/studio/store';
import { greyPicture } from './fakes/pictures';
import { deferred } from './fakes/worker';

function chosen(id: string): Chosen {
  return { id, name: id, description: '', picture: greyPicture(40, 40, 9), originalWidth: 40, originalHeight: 40 };
}

function entry(id: string): GalleryEntry {
  return { id, group: 'own', title: id, artist: null, year: null, thumbnailUrl: new URL('http://easel.test/') };
}

const vector = (id: string): ChosenStyle => ({
  id,
  name: id,
  description: '',
  picture: null,
  vector: new Float32Array(4),
});

/** A room whose painter waits until it is let go. */
function setUp(state: Partial<StudioState> = {}) {
  const store = new Store<StudioState>({
    ...INITIAL_STATE,
    gallery: ['night', 'waves', 'scream'].map(entry),
    photo: chosen('lake'),
    style: vector('night'),
    ...state,
  });
  const painted: string[] = [];
  const log: string[] = [];
  let held = deferred<undefined>();
  const work = {
    look: () => ({
      colours: 'style',
      strength: 1,
      detail: 'fine',
      size: 'screen',
      format: 'jpeg',
      quality: 90,
      holdsSettings: false,
      keepsShot: false,
    }),
    open: () => Promise.resolve({ type: 'opened', ...chosen('file') } as const),
    paint: async ({ photo, style }) => {
      painted.push(`${photo.name} ${style.id}`);
      await held.promise;
      return { photo: photo.picture, painting: photo.picture };
    },
    encode: () => Promise.resolve(new Blob(['file'])),
    thumbnail: () => Promise.resolve(null),
    cancel: () => log.push('cancel'),
    renew: () => undefined,
    now: () => 0,
  } satisfies Partial<Work> as unknown as Work;
  const studio = {
    store,
    styles: { find: (id: string) => Promise.resolve(vector(id)) },
    rest: () => log.push('rest'),
    wake: () => {
      log.push('wake');
      return Promise.resolve();
    },
  };
  const room = new SeriesRoom({ studio, work, chance: () => 0 });
  const letGo = (): void => {
    held.resolve(undefined);
    held = deferred();
    held.resolve(undefined);
  };
  return { room, store, painted, log, letGo };
}

const photo = (name: string): File => new File(['x'], name);

describe('the room of many photos and posters', () => {
  test('lets the studio rest while it is open', async () => {
    const { room, log } = setUp();
    await room.enter();
    room.leave();
    expect(log).toEqual(['rest', 'wake']);
  });

  test('what is painted waits while the reader is elsewhere, and goes on', async () => {
    const { room, painted, log, letGo } = setUp();
    await room.enter();
    room.photos.add([photo('a.jpg')]);
    void room.photos.start();
    await vi.waitFor(() => {
      expect(painted).toHaveLength(1);
    });
    room.leave();
    expect(room.photos.store.get().status).toBe('paused');
    expect(log).toEqual(['rest', 'cancel', 'wake']);
    letGo();
    await room.enter();
    await vi.waitFor(() => {
      expect(room.photos.store.get().status).toBe('over');
    });
    expect(painted).toEqual(['a night', 'a night']);
  });

  test('what the reader has paused stays so', async () => {
    const { room, painted } = setUp();
    await room.enter();
    room.photos.add([photo('a.jpg')]);
    void room.photos.start();
    await vi.waitFor(() => {
      expect(painted).toHaveLength(1);
    });
    room.photos.pause();
    room.leave();
    await room.enter();
    expect(room.photos.store.get().status).toBe('paused');
  });

  test('photos and poster are not painted at the same time', async () => {
    const { room, painted } = setUp();
    await room.enter();
    room.photos.add([photo('a.jpg')]);
    void room.photos.start();
    await vi.waitFor(() => {
      expect(painted).toHaveLength(1);
    });
    room.show('poster');
    room.pick(['night', 'waves']);
    void room.poster.paint();
    expect(room.photos.store.get().status).toBe('paused');
    await vi.waitFor(() => {
      expect(painted.at(-1)).toBe('lake night');
    });
    room.photos.resume();
    expect(room.poster.store.get().isPainting).toBe(false);
    expect(room.photos.store.get().status).toBe('running');
  });

  test('photos are painted in the style of the app, until others are chosen; a poster has styles of its own', async () => {
    const { room, store } = setUp();
    await room.enter();
    expect(room.picks).toEqual(['night']);
    store.set({ style: vector('waves') });
    expect(room.picks).toEqual(['waves']);
    room.pick(['scream', 'night']);
    store.set({ style: vector('waves') });
    expect(room.picks).toEqual(['scream', 'night']);
    room.show('poster');
    expect(room.picks).toEqual([]);
  });

  test('offers what the reader has brought or mixed, and takes what is brought now', async () => {
    const { room, store } = setUp({ style: chosen('own-1'), ownStyle: null });
    await room.enter();
    expect(room.store.get().own.map(({ id }) => id)).toEqual(['own-1']);
    expect(room.picks).toEqual(['own-1']);
    room.pick(['night']);
    const brought = chosen('own-2');
    store.set({ style: brought, ownStyle: brought });
    expect(room.store.get().own.map(({ id }) => id)).toEqual(['own-1', 'own-2']);
    expect(room.picks).toEqual(['night', 'own-2']);
    // The same at another scale takes its place.
    const scaled = { ...brought, scale: 2 as const };
    store.set({ style: scaled, ownStyle: scaled });
    expect(room.store.get().own.at(-1)).toBe(scaled);
    expect(room.picks).toEqual(['night', 'own-2']);
    // Once it is kept it hangs in the gallery.
    store.set({ mine: [entry('own-2')] });
    expect(room.store.get().own.map(({ id }) => id)).toEqual(['own-1']);
  });

  test('a poster of another photo is painted anew', async () => {
    const { room, store, letGo } = setUp();
    await room.enter();
    room.show('poster');
    room.pick(['night', 'waves']);
    letGo();
    await room.poster.paint();
    expect(room.poster.isComplete).toBe(true);
    store.set({ photo: chosen('sea') });
    expect(room.poster.isComplete).toBe(false);
  });
});

test('a stream becomes a file in parts that the page need not hold together', async () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
  const count = 40_000;
  let sent = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sent++ < count) controller.enqueue(bytes);
      else controller.close();
    },
  });
  const file = await chunkedBlob(stream, 'application/zip');
  expect(file.size).toBe(bytes.length * count);
  expect(file.type).toBe('application/zip');
  const tail = new Uint8Array(await file.slice(-1000).arrayBuffer());
  expect(tail).toEqual(bytes);
  expect(await (await chunkedBlob(new Blob([]).stream(), 'text/plain')).text()).toBe('');
});
