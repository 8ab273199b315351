import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Colours } from '../../web/src/protocol/encoder';
import type { BackendName } from '../../web/src/protocol/engine';
import type { EaselError, FailureCode } from '../../web/src/protocol/failure';
import type { Mask } from '../../web/src/protocol/mask';
import { WHOLE } from '../../web/src/studio/frame/crop';
import { isReduced, Output, type OutputSurroundings } from '../../web/src/studio/output';
import type { Chosen, Painting } from '../../web/src/studio/state';
import { networks } from './fakes/networks';
import { greyPicture } from './fakes/pictures';
import { deferred, FakeWorker } from './fakes/worker';

const backend = { name: 'wasm', threads: 1, software: false } as const;

function chosen(id: string, more: Partial<Chosen> = {}): Chosen {
  const picture = greyPicture(4, 4, 10);
  return { id, name: id, description: '', picture, originalWidth: 4, originalHeight: 4, ...more };
}

/** Of a photo of which 4 × 4 pixels are shown, and the file has 40 × 40. */
function large(): Painting {
  const photo = chosen('beach', { originalWidth: 40, originalHeight: 40, file: new Blob(['beach']) });
  return { photo, style: chosen('night'), detail: 'fine', picture: greyPicture(4, 4, 20), milliseconds: 16, backend };
}

interface Setup {
  /** What a step is answered with on a back end; by default there are two, then the painting. */
  step?: (backend: BackendName, step: number) => unknown;
  offers?: readonly BackendName[];
  forced?: boolean;
  around?: Partial<OutputSurroundings>;
  encode?: () => unknown;
}

const failed = (code: FailureCode) => ({ type: 'failed', failure: { code, detail: '' } });

function finished() {
  return {
    type: 'tiles-painted',
    photo: greyPicture(40, 40, 30),
    painting: greyPicture(40, 40, 50),
    milliseconds: 1600,
  };
}

function usual(_: BackendName, step: number): unknown {
  return step < 3 ? { type: 'tiles-progress', share: step / 3 } : finished();
}

function setUp({ step = usual, offers = ['wasm'], forced = false, around = {}, encode }: Setup = {}) {
  const engines: FakeWorker[] = [];
  const encoders: FakeWorker[] = [];
  const files: { file: Blob; name: string }[] = [];
  const failures: EaselError[] = [];
  const fallbacks: BackendName[] = [];
  const shown = {
    painting: large() as Painting | null,
    mask: null as Mask | null,
    rest: null as Painting | null,
    strength: 1,
    colours: 'style' as Colours,
    crop: WHOLE,
    settings: '{}',
  };
  const spawn = () => {
    let started: BackendName = 'cpu';
    let steps = 0;
    const worker = new FakeWorker((message) => {
      switch (message.type) {
        case 'tiles-start':
          started = (message['candidates'] as BackendName[]).find((name) => offers.includes(name)) ?? 'cpu';
          return { type: 'tiles-started', backend: { ...backend, name: started } };
        case 'tiles-begin':
          return { type: 'tiles-progress', share: 0 };
        default:
          return step(started, ++steps);
      }
    });
    engines.push(worker);
    return worker;
  };
  const open = vi.fn(() => Promise.resolve(greyPicture(40, 40, 30)));
  const makeRoom = vi.fn();
  const output = new Output({
    around: {
      spawnEncoder: () => {
        const made = () => ({ type: 'encoded-file', file: new Blob(['file'], { type: 'image/png' }) });
        const worker = new FakeWorker(encode ?? made);
        encoders.push(worker);
        return worker;
      },
      saveFile: (file, name) => files.push({ file, name }),
      copyPng: null,
      shareFile: null,
      ...around,
    },
    spawn,
    open,
    loadTransformer: () => Promise.resolve(networks().styleTransformer),
    encode: () => Promise.resolve(new Float32Array(4)),
    makeRoom,
    settle: () => Promise.resolve(),
    candidates: ['webgpu', 'webgl', 'wasm', 'cpu'],
    forced,
    shown: () => shown,
    onFallback: (from) => fallbacks.push(from),
    onFailure: (error) => failures.push(error),
  });
  const state = () => output.store.get();
  const encoded = () => encoders.map(({ received }) => received[0]);
  return { output, state, shown, engines, encoders, encoded, files, failures, fallbacks, open, makeRoom };
}

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('as shown', () => {
  test('saves in the format and quality that are chosen, at the strength that is set', async () => {
    const { output, shown, encoded, encoders, files, engines } = setUp();
    shown.strength = 0.5;
    shown.colours = 'photo';
    output.choose({ format: 'jpeg', quality: 70 });
    await output.save();
    expect(encoded()[0]).toMatchObject({ strength: 0.5, colours: 'photo', format: 'jpeg', quality: 0.7 });
    expect(encoded()[0]).toMatchObject({ photo: { width: 4 }, painting: { width: 4 } });
    expect(files.map(({ name }) => name)).toEqual(['beach_night.jpg']);
    expect(engines).toHaveLength(0);
    expect(encoders[0]?.terminated).toBe(true);
  });

  test('makes the same file only once, and another after a change', async () => {
    const { output, shown, encoders } = setUp();
    await output.save();
    await output.save();
    expect(encoders).toHaveLength(1);
    shown.strength = 0.9;
    await output.save();
    expect(encoders).toHaveLength(2);
  });

  test('saves nothing without a painting', async () => {
    const { output, shown, files } = setUp();
    shown.painting = null;
    await output.save();
    expect(files).toEqual([]);
  });

  test('a file that cannot be made is said; the next try works', async () => {
    let broken = true;
    const made = { type: 'encoded-file', file: new Blob(['x']) };
    const { output, failures, files, state } = setUp({ encode: () => (broken ? failed('save-failed') : made) });
    await output.save();
    expect(failures.map(({ code }) => code)).toEqual(['save-failed']);
    expect(state().busy).toBeNull();
    broken = false;
    await output.save();
    expect(files).toHaveLength(1);
  });
});

