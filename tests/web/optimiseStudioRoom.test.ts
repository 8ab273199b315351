import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS, formatSettings, parseSettings } from '../../web/src/protocol/optimise';
import type { FailureCode } from '../../web/src/protocol/failure';
import { readKeptRun } from '../../web/src/studio/optimise/keeping';
import { stripMoments } from '../../web/src/studio/optimise/state';
import { chosenStyle, vectorStyle } from './fakes/live';
import { memoryKeeper, optimiseRoom, optimiseWorker, stateAt } from './fakes/optimise';
import { deferred } from './fakes/worker';

const failure = (code: FailureCode) => ({ type: 'failed', failure: { code, detail: '' } });
const STEPS = { steps: 6, stages: 1, previewEvery: 2, size: 64 };

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a run', () => {
  test('goes from the settings to the result, with its losses and moments', async () => {
    const { room, run, until, workers } = optimiseRoom();
    await room.enter();
    room.set({ ...STEPS, stages: 2 });
    room.start();
    await until('done');
    expect(run()?.total).toBe(12);
    expect(run()?.ending).toBe('steps');
    expect(run()?.history.points.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(run()?.moments.map(({ step }) => step)).toEqual([0, 2, 4, 6, 8, 10, 12]);
    expect(run()?.picture?.data[0]).toBe(12);
    // A worker holds much memory.
    await vi.waitFor(() => {
      expect(workers[0]?.terminated).toBe(true);
    });
  });

  test('sends the settings, the photo and all styles', async () => {
    const { room, studio, workers, until } = optimiseRoom();
    room.set(STEPS);
    room.keepStyle();
    studio.store.set({ style: chosenStyle('waves') });
    room.setStyleWeight(1, 3);
    room.start();
    await until('done');
    const [opened] = workers[0]?.received ?? [];
    expect(opened).toMatchObject({ type: 'optimise-open', settings: { ...STEPS, styleWeights: [1, 3] }, state: null });
    expect(opened?.['styles']).toHaveLength(2);
  });

  test('pauses after the steps under way, and goes on from there', async () => {
    const { room, run, until, workers } = optimiseRoom();
    room.set({ ...STEPS, steps: 1000 });
    room.start();
    await until('running');
    room.pause();
    await until('paused');
    const { total } = run() ?? expect.fail('no run');
    const asked = workers[0]?.received.length;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(workers[0]?.received.length).toBe(asked);
    room.resume();
    await vi.waitFor(() => {
      expect(run()?.total).toBeGreaterThan(total);
    });
    expect(workers.length).toBe(1);
    await room.close();
  });

  test('is broken off at once', async () => {
    const { room, run, until, workers } = optimiseRoom();
    room.set({ ...STEPS, steps: 1000 });
    room.start();
    await until('running');
    await room.close();
    expect(workers[0]?.terminated).toBe(true);
    expect(run()).toBeNull();
  });

  test('takes new weights before the next step', async () => {
    const { room, run, until, workers } = optimiseRoom();
    room.set({ ...STEPS, steps: 1000 });
    room.start();
    await until('running');
    expect(room.change({ styleWeight: 77 })).toBeNull();
    await vi.waitFor(() => {
      expect(workers[0]?.types).toContain('optimise-change');
    });
    expect(run()?.settings.styleWeight).toBe(77);
    expect(room.store.get().settings.styleWeight).toBe(77);
    await room.close();
  });

  test('keeps its settings when new ones cannot be used', async () => {
    const { room, run, until } = optimiseRoom();
    room.set({ ...STEPS, steps: 1000 });
    room.start();
    await until('running');
    expect(room.change({ steps: 0 })?.code).toBe('steps');
    expect(run()?.settings.steps).toBe(1000);
    await room.close();
  });

  test('waits while the reader is in another mode', async () => {
    const { room, studio, until } = optimiseRoom();
    await room.enter();
    expect(studio.rest).toHaveBeenCalled();
    room.set({ ...STEPS, steps: 1000 });
    room.start();
    await until('running');
    room.leave();
    await until('paused');
    expect(studio.wake).toHaveBeenCalled();
  });
});

