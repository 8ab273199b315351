import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Keeper } from '../../web/src/studio/keeper';
import { Studio } from '../../web/src/studio/studio';
import type { PaintRequest } from '../../web/src/protocol/engine';
import type { Picture } from '../../web/src/protocol/picture';
import { partsOf } from '../../web/src/studio/styles/mix';
import { REST_MILLISECONDS } from '../../web/src/studio/styles/mixer';
import { quickMask } from '../../web/src/studio/masks/quickMasks';
import { QUICK_SIDE } from '../../web/src/studio/styles/quickPaint';
import { fakeFetch, modelSite, sha256 } from './fakes/networks';
import { greyPicture } from './fakes/pictures';
import { fakeStyleKeeper } from './fakes/styles';
import { FakeWorker } from './fakes/worker';

/** Four letters are one float32. */
const VECTORS = { '1': 'aaaabbbb', '2': 'ccccdddd', '0.5': 'eeeeffff' };

function site(): Map<string, string> {
  const { files } = modelSite();
  const exhibit = (id: string, more: object) => ({
    id,
    title: id,
    file: `${id}.jpg`,
    width: 400,
    height: 300,
    ...more,
  });
  files.set('/samples/samples.json', JSON.stringify([exhibit('lake', { alt: '' })]));
  files.set('/styles/styles.json', JSON.stringify([exhibit('night', { description: '', thumbnail: 'night.jpg' })]));
  const entry = (id: string) => ({ id, group: 'own', title: id, thumbnail: `${id}.webp` });
  const file = (vectors: string, content: string) => ({ vectors, sha256: sha256(content) });
  const gallery = {
    format: 1,
    encoder: ['first'],
    ...file('vectors.bin', VECTORS[1]),
    styleLength: 1,
    scales: { '2': file('vectors-2.bin', VECTORS[2]), '0.5': file('vectors-0.5.bin', VECTORS['0.5']) },
    styles: [entry('waves'), entry('night')],
  };
  files.set('/gallery/gallery.json', JSON.stringify(gallery));
  files.set('/gallery/vectors.bin', VECTORS[1]);
  files.set('/gallery/vectors-2.bin', VECTORS[2]);
  files.set('/gallery/vectors-0.5.bin', VECTORS['0.5']);
  for (const path of ['/samples/lake.jpg', '/styles/night.jpg']) files.set(path, path);
  return files;
}

const answerOf = (width: number) => ({ type: 'encoded', style: Float32Array.of(width), milliseconds: 1 });

/** A studio whose encoder answers how wide the picture is that it sees. */
async function setUp(keeper = fakeStyleKeeper(), encode: (width: number) => unknown = answerOf) {
  const { fetch, asked } = fakeFetch(site());
  vi.stubGlobal('fetch', fetch);
  const painted: PaintRequest[] = [];
  const encodedSizes: number[] = [];
  const opened: Record<string, unknown>[] = [];
  const studio = new Studio({
    site: new URL('http://easel.test/'),
    backend: null,
    spawnOpener: () =>
      new FakeWorker(({ purpose, part }) => {
        opened.push({ purpose, part });
        const { width, height } = purpose === 'photo' ? { width: 400, height: 300 } : { width: 60, height: 50 };
        return { type: 'opened', picture: greyPicture(width, height, 9), originalWidth: width, originalHeight: height };
      }),
    spawnEngine: () =>
      new FakeWorker((request) => {
        const { picture, photo } = request as unknown as { picture: Picture; photo: Picture };
        switch (request.type) {
          case 'start':
            return { type: 'started', backend: { name: 'wasm', threads: 1, software: false } };
          case 'load-encoder':
            return { type: 'encoder-loaded' };
          case 'prepare':
            return { type: 'prepared' };
          case 'encode':
            encodedSizes.push(picture.width);
            return encode(picture.width);
          default:
            painted.push(request as unknown as PaintRequest);
            return { type: 'painted', picture: greyPicture(photo.width, photo.height, 200), milliseconds: 9 };
        }
      }),
    memory: undefined,
    locks: undefined,
    spawnEncoder: () => new FakeWorker(() => ({ type: 'encoded-file', file: new Blob() })),
    saveFile: () => undefined,
    styleKeeper: keeper,
    persist: () => undefined,
    copyPng: null,
    shareFile: null,
  });
  await studio.open();
  const state = () => studio.store.get();
  const entry = (id: string) =>
    [...state().mine, ...state().gallery].find((one) => one.id === id) ?? expect.fail(`no style ${id}`);
  const vector = () => state().style?.vector?.[0];
  const lastPainted = () => painted.at(-1)?.style[0];
  return {
    studio,
    styles: studio.styles,
    state,
    entry,
    vector,
    lastPainted,
    painted,
    encodedSizes,
    opened,
    asked,
    keeper,
  };
}