describe('as large as the photo', () => {
  test('paints once, tells how far it is, saves, and ends its worker', async () => {
    const { output, state, shown, encoded, files, engines, open, makeRoom } = setUp();
    const shares: number[] = [];
    output.store.subscribe(() => {
      const phase = state().run?.phase;
      if (phase?.kind === 'painting') shares.push(phase.share);
    });
    output.choose({ size: 'full' });
    await output.save();
    expect(new Set(shares)).toEqual(new Set([1 / 3, 2 / 3]));
    expect(encoded()[0]).toMatchObject({ photo: { width: 40 }, painting: { width: 40 } });
    expect(engines.map(({ terminated }) => terminated)).toEqual([true]);
    expect(makeRoom).toHaveBeenCalledBefore(open);
    expect(state()).toMatchObject({ run: null, full: shown.painting });

    output.choose({ format: 'webp' });
    await output.save();
    expect(engines).toHaveLength(1);
    expect(open).toHaveBeenCalledTimes(1);
    expect(files.map(({ name }) => name)).toEqual(['beach_night.png', 'beach_night.webp']);
  });

  test('of a photo that is shown in full there is nothing more to paint', async () => {
    const { output, shown, engines, files } = setUp();
    shown.painting = { ...large(), photo: chosen('small', { file: new Blob() }) };
    expect(isReduced(shown.painting.photo)).toBe(false);
    output.choose({ size: 'full' });
    await output.save();
    expect(engines).toHaveLength(0);
    expect(files).toHaveLength(1);
  });

  test('a choice that is made meanwhile counts for the next file', async () => {
    const last = deferred<unknown>();
    const { output, state, encoded, files } = setUp({
      step: (_, step) => (step < 2 ? usual('wasm', step) : last.promise),
    });
    output.choose({ size: 'full', format: 'jpeg' });
    const saving = output.save();
    await vi.waitFor(() => {
      expect(state().run?.phase.kind).toBe('painting');
    });
    output.choose({ size: 'screen', format: 'png' });
    last.resolve(finished());
    await saving;
    expect(encoded()[0]).toMatchObject({ format: 'jpeg', painting: { width: 40 } });
    expect(files[0]?.name).toBe('beach_night.jpg');
  });

  test('is broken off at once, silently, and can be taken up again', async () => {
    let hangs = true;
    const never = deferred<unknown>().promise;
    const { output, state, engines, files, failures } = setUp({ step: (...at) => (hangs ? never : usual(...at)) });
    output.choose({ size: 'full' });
    const saving = output.save();
    await vi.waitFor(() => {
      expect(engines[0]?.types).toContain('tiles-step');
    });
    output.cancel();
    await saving;
    expect(engines[0]?.terminated).toBe(true);
    expect(state()).toMatchObject({ run: null, full: null, busy: null });
    expect([files, failures]).toEqual([[], []]);
    hangs = false;
    await output.save();
    expect(files).toHaveLength(1);
  });

  test('goes on with the next back end when a GPU fails, from the file', async () => {
    const { output, fallbacks, files, open, engines } = setUp({
      offers: ['webgl', 'wasm'],
      step: (name, step) => (name === 'webgl' ? failed('gpu-lost') : usual(name, step)),
    });
    output.choose({ size: 'full' });
    await output.save();
    expect(fallbacks).toEqual(['webgl']);
    expect(open).toHaveBeenCalledTimes(2);
    expect(engines).toHaveLength(2);
    expect(files).toHaveLength(1);
  });

  test.each([
    ['the processor', ['wasm'], false],
    ['a GPU that was asked for', ['webgl'], true],
  ] as const)('a failure of %s is said, and what is shown can still be saved', async (_, offers, forced) => {
    const { output, failures, state, files } = setUp({ offers, forced, step: () => failed('out-of-memory') });
    output.choose({ size: 'full' });
    await output.save();
    expect(failures.map(({ code }) => code)).toEqual(['out-of-memory']);
    expect(state()).toMatchObject({ run: null, busy: null });
    output.choose({ size: 'screen' });
    await output.save();
    expect(files).toHaveLength(1);
  });

  test('says beforehand how long it may take, and knows better after the first', async () => {
    const { output, shown } = setUp();
    const painting = shown.painting ?? expect.fail();
    // 16 ms for 16 pixels: a hundred times as many, and what the tiles cost.
    expect(output.estimate(painting)).toBeGreaterThan(1600);
    output.choose({ size: 'full' });
    await output.save();
    expect(output.estimate(painting)).toBeCloseTo(1600);
  });

  test('is not kept when something else is shown by the time it is saved', async () => {
    const { output, shown, state, files } = setUp();
    output.choose({ size: 'full' });
    const saving = output.save();
    shown.painting = large();
    await saving;
    expect(files).toHaveLength(1);
    expect(state().full).toBeNull();
  });

  test('is forgotten when another painting takes its place', async () => {
    const { output, shown, state } = setUp();
    output.choose({ size: 'full' });
    await output.save();
    output.forget();
    expect(state().full).toBeNull();
    expect(output.needsPainting(shown.painting ?? expect.fail())).toBe(true);
  });
});