describe('wrong settings', () => {
  test.each([
    [{ steps: 0 }, 'steps'],
    [{ steps: NaN }, 'steps'],
    [{ size: 4096 }, 'size'],
    [{ styleLayers: {} }, 'no-style-layer'],
    [{ contentLayers: {} }, 'no-content-layer'],
    [{ contentWeight: 0, styleWeight: 0 }, 'no-weight'],
    [{ size: 64, stages: 3 }, 'stages'],
    [{ contentLayers: { relu5_2: 1 } }, 'encoder-layer'],
  ] as const)('%j start nothing, are told, and stay as they are', async (change, code) => {
    const { room, state, workers } = optimiseRoom();
    await room.enter();
    room.set(change);
    const before = state().settings;
    room.start();
    expect(state().notice).toMatchObject({ kind: 'problem', problem: { code } });
    expect(state().run).toBeNull();
    expect(state().settings).toBe(before);
    expect(workers).toHaveLength(0);
  });

  test('what was told goes once it is mended', async () => {
    const { room, state, until } = optimiseRoom();
    room.set({ ...STEPS, steps: 0 });
    room.start();
    room.set({ steps: 2 });
    expect(state().notice).toBeNull();
    room.start();
    await until('done');
  });
});

describe('what cannot be run', () => {
  test('an encoder that the server lacks is named', async () => {
    const { room, state } = optimiseRoom();
    room.set({ ...STEPS, encoder: 'vgg19' });
    room.start();
    await vi.waitFor(() => {
      expect(state().notice).toMatchObject({ kind: 'missing', encoder: 'vgg19' });
    });
    expect(state().run).toBeNull();
  });

  test('a server without any is told of at once, one with VGG-19 alone uses that', async () => {
    const none = optimiseRoom({ encoders: { distilled: null, vgg19: null } });
    await none.room.enter();
    expect(none.state().notice).toMatchObject({ kind: 'missing', encoder: 'distilled' });
    const vgg19 = { file: 'vgg19/model.json', bytes: 1, sha256: {}, taps: ['relu1_1'] };
    const only = optimiseRoom({ encoders: { distilled: null, vgg19 } });
    await only.room.enter();
    expect(only.state().settings.encoder).toBe('vgg19');
    expect(only.state().notice).toBeNull();
  });

  test('too large a size is told with the one that is possible', async () => {
    const refused = { type: 'optimise-refused', bytes: 5e9, limit: 2e9, possible: 512 };
    const worker = () => optimiseWorker(({ type }) => (type === 'optimise-open' ? refused : undefined));
    const { room, state, workers } = optimiseRoom({ worker });
    room.set({ size: 1024 });
    room.start();
    await vi.waitFor(() => {
      expect(state().notice).toMatchObject({ kind: 'memory', possible: 512 });
    });
    expect(state().run).toBeNull();
    expect(workers[0]?.terminated).toBe(true);
  });
});

