import { describe, expect, test, vi } from 'vitest';
import type { Shot } from '../../web/src/protocol/shot';
import { WHOLE, withBox, type Crop } from '../../web/src/studio/frame/crop';
import { INITIAL_PRINT } from '../../web/src/studio/frame/print';
import { History } from '../../web/src/studio/history';
import { readKeptSettings, keptSettings } from '../../web/src/studio/keptSettings';
import { Output } from '../../web/src/studio/output';
import { INITIAL_OUTPUT } from '../../web/src/studio/outputState';
import { INITIAL_STATE, type Chosen, type Painting, type StudioState } from '../../web/src/studio/state';
import { Store } from '../../web/src/studio/store';
import { networks } from './fakes/networks';
import { greyPicture } from './fakes/pictures';
import { encoderWorker } from './fakes/output';
import { FakeWorker } from './fakes/worker';

const backend = { name: 'wasm', threads: 1, software: false } as const;
const shot: Shot = { make: 'Easel', taken: '2024:05:14 15:32:10' };

function chosen(id: string, more: Partial<Chosen> = {}): Chosen {
  const picture = greyPicture(20, 10, 10);
  return { id, name: id, description: '', picture, originalWidth: 20, originalHeight: 10, ...more };
}

/** An output that makes files of a photo of which 20 × 10 pixels are shown, and the file has 200 × 100. */
function setUp({ readShot = (): unknown => ({ type: 'shot', shot }) } = {}) {
  const file = new Blob(['beach']);
  const photo = chosen('beach', { originalWidth: 200, originalHeight: 100, file });
  const painting: Painting = {
    photo,
    style: chosen('night'),
    detail: 'fine',
    picture: greyPicture(20, 10, 20),
    milliseconds: 16,
    backend,
  };
  const shown = {
    painting,
    mask: null,
    rest: null,
    colours: 'style',
    strength: 1,
    crop: WHOLE,
    settings: '{}',
  } as const;
  const now: { crop: Crop } = { crop: WHOLE };
  const encoders: FakeWorker[] = [];
  const names: string[] = [];
  const copyPng = vi.fn(async (png: Promise<Blob>) => {
    await png;
  });
  const full = () => ({ type: 'tiles-painted', photo: greyPicture(200, 100, 1), painting: greyPicture(200, 100, 2) });
  const output = new Output({
    around: {
      memory: undefined,
      saveFile: (_, name) => names.push(name),
      copyPng,
      shareFile: null,
    },
    spawnEncoder: () => {
      const worker = encoderWorker(undefined, readShot);
      encoders.push(worker);
      return worker;
    },
    spawn: () =>
      new FakeWorker(({ type }) => {
        if (type === 'tiles-start') return { type: 'tiles-started', backend };
        return type === 'tiles-begin' ? { type: 'tiles-progress', share: 0 } : { ...full(), milliseconds: 9 };
      }),
    open: () => Promise.resolve(greyPicture(200, 100, 1)),
    loadTransformer: () => Promise.resolve(networks().styleTransformer),
    encode: () => Promise.resolve(new Float32Array(4)),
    makeRoom: () => undefined,
    settle: () => Promise.resolve(),
    candidates: ['wasm'],
    forced: false,
    shown: () => ({ ...shown, ...now }),
    screenPainted: () => Promise.resolve(),
    onFallback: () => undefined,
    onFailure: (error) => expect.fail(error.code),
  });
  const requests = (type: string) => encoders.flatMap(({ received }) => received.filter((one) => one.type === type));
  const lastFile = () => requests('encode-file').at(-1) ?? expect.fail('no file');
  return { output, painting, photo, now, names, requests, lastFile };
}

describe('a crop', () => {
  const box = { left: 33, top: 7, width: 61, height: 61 };

  test('is cut from what is shown, rounded, and from the full size to the pixel', async () => {
    const { output, painting, photo, now, lastFile } = setUp();
    now.crop = withBox({ ...WHOLE, kind: 'square' }, photo, box);
    expect(output.sizeOf(painting)).toEqual({ width: 6, height: 6 });
    await output.save();
    expect(lastFile()).toMatchObject({ photo: { width: 20 }, crop: { left: 3, top: 1, width: 6, height: 6 } });
    output.choose({ size: 'full' });
    expect(output.sizeOf(painting)).toEqual({ width: 61, height: 61 });
    await output.save();
    expect(lastFile()).toMatchObject({ photo: { width: 200 }, crop: box });
  });

  test('needs no other painting at full size, and names the file', async () => {
    const { output, painting, photo, now, names, requests } = setUp();
    output.choose({ size: 'full', format: 'jpeg' });
    await output.save();
    for (const kind of ['4x5', 'free'] as const) {
      now.crop = withBox({ ...WHOLE, kind }, photo, box);
      expect(output.needsPainting(painting)).toBe(false);
      await output.save();
    }
    expect(requests('encode-file').map(({ crop }) => crop)).toEqual([null, expect.anything(), box]);
    expect(names).toEqual(['beach_night.jpg', 'beach_night-4x5.jpg', 'beach_night-crop.jpg']);
  });

  test('goes to the clipboard as well, without anything else', async () => {
    const { output, photo, now, requests, lastFile } = setUp();
    now.crop = withBox({ ...WHOLE, kind: 'square' }, photo, box);
    output.choose({ format: 'jpeg', keepsShot: true, print: { ...INITIAL_PRINT, way: '300' } });
    await output.copy();
    expect(lastFile()).toMatchObject({
      format: 'png',
      crop: { width: 6 },
      density: null,
      shot: null,
      settings: null,
    });
    expect(requests('read-shot')).toEqual([]);
  });

  test('is not in what one looks at to choose it', async () => {
    const { output, painting, photo, now, lastFile } = setUp();
    now.crop = withBox({ ...WHOLE, kind: 'square' }, photo, box);
    await output.preview(painting);
    expect(lastFile()).toMatchObject({ photo: { width: 20 }, format: 'jpeg', settings: null });
    expect(lastFile()['crop']).toBeUndefined();
  });
});