describe('in two styles, where a mask parts them', () => {
  const mask = { width: 1, height: 1, data: Uint8ClampedArray.of(128) };

  test('paints one after the other, each in a worker of its own, and opens the photo once', async () => {
    const { output, state, shown, encoded, engines, open } = setUp();
    shown.mask = mask;
    shown.rest = { ...large(), style: chosen('waves') };
    const shares: number[] = [];
    output.store.subscribe(() => {
      const phase = state().run?.phase;
      if (phase?.kind === 'painting') shares.push(Math.round(phase.share * 6));
    });
    output.choose({ size: 'full' });
    await output.save();
    expect(new Set(shares)).toEqual(new Set([1, 2, 4, 5]));
    expect(encoded()[0]).toMatchObject({ mask, painting: { width: 40 }, rest: { width: 40 } });
    expect(engines.map(({ terminated }) => terminated)).toEqual([true, true]);
    expect(open).toHaveBeenCalledTimes(1);
    expect(output.needsPainting(shown.painting ?? expect.fail())).toBe(false);
  });

  test('a second style that comes later, or is another one, is painted; another mask is not', async () => {
    const { output, shown, engines, encoders } = setUp();
    const painting = shown.painting ?? expect.fail();
    output.choose({ size: 'full' });
    await output.save();
    shown.mask = mask;
    expect(output.needsPainting(painting)).toBe(false);
    await output.save();
    expect([engines.length, encoders.length]).toEqual([1, 2]);
    shown.rest = { ...large(), style: chosen('waves') };
    expect(output.needsPainting(painting)).toBe(true);
    await output.save();
    shown.rest = { ...large(), style: chosen('fire') };
    expect(output.needsPainting(painting)).toBe(true);
    shown.rest = null;
    expect(output.needsPainting(painting)).toBe(false);
  });

  test('as shown, the file has both and the mask, and is made anew for another mask', async () => {
    const { output, shown, encoded, encoders } = setUp();
    shown.mask = mask;
    shown.rest = large();
    await output.save();
    await output.save();
    expect(encoders).toHaveLength(1);
    expect(encoded()[0]).toMatchObject({ mask, painting: { width: 4 }, rest: { width: 4 } });
    shown.mask = { ...mask };
    await output.save();
    expect(encoders).toHaveLength(2);
  });
});