const letters = (text: string) => new DataView(new TextEncoder().encode(text).buffer).getFloat32(0, true);
const own = (name = 'quilt.jpg') => new File(['quilt'], name, { type: 'image/jpeg' });

beforeEach(() => {
  vi.stubGlobal('isSecureContext', true);
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the scale of a style', () => {
  test('of the gallery comes with its own vectors, fetched when they are wanted', async () => {
    const { studio, styles, state, entry, lastPainted, asked } = await setUp();
    await studio.chooseStyle(entry('waves'));
    expect(lastPainted()).toBe(letters('aaaa'));
    expect(asked.filter((path) => path.includes('vectors-'))).toEqual([]);
    await styles.setScale(2);
    expect(lastPainted()).toBe(letters('cccc'));
    await studio.chooseStyle(entry('night'));
    expect(lastPainted()).toBe(letters('dddd'));
    studio.history.undo();
    studio.history.undo();
    expect(state().style).toMatchObject({ id: 'waves', scale: 1 });
    await styles.setScale(0.5);
    expect(lastPainted()).toBe(letters('eeee'));
    studio.reset();
    await vi.waitFor(() => {
      expect(state().painting?.style).toMatchObject({ id: 'waves', scale: 1 });
    });
  });

  test('of a picture is the size at which the encoder sees it, once each', async () => {
    const { studio, styles, lastPainted, encodedSizes } = await setUp();
    await studio.chooseFile('style', own());
    expect(encodedSizes).toEqual([60]);
    await styles.setScale(2);
    expect(lastPainted()).toBe(120);
    await styles.setScale(1);
    await styles.setScale(2);
    expect(encodedSizes).toEqual([60, 120]);
    await studio.chooseFile('style', own('rug.jpg'));
    expect(lastPainted()).toBe(120);
    expect(encodedSizes).toEqual([60, 120, 120]);
  });
});

test('a reset at another scale is undone in one step, scale and all', async () => {
  const { studio, styles, state, entry } = await setUp();
  await studio.chooseStyle(entry('waves'));
  await styles.setScale(2);
  studio.setStrength(0.4);
  studio.output.choose({ format: 'jpeg' });
  studio.reset();
  await vi.waitFor(() => {
    expect(state().style?.scale).toBe(1);
  });
  studio.history.undo();
  expect(state()).toMatchObject({ strength: 0.4, style: { id: 'waves', scale: 2 } });
  expect(studio.output.store.get().format).toBe('jpeg');
  studio.history.redo();
  expect(state()).toMatchObject({ strength: 1, style: { id: 'waves', scale: 1 } });
});