describe('failures', () => {
  test('a GPU that fails gives way to the next back end, from the last state', async () => {
    let opened = 0;
    const worker = () => {
      const isFirst = opened++ === 0;
      let advances = 0;
      return optimiseWorker(({ type }) => {
        if (!isFirst) return undefined;
        if (type === 'optimise-open') {
          const backend = { name: 'webgl', threads: 1, software: false };
          const place = { stage: 0, step: 0, total: 0, stages: [{ width: 16, height: 16 }] };
          const picture = { width: 16, height: 16, data: new Uint8ClampedArray(1024) };
          return { type: 'optimise-ready', backend, ...place, bytes: 1, limit: 2, picture };
        }
        if (type === 'optimise-snapshot') return { type: 'optimise-state', state: stateAt(0, 1, 1) };
        if (type === 'optimise-advance' && ++advances > 1) return failure('gpu-lost');
        if (type !== 'optimise-advance') return undefined;
        const losses = [{ stage: 0, step: 1, total: 1, content: 1, variation: 0, style: {} }];
        const place = { stage: 0, step: 1, total: 1, losses, milliseconds: 1 };
        return { type: 'optimise-progress', ...place, picture: null, ending: null };
      });
    };
    const { room, state, until, workers } = optimiseRoom({ worker, candidates: ['webgl', 'wasm'] });
    room.set(STEPS);
    room.start();
    await until('done');
    expect(state().notice).toMatchObject({ kind: 'fallback', from: 'webgl' });
    expect(workers[1]?.received[0]).toMatchObject({ candidates: ['wasm'], state: { total: 1 } });
  });

  test('what fails on the way waits, and can be tried again', async () => {
    let fails = true;
    const worker = () =>
      optimiseWorker(({ type }) => (type === 'optimise-change' && fails ? failure('out-of-memory') : undefined));
    const { room, state, until, workers } = optimiseRoom({ worker });
    room.set({ ...STEPS, steps: 500 });
    room.start();
    await vi.waitFor(() => {
      expect(workers[0]?.types).toContain('optimise-snapshot');
    });
    room.change({ styleWeight: 3 });
    await until('paused');
    expect(state().notice).toMatchObject({ kind: 'failure', code: 'out-of-memory' });
    fails = false;
    room.resume();
    await until('done');
    expect(workers[1]?.received[0]).toMatchObject({ settings: { styleWeight: 3 } });
  });

  test('what fails before the first step leads back to the settings', async () => {
    const worker = () => optimiseWorker(() => failure('backend-none'));
    const { room, state } = optimiseRoom({ worker });
    room.start();
    await vi.waitFor(() => {
      expect(state().notice).toMatchObject({ kind: 'failure', code: 'backend-none' });
    });
    expect(state().run).toBeNull();
  });
});