describe('with strokes as in the preview', () => {
  test('opens the photo, and asks no network', async () => {
    const { output, state, shown, encoded, engines, makeRoom } = setUp();
    output.choose({ size: 'full', strokes: 'preview' });
    expect(output.estimate(shown.painting ?? expect.fail())).toBe(0);
    await output.save();
    expect(engines).toHaveLength(0);
    expect(makeRoom).toHaveBeenCalledTimes(1);
    expect(encoded()[0]).toMatchObject({ photo: { width: 40 }, painting: { width: 4 } });
    expect(state().full).toBe(shown.painting);
    // Other strokes are another painting.
    output.choose({ strokes: 'photo' });
    await output.save();
    expect(engines).toHaveLength(1);
  });

  test('other strokes break off what is under way', async () => {
    const { output, state, files } = setUp({ step: () => new Promise(() => undefined) });
    output.choose({ size: 'full' });
    const saving = output.save();
    await vi.waitFor(() => {
      expect(state().run).not.toBeNull();
    });
    output.choose({ strokes: 'preview' });
    expect(state().run).toBeNull();
    await saving;
    expect(files).toEqual([]);
  });
});

describe('the settings inside a file', () => {
  test('are in a PNG as long as that is wished, and in no other', async () => {
    const { output, encoded } = setUp();
    await output.save();
    output.choose({ holdsSettings: false });
    await output.save();
    output.choose({ holdsSettings: true, format: 'jpeg' });
    await output.save();
    expect(encoded().map((request) => request?.['settings'])).toEqual(['{}', null, null]);
  });

  test('do not go to the clipboard', async () => {
    const copyPng = async (png: Promise<Blob>) => {
      await png;
    };
    const { output, encoded } = setUp({ around: { copyPng } });
    await output.copy();
    expect(encoded()[0]?.['settings']).toBeNull();
  });
});

describe('other ways out', () => {
  test('copies a PNG whatever the format, and says so', async () => {
    const copied: Promise<Blob>[] = [];
    const copyPng = async (png: Promise<Blob>) => {
      copied.push(png);
      await png;
    };
    const { output, encoded, state, shown } = setUp({ around: { copyPng } });
    output.choose({ format: 'webp' });
    await output.copy();
    expect(copied).toHaveLength(1);
    expect(encoded()[0]).toMatchObject({ format: 'png' });
    expect(state().copied).toBe(shown.painting);
  });

  test('a clipboard that is refused is said', async () => {
    const { output, failures } = setUp({ around: { copyPng: () => Promise.reject(new Error('denied')) } });
    await output.copy();
    expect(failures.map(({ code }) => code)).toEqual(['copy-failed']);
  });

  test('shares the file under its name; closing the sheet is no failure, a refusal is', async () => {
    const shared: File[] = [];
    let refusal: Error | null = null;
    const shareFile = (file: File) => {
      shared.push(file);
      return refusal ? Promise.reject(refusal) : Promise.resolve();
    };
    const { output, failures, encoders } = setUp({ around: { shareFile } });
    await output.share();
    expect(shared[0]).toMatchObject({ name: 'beach_night.png', type: 'image/png' });
    refusal = new DOMException('closed', 'AbortError');
    await output.share();
    expect(failures).toEqual([]);
    refusal = new DOMException('too late', 'NotAllowedError');
    await output.share();
    expect(failures.map(({ code }) => code)).toEqual(['share-failed']);
    // The file is kept, so that the next press is in time.
    expect(encoders).toHaveLength(1);
  });

  test('are closed to a size that is not painted yet', async () => {
    const copyPng = vi.fn(() => Promise.resolve());
    const { output } = setUp({ around: { copyPng } });
    output.choose({ size: 'full' });
    await output.copy();
    expect(copyPng).not.toHaveBeenCalled();
  });
});