describe('a style of the reader', () => {
  test('is kept without being painted again, and found in the next visit without the encoder', async () => {
    const { studio, styles, state, painted, keeper } = await setUp();
    await studio.chooseFile('style', own());
    await styles.setScale(2);
    const before = painted.length;
    expect(styles.keepable()?.name).toBe('quilt');
    await styles.keep();
    expect(painted.length).toBe(before);
    expect(styles.keepable()).toBeNull();
    expect(state().mine.map(({ title }) => title)).toEqual(['quilt']);

    const next = await setUp(keeper);
    const [kept] = next.state().mine;
    await next.studio.chooseStyle(kept ?? expect.fail());
    expect(next.state().style).toMatchObject({ name: 'quilt', picture: { width: 60 } });
    expect(next.vector()).toBe(60);
    await next.styles.setScale(2);
    expect(next.lastPainted()).toBe(120);
    expect(next.encodedSizes).toEqual([]);
    await next.styles.setScale(0.5);
    expect(next.encodedSizes).toEqual([38]);
    expect([...keeper.styles.values()][0]?.vectors[0.5]).toEqual(Float32Array.of(38));
  });

  test('is kept at once while the encoder is at it, also where that is broken off', async () => {
    let reply: unknown = new Promise(() => undefined);
    const { studio, styles, state, keeper } = await setUp(fakeStyleKeeper(), (width) => reply ?? answerOf(width));
    void studio.chooseFile('style', own());
    await vi.waitFor(() => {
      expect(state().phase?.kind).toBe('painting');
    });
    const keeping = styles.keep();
    await vi.waitFor(() => {
      expect(styles.mine.store.get()).toMatchObject({ isBusy: false, message: { kind: 'kept', name: 'quilt' } });
    });
    studio.cancel();
    await keeping;
    expect(styles.keepable()).toBeNull();
    const [kept] = keeper.styles.values();
    expect(kept?.vectors).toEqual({});
    // Its numbers are noted once they are made.
    reply = undefined;
    await styles.setScale(2);
    expect(keeper.styles.get(kept?.id ?? '')?.vectors).toEqual({ 2: Float32Array.of(120) });
  });

  test('stays the style when it is deleted', async () => {
    const { studio, styles, state } = await setUp();
    await studio.chooseFile('style', own());
    await styles.keep();
    const id = state().style?.id ?? '';
    await styles.remove(id);
    expect([state().style?.id, state().ownStyle?.id, state().mine]).toEqual([id, id, []]);
    expect(styles.keepable()?.id).toBe(id);
  });

  test('whose picture is gone is told of, and what was chosen stays', async () => {
    const { studio, styles, state, entry, keeper } = await setUp();
    await studio.chooseFile('style', own());
    await styles.keep();
    const id = state().style?.id ?? '';
    await studio.chooseStyle(entry('waves'));
    keeper.pictures.clear();
    await studio.chooseStyle(entry(id));
    expect(state()).toMatchObject({ style: { id: 'waves' }, opening: { style: null }, notice: null });
    expect(styles.mine.store.get().message).toEqual({ kind: 'unreadable', name: 'quilt' });
  });

  test('is opened as a picture without being chosen, and so is one of the site or of a file', async () => {
    const { studio, styles, state, entry, opened, keeper } = await setUp();
    await studio.chooseFile('style', own());
    await styles.keep();
    const id = state().style?.id ?? '';
    await studio.chooseStyle(entry('waves'));
    const before = state();
    expect(await styles.picture(id)).toMatchObject({ id, name: 'quilt', picture: { width: 60 }, originalWidth: 60 });
    expect(await styles.picture('night')).toMatchObject({ id: 'night', picture: { width: 60 } });
    const [first, second] = [await styles.pictureIn(own('rug.jpg')), await styles.pictureIn(own('rug.jpg'))];
    expect(first).toMatchObject({ name: 'rug', picture: { width: 60 } });
    expect(first.id).not.toBe(second.id);
    expect(opened.slice(-4).map(({ purpose }) => purpose)).toEqual(['style', 'style', 'style', 'style']);
    expect(state()).toBe(before);
    await expect(styles.picture('waves')).rejects.toMatchObject({ code: 'unexpected' });
    keeper.pictures.clear();
    await expect(styles.picture(id)).rejects.toMatchObject({ code: 'cancelled' });
    expect(styles.mine.store.get().message).toEqual({ kind: 'unreadable', name: 'quilt' });
  });

  test('may be a part of a picture', async () => {
    const { studio, styles, state, entry, opened } = await setUp();
    await studio.chooseStyle(entry('waves'));
    expect(styles.canCrop()).toBe(false);
    await studio.chooseStyle(entry('night'));
    expect(styles.canCrop()).toBe(true);
    const source = await styles.cropSource();
    expect(source).toMatchObject({ name: 'night', originalWidth: 400, originalHeight: 300 });
    const part = { left: 10, top: 20, width: 80, height: 60 };
    await styles.crop(source, part, 'night, detail');
    expect(opened.at(-1)).toEqual({ purpose: 'style', part });
    expect(state().style).toMatchObject({ name: 'night, detail', picture: { width: 60 } });
    expect(state().ownStyle).toBe(state().style);
  });
});