describe('a reload', () => {
  /** A run that was left after some steps. */
  async function left(steps = 1000) {
    const { keeper, kept } = memoryKeeper();
    const before = optimiseRoom({ keeper });
    before.room.set({ ...STEPS, steps });
    before.room.start();
    await vi.waitFor(() => {
      expect(before.run()?.total).toBeGreaterThan(5);
    });
    before.room.leave();
    await before.until(steps > 100 ? 'paused' : 'done');
    return { keeper, kept };
  }

  test('goes on where the run was kept', async () => {
    const { keeper, kept } = await left();
    const total = kept.progress?.total ?? 0;
    const { room, state, studio, run, workers } = optimiseRoom({ keeper, state: { photo: null, style: null } });
    await room.enter();
    expect(state().kept).toMatchObject({
      photo: { name: 'Lake' },
      styles: [{ name: 'Style night' }],
      total,
      isDone: false,
    });
    expect(run()).toBeNull();
    room.continueKept();
    expect(studio.store.get().photo?.name).toBe('Lake');
    await vi.waitFor(() => {
      expect(run()?.total).toBeGreaterThan(total);
    });
    expect(workers[0]?.received[0]).toMatchObject({ state: { total } });
    expect(run()?.history.points[0]?.step).toBe(1);
    expect(run()?.moments[0]?.step).toBe(0);
    expect(state().kept).toBeNull();
    await room.close();
  });

  test('own pictures come back without their files, and are never taken for later ones', async () => {
    const { keeper, kept } = memoryKeeper();
    const style = { ...chosenStyle('own-1'), file: new Blob(['camera data']) };
    const before = optimiseRoom({ keeper, state: { style } });
    before.room.set(STEPS);
    before.room.start();
    await before.until('done');
    await vi.waitFor(() => {
      expect(kept.progress?.ending).toBe('steps');
    });
    expect(kept.input?.styles[0]).not.toHaveProperty('file');
    const { room, studio } = optimiseRoom({ keeper });
    await room.enter();
    room.continueKept();
    expect(studio.store.get().style?.id).toMatch(/^kept-\d+-own-1$/);
  });

  test('can be let go for good', async () => {
    const { keeper } = await left();
    const { room, state } = optimiseRoom({ keeper });
    await room.enter();
    await room.discardKept();
    expect(state().kept).toBeNull();
    const next = optimiseRoom({ keeper });
    await next.room.enter();
    expect(next.state().kept).toBeNull();
  });

  test('shows what was finished', async () => {
    const { keeper } = await left(6);
    const { room, state, run, workers } = optimiseRoom({ keeper });
    await room.enter();
    expect(state().kept?.isDone).toBe(true);
    room.continueKept();
    expect(run()).toMatchObject({ status: 'done', total: 6 });
    expect(workers).toHaveLength(0);
  });

  test('a run that is broken off can be gone on with', async () => {
    const { keeper } = memoryKeeper();
    const { room, state, run } = optimiseRoom({ keeper });
    room.set({ ...STEPS, steps: 1000 });
    room.start();
    await vi.waitFor(() => {
      expect(run()?.total).toBeGreaterThan(3);
    });
    await room.close();
    expect(state().kept?.isDone).toBe(false);
  });

  test.each([
    ['QuotaExceededError', 'full'],
    ['InvalidStateError', 'refused'],
  ])('storage that fails with %s is told, and the run goes on', async (name, reason) => {
    const { keeper } = memoryKeeper();
    vi.mocked(keeper.save).mockRejectedValue(new DOMException('no', name));
    const { room, state, until } = optimiseRoom({ keeper });
    room.set(STEPS);
    room.start();
    await until('done');
    expect(state().notice).toMatchObject({ kind: 'storage', reason });
    expect(keeper.save).toHaveBeenCalledTimes(1);
  });

  test('what is no kept run is not offered', async () => {
    const { kept } = await left();
    expect(readKeptRun({ ...kept })).not.toBeNull();
    expect(readKeptRun({ ...kept, progress: { ...kept.progress, state: { version: 2 } } })).toBeNull();
    expect(readKeptRun({ ...kept, input: { ...kept.input, styles: [] } })).toBeNull();
    expect(readKeptRun('run')).toBeNull();
  });
});

describe('styles', () => {
  test('are mixed, weighed and taken out again', () => {
    const { room, studio, state } = optimiseRoom();
    room.keepStyle();
    expect(room.styles.map(({ id }) => id)).toEqual(['night']);
    studio.store.set({ style: chosenStyle('waves') });
    room.setStyleWeight(0, 2);
    expect(room.styles.map(({ id }) => id)).toEqual(['night', 'waves']);
    expect(state().settings.styleWeights).toEqual([2, 1]);
    room.removeStyle(0);
    expect(room.styles.map(({ id }) => id)).toEqual(['waves']);
    expect(state().settings.styleWeights).toEqual([1]);
    room.removeStyle(0);
    expect(room.styles).toHaveLength(1);
  });

  test('the first one is chosen for whoever has chosen none', async () => {
    const exhibit = {} as never;
    const { room, studio } = optimiseRoom({ state: { style: null, styles: [exhibit] } });
    await room.enter();
    expect(studio.chooseExhibit).toHaveBeenCalledWith('style', exhibit);
  });

  test('opens the picture of a style of our own that was chosen as a vector', async () => {
    const exhibit = { id: 'night', title: 'Night' } as never;
    const { room, studio } = optimiseRoom({ state: { style: vectorStyle('night'), styles: [exhibit] } });
    await room.enter();
    studio.store.set({ notice: null });
    expect(studio.chooseExhibit.mock.calls).toEqual([['style', exhibit]]);
  });

  test('leaves an old master chosen, of whom there is no picture, and starts no run with it', async () => {
    const exhibit = { id: 'night', title: 'Night' } as never;
    const { room, studio, run } = optimiseRoom({ state: { style: vectorStyle('scream'), styles: [exhibit] } });
    await room.enter();
    expect(studio.chooseExhibit).not.toHaveBeenCalled();
    expect(room.styles).toEqual([]);
    room.start();
    expect(run()).toBeNull();
  });
});