describe('the print size', () => {
  test('is that of the file as it is cut', async () => {
    const { output, photo, now, lastFile } = setUp();
    now.crop = withBox({ ...WHOLE, kind: 'free' }, photo, { left: 0, top: 0, width: 100, height: 50 });
    output.choose({ size: 'full', print: { ...INITIAL_PRINT, way: 'width', width: 25.4 } });
    await output.save();
    expect(lastFile()['density']).toBeCloseTo(100);
    now.crop = WHOLE;
    await output.save();
    expect(lastFile()['density']).toBeCloseTo(200);
  });

  test('is in no WebP, which has no place for it', async () => {
    const { output, lastFile } = setUp();
    output.choose({ format: 'webp', print: { ...INITIAL_PRINT, way: '150' } });
    await output.save();
    expect(lastFile()['density']).toBeNull();
    output.choose({ format: 'jpeg' });
    await output.save();
    expect(lastFile()['density']).toBe(150);
  });
});

describe('how the photo was taken', () => {
  test('is in the file only if that is wished, and looked up once', async () => {
    const { output, requests, lastFile } = setUp();
    await output.save();
    expect(lastFile()['shot']).toBeNull();
    expect(requests('read-shot')).toEqual([]);
    output.choose({ keepsShot: true });
    await output.save();
    expect(lastFile()['shot']).toEqual(shot);
    output.choose({ format: 'jpeg' });
    await output.save();
    expect(requests('read-shot')).toHaveLength(1);
  });

  test('is nothing where the file cannot be read, or there is none', async () => {
    const warned = vi.spyOn(console, 'warn').mockReturnValue();
    const { output, photo } = setUp({
      readShot: () => ({ type: 'failed', failure: { code: 'unexpected', detail: '' } }),
    });
    expect(await output.shots.of(photo)).toBeNull();
    expect(warned).toHaveBeenCalled();
    expect(await output.shots.of(chosen('still'))).toBeNull();
    warned.mockRestore();
  });

  test('takes nothing that is not in the list', async () => {
    const warned = vi.spyOn(console, 'warn').mockReturnValue();
    const { output, photo } = setUp({ readShot: () => ({ type: 'shot', shot: { ...shot, place: 'Seoul' } }) });
    expect(await output.shots.of(photo)).toBeNull();
    warned.mockRestore();
  });
});

describe('what is kept, reset, and undone', () => {
  test('a visit leaves kind, print size and the wish, but not where the crop lies', () => {
    const print = { way: 'width', unit: 'inch', width: 127 } as const;
    const crop = withBox({ ...WHOLE, kind: '9x16' }, chosen('beach'), { left: 0, top: 0, width: 9, height: 16 });
    const kept = keptSettings({ ...INITIAL_STATE, crop }, { ...INITIAL_OUTPUT, keepsShot: true, print }, false);
    const text = JSON.stringify(kept);
    expect(text).not.toContain('beach');
    expect(readKeptSettings(text)).toMatchObject({ crop: '9x16', keepsShot: true, print });
    const broken = readKeptSettings('{"crop":"round","keepsShot":1,"print":{"way":"999","unit":"ell","width":0}}');
    expect(broken).toMatchObject({ crop: 'whole', keepsShot: false, print: INITIAL_PRINT });
    const free = keptSettings({ ...INITIAL_STATE, crop: { ...crop, kind: 'free' } }, INITIAL_OUTPUT, false);
    expect(free.crop).toBe('whole');
  });

  test('reset takes back the wish and the print size', () => {
    const { output } = setUp();
    output.choose({ keepsShot: true, print: { ...INITIAL_PRINT, way: '300' } });
    output.reset();
    expect(output.store.get()).toMatchObject({ keepsShot: false, print: INITIAL_PRINT });
  });

  test('a drag of the crop is one step; choosing its kind before is another', () => {
    const store = new Store<StudioState>({ ...INITIAL_STATE, photo: chosen('beach') });
    const history = new History({
      store,
      output: new Store(INITIAL_OUTPUT),
      goTo: (look) => {
        store.set(look);
      },
    });
    history.begin();
    const square: Crop = { ...WHOLE, kind: 'square' };
    store.set({ crop: square });
    history.settle();
    for (let left = 1; left < 9; left++) {
      store.set({ crop: withBox(square, chosen('beach'), { left, top: 0, width: 5, height: 5 }) });
    }
    history.settle();
    expect(history.store.get().undo).toBe('crop');
    history.undo();
    expect(store.get().crop).toBe(square);
    history.undo();
    expect(store.get().crop).toBe(WHOLE);
    history.redo();
    history.redo();
    expect(store.get().crop.places['beach']?.left).toBe(8);
  });
});