describe('a mix', () => {
  test('of a style of the gallery and a picture of the reader does not travel', async () => {
    const { studio, styles, state, entry, lastPainted } = await setUp();
    await studio.chooseFile('style', own());
    styles.mixer.open();
    await styles.press(entry('waves'));
    expect(partsOf(state().style).map(({ style, weight }) => [style.name, weight])).toEqual([
      ['quilt', 50],
      ['waves', 50],
    ]);
    expect(lastPainted()).toBe(Math.fround(30 + letters('aaaa') / 2));
    expect(studio.referStyle(`waves:50,${state().style?.id ?? ''}:50`)).toBeNull();
  });

  test('is found by a reference, at its scale', async () => {
    const { studio, state, lastPainted } = await setUp();
    await studio.referStyle('waves:25,night:75@2');
    expect(state().style).toMatchObject({ name: 'waves 25\u00a0% · night 75\u00a0%', scale: 2 });
    expect(lastPainted()).toBe(Math.fround(0.25 * letters('cccc') + 0.75 * letters('dddd')));
    expect(studio.referStyle('waves:25,gone:75')).toBeNull();
  });

  test.each([false, true])(
    'is shown small while it is dragged, until the painting is there; masked: %s',
    async (masked) => {
      const { studio, styles, state, entry, painted } = await setUp();
      await studio.chooseStyle(entry('waves'));
      if (masked) studio.masks.replace(quickMask('left', { width: 40, height: 40 }));
      styles.mixer.open();
      await styles.press(entry('night'));
      const previews: (number | null)[] = [];
      studio.store.subscribe(() => previews.push(state().preview?.picture.width ?? null));
      styles.mixer.moveTo({ x: 0.2, y: 0 });
      await vi.waitFor(() => {
        expect(state().preview?.picture.width).toBe(QUICK_SIDE);
      });
      expect(painted.at(-1)?.photo).toMatchObject({ width: QUICK_SIDE, height: 216 });
      await new Promise((resolve) => setTimeout(resolve, REST_MILLISECONDS + 50));
      await vi.waitFor(() => {
        expect(state().painting?.style).toBe(state().style);
      });
      expect(state()).toMatchObject({ preview: null, style: { name: 'waves 80\u00a0% · night 20\u00a0%' } });
      expect(previews).toContain(QUICK_SIDE);
      styles.mixer.finish();
      expect(state().painting?.style).toBe(state().style);
    },
  );
});