describe('files', () => {
  const settings = { ...DEFAULT_SETTINGS, styleWeight: 4321 };
  const json = (text: string) => new File([text], 'settings.json', { type: 'application/json' });

  test('a settings file brings the settings back', async () => {
    const { room, state, studio } = optimiseRoom();
    await room.openFile(json(formatSettings(settings)));
    expect(state().settings).toEqual(settings);
    expect(state().notice).toMatchObject({ kind: 'restored', styles: 1 });
    expect(studio.chooseFile).not.toHaveBeenCalled();
  });

  test('a picture with settings does the same, any other is the photo', async () => {
    const { room, state, studio, around } = optimiseRoom();
    const picture = new File(['png'], 'result.png', { type: 'image/png' });
    await room.openFile(picture);
    expect(studio.chooseFile).toHaveBeenCalledWith('photo', picture);
    around.settingsIn.mockResolvedValue(formatSettings(settings));
    await room.openFile(picture);
    expect(state().settings).toEqual(settings);
    expect(studio.chooseFile).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['{', 'not-json'],
    ['{"format": "other", "version": 1}', 'not-settings'],
    ['{"format": "easel-optimise", "version": 2}', 'too-new'],
    ['{"format": "easel-optimise", "version": 1, "colour": 1}', 'unknown-setting'],
    ['{"format": "easel-optimise", "version": 1, "steps": 0}', 'steps'],
  ])('%s changes nothing', async (text, code) => {
    const { room, state } = optimiseRoom();
    const before = state().settings;
    await room.openSettings(json(text));
    expect(state().settings).toBe(before);
    expect(state().notice).toMatchObject({ kind: 'problem', problem: { code } });
  });

  test('what is saved carries the settings of the run', async () => {
    const { room, run, saved, until } = optimiseRoom();
    room.set(STEPS);
    room.start();
    await until('done');
    room.takes.saveSettings();
    await room.takes.savePicture();
    for (const what of ['strip', 'film', 'loop'] as const) await room.takes.saveProcess(what);
    expect(saved.map(({ what }) => what)).toEqual(['settings', 'picture', 'strip', 'film', 'loop']);
    for (const { settings: text } of saved.slice(0, 3)) {
      expect(parseSettings(text ?? '').settings).toEqual(run()?.settings);
    }
    expect(saved[1]?.picture).toBe(run()?.picture);
    expect(saved[1]?.names).toEqual({ photo: 'Lake', style: 'Style night' });
    expect(saved[3]?.moments).toBe(run()?.moments);
    expect(room.store.get().making).toBeNull();
  });

  test('moments are taken into the strip and out of it, one stays', async () => {
    const { room, run, until } = optimiseRoom();
    room.set(STEPS);
    room.start();
    await until('done');
    const steps = () => stripMoments(run() ?? expect.fail('no run')).map(({ step }) => step);
    expect(steps()).toEqual([0, 2, 4, 6]);
    for (const step of [2, 4, 6]) room.takes.toggleMoment(step);
    expect(steps()).toEqual([0]);
    room.takes.toggleMoment(0);
    expect(steps()).toEqual([0]);
    room.takes.toggleMoment(6);
    expect(steps()).toEqual([0, 6]);
  });

  test('a pause for good: nothing is taken of a worker that was broken off', async () => {
    const hanging = deferred<unknown>();
    const worker = () => optimiseWorker(({ type }) => (type === 'optimise-advance' ? hanging.promise : undefined));
    const { room, run, until } = optimiseRoom({ worker });
    room.set(STEPS);
    room.start();
    await until('running');
    await room.close();
    hanging.resolve({ type: 'optimise-progress' });
    await Promise.resolve();
    expect(run()).toBeNull();
  });
});
