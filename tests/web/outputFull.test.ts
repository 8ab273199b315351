import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Picture } from '../../web/src/protocol/picture';
import { isReduced } from '../../web/src/studio/outputState';
import { deferred } from './fakes/worker';
import { chosen, large, failed, finished, usual, setUp } from './fakes/output';

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
});

afterEach(() => {
  vi.restoreAllMocks();
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

  test('waits for what is being painted on the screen, and saves that', async () => {
    const { output, state, shown, encoded, files, screenPainted, engines } = setUp();
    const painted = deferred<undefined>();
    screenPainted.mockReturnValue(painted.promise);
    output.choose({ size: 'full' });
    const saving = output.save();
    expect(state().run).toMatchObject({ painting: shown.painting, phase: { kind: 'preparing' } });
    await Promise.resolve();
    expect(engines).toHaveLength(0);
    shown.painting = { ...large(), style: chosen('day') };
    shown.strength = 0.5;
    painted.resolve(undefined);
    await saving;
    expect(files.map(({ name }) => name)).toEqual(['beach_day.png']);
    expect(encoded()[0]).toMatchObject({ strength: 0.5, painting: { width: 40 } });
    expect(state().full).toBe(shown.painting);
  });

  test.each([
    ['at the size of the screen', false],
    ['at full size, where another painting is there already', true],
  ])('%s as well', async (_, isFull) => {
    const { output, state, shown, files, screenPainted } = setUp();
    if (isFull) {
      output.choose({ size: 'full' });
      await output.save();
    }
    const painted = deferred<undefined>();
    screenPainted.mockReturnValue(painted.promise);
    const saving = output.save();
    expect(state()).toMatchObject({ run: null, busy: 'save' });
    shown.painting = { ...large(), style: chosen('day') };
    painted.resolve(undefined);
    await saving;
    expect(files.at(-1)?.name).toBe('beach_day.png');
    expect(state().full).toBe(isFull ? shown.painting : null);
  });

  test('is broken off while it waits for the screen', async () => {
    const { output, state, screenPainted, engines, files, failures } = setUp();
    const painted = deferred<undefined>();
    screenPainted.mockReturnValue(painted.promise);
    output.choose({ size: 'full' });
    const saving = output.save();
    output.cancel();
    painted.resolve(undefined);
    await saving;
    expect([engines, files, failures]).toEqual([[], [], []]);
    expect(state()).toMatchObject({ run: null, full: null, busy: null });
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
    output.store.subscribe(() => {
      if (state().run?.phase.kind === 'painting') shown.painting = { ...large(), style: chosen('day') };
    });
    await output.save();
    expect(files).toHaveLength(1);
    expect(state().full).toBeNull();
  });

  test('its pixels are lent to the encoder, not copied, and come back, also where no file can be made', async () => {
    let makes = false;
    const made = { type: 'encoded-file', file: new Blob(['file']) };
    const { output, shown, engines, encoded, files, failures } = setUp({
      encode: () => (makes ? made : failed('save-failed')),
    });
    output.choose({ size: 'full', format: 'webp' });
    await output.save();
    expect(failures.map(({ code }) => code)).toEqual(['save-failed']);
    makes = true;
    output.choose({ format: 'png' });
    await output.save();
    expect(files).toHaveLength(1);
    expect(engines).toHaveLength(1);
    const { photo, painting } = finished();
    expect(encoded()[1]).toMatchObject({ photo, painting });
    // What is on the screen stays there.
    output.choose({ size: 'screen' });
    await output.save();
    expect(shown.painting?.picture.data).toHaveLength(4 * 4 * 4);
  });

  test('is painted again where the encoder has broken down with its pixels', async () => {
    const { output, state, engines, encoders, failures } = setUp({
      encode: () => {
        const event = Object.assign(new Event('error'), { message: 'out of memory' }) as ErrorEvent;
        encoders.at(-1)?.onerror?.(event);
      },
    });
    output.choose({ size: 'full' });
    await output.save();
    expect(failures).toHaveLength(1);
    expect(state()).toMatchObject({ full: null, busy: null });
    await output.save();
    expect(engines).toHaveLength(2);
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

  test.each(['photo', 'preview'] as const)(
    'the photo in place of the second style is what the file has, which comes back unpainted (strokes: %s)',
    async (strokes) => {
      const { output, shown, encoded, engines } = setUp();
      const rest = { ...large(), style: chosen('waves') };
      shown.mask = mask;
      shown.rest = rest;
      output.choose({ size: 'full', strokes });
      await output.save();
      const painted = engines.length;
      shown.rest = null;
      await output.save();
      expect(encoded()[1]).toMatchObject({ mask, photo: { width: 40 }, rest: null });
      // It has stayed here meanwhile.
      shown.rest = rest;
      expect(output.needsPainting(shown.painting ?? expect.fail())).toBe(false);
      shown.mask = { ...mask };
      await output.save();
      const { rest: again } = encoded()[2] as { rest?: Picture };
      expect(again?.data).toHaveLength(strokes === 'photo' ? 4 * 40 * 40 : 4 * 4 * 4);
      expect(engines).toHaveLength(painted);
    },
  );

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

describe('on a device with little memory', () => {
  const huge = () => {
    const painting = large();
    return { ...painting, photo: { ...painting.photo, originalWidth: 6000, originalHeight: 4000 } };
  };

  test.each([
    [undefined, false],
    [8, false],
    [4, false],
    [2, true],
    [1, true],
  ])('with %s GiB, of 24 megapixels: %s', (memory, isTight) => {
    const { output } = setUp({ around: { memory } });
    const bytes = output.tightMemory(huge());
    if (isTight) expect(bytes).toBeCloseTo(1.37e9, -7);
    else expect(bytes).toBeNull();
  });

  test.each([
    [undefined, null],
    [8, null],
    [4, 31],
    [2, 12],
    [0.25, 0],
  ])('with %s GiB photos have room of at most %s megapixels', (memory, megapixels) => {
    const { roomyPixels } = setUp({ around: { memory } }).output;
    expect(roomyPixels === null ? null : Math.floor(roomyPixels / 1e6)).toBe(megapixels);
  });

  test('a second style takes more, and strokes as in the preview less', () => {
    const { output, shown } = setUp({ around: { memory: 2 } });
    const alone = output.tightMemory(huge()) ?? 0;
    shown.rest = large();
    expect(output.tightMemory(huge())).toBeGreaterThan(alone);
    shown.rest = null;
    output.choose({ strokes: 'preview' });
    expect(output.tightMemory(huge())).toBeNull();
  });
});