describe('a style that was sent', () => {
  /** What settings are made and set by; answers the last link that was copied. */
  function keeperOf(studio: Studio) {
    const copied: string[] = [];
    const keeper = new Keeper({
      studio,
      text: { load: () => null, save: () => undefined },
      photo: {
        load: () => Promise.reject(new Error('none')),
        save: () => Promise.resolve(),
        discard: () => Promise.resolve(),
      },
      persist: () => undefined,
      copyText: (text) => {
        copied.push(text);
        return Promise.resolve();
      },
      address: () => 'http://easel.test/',
    });
    const hash = async () => {
      await keeper.copyLink();
      return new URL(copied.at(-1) ?? '').hash;
    };
    return { keeper, hash };
  }

  test('is kept, found in the next visit, and stays when it is deleted while it is chosen', async () => {
    const sender = await setUp();
    await sender.studio.chooseFile('style', own());
    const hash = await keeperOf(sender.studio).hash();
    const { studio, styles, state, entry, encodedSizes } = await setUp();
    keeperOf(studio).keeper.openLink(hash);
    await vi.waitFor(() => {
      expect(styles.keepable()).toMatchObject({ name: 'quilt', picture: null });
    });
    const id = state().style?.id ?? '';
    await styles.keep();
    expect(state().mine).toMatchObject([{ id, title: 'quilt', group: 'mine' }]);
    expect(styles.keepable()).toBeNull();
    await styles.mine.rename(id, 'Grandma’s quilt');
    await studio.chooseStyle(entry('waves'));
    // As in a visit that was not sent anything.
    studio.store.set({ sent: [] });
    await styles.press({ id });
    expect(state().style).toMatchObject({ id, name: 'Grandma’s quilt', picture: null });
    expect(state().style?.vector?.[0]).toBe(60);
    await styles.remove(id);
    expect([state().mine, state().sent]).toMatchObject([[], [{ id, name: 'Grandma’s quilt' }]]);
    expect(encodedSizes).toEqual([]);
  });

  test('is painted without the encoder, chosen again, mixed, and found by its id', async () => {
    const sender = await setUp();
    await sender.studio.chooseFile('style', own());
    const hash = await keeperOf(sender.studio).hash();

    const { studio, styles, state, entry, lastPainted, encodedSizes } = await setUp();
    keeperOf(studio).keeper.openLink(hash);
    await vi.waitFor(() => {
      expect(state().painting?.style).toMatchObject({ name: 'quilt', picture: null });
    });
    expect(lastPainted()).toBe(60);
    const sent = state().style ?? expect.fail();
    await studio.chooseStyle(entry('waves'));
    await studio.referStyle(sent.id);
    expect(state().painting?.style).toBe(state().style);
    expect(state().style?.vector?.[0]).toBe(60);
    expect(await styles.find(sent.id)).toBe(state().style);
    expect(await studio.masks.find(sent.id)).toMatchObject({ vector: Float32Array.of(60) });
    expect([styles.keepable(), styles.canCrop()]).toEqual([state().style, false]);
    // Other styles come at another scale, and this one is what it is.
    await studio.chooseStyle(entry('waves'));
    await styles.setScale(2);
    styles.mixer.open();
    await styles.press(sent);
    expect(partsOf(state().style).map(({ style }) => style.vector?.[0])).toEqual([letters('cccc'), 60]);
    expect(encodedSizes).toEqual([]);
    // And it goes on from here, in the mix.
    const third = await setUp();
    keeperOf(third.studio).keeper.openLink(await keeperOf(studio).hash());
    await vi.waitFor(() => {
      expect(third.state().style).toMatchObject({
        scale: 2,
        parts: [{ weight: 50 }, { weight: 50, style: { name: 'quilt' } }],
      });
    });
    expect(third.lastPainted()).toBe(state().style?.vector?.[0]);
  });

  test('that the reader has kept is the kept one, with its picture', async () => {
    const { studio, styles, state } = await setUp();
    await studio.chooseFile('style', own());
    await styles.keep();
    const kept = state().style?.id;
    const { keeper, hash } = keeperOf(studio);
    const link = await hash();
    await studio.chooseStyle(state().gallery[0] ?? expect.fail());
    keeper.openLink(link);
    await vi.waitFor(() => {
      expect(state().style).toMatchObject({ id: kept, name: 'quilt' });
    });
    expect(state().style?.picture).not.toBeNull();
  });
});
