import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS, formatSettings } from '../../web/src/protocol/optimise';
import type { FailureCode } from '../../web/src/protocol/failure';
import { chosenStyle } from './fakes/live';
import { DISTILLED, optimiseRoom, optimiseWorker, stateAt, STEPS } from './fakes/optimise';
import { deferred } from './fakes/worker';

const failure = (code: FailureCode) => ({ type: 'failed', failure: { code, detail: '' } });

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
    expect(run()?.bytes).toBe(1e6);
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
    room.styles.keep();
    studio.store.set({ style: chosenStyle('waves') });
    room.styles.follow();
    room.styles.setWeight(1, 3);
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

  test('begins with the weights that were set during the download', async () => {
    const download = deferred<undefined>();
    const { room, around, run, until, workers } = optimiseRoom();
    around.encoders.load.mockImplementation(async () => {
      await download.promise;
      return { model: {}, weights: new ArrayBuffer(4) };
    });
    room.set(STEPS);
    room.start();
    await until('starting');
    room.change({ styleWeight: 77 });
    download.resolve(undefined);
    await until('done');
    expect(workers[0]?.received[0]).toMatchObject({ type: 'optimise-open', settings: { styleWeight: 77 } });
    expect(run()?.settings.styleWeight).toBe(77);
  });

  test('is checked by its own encoder, whatever the form names by now', async () => {
    const vgg19 = { file: 'vgg19/model.json', bytes: 1, sha256: {}, taps: [...DISTILLED.taps, 'relu5_2'] };
    const { room, run, state, until } = optimiseRoom({ encoders: { distilled: DISTILLED, vgg19 } });
    await room.enter();
    room.set({ ...STEPS, steps: 1000, encoder: 'distilled' });
    room.start();
    await until('running');
    const settings = formatSettings({ ...DEFAULT_SETTINGS, encoder: 'vgg19', contentLayers: { relu5_2: 1 } });
    await room.files.open(new File([settings], 'vgg.json', { type: 'application/json' }));
    expect(state().notice).toMatchObject({ kind: 'problem', problem: { code: 'encoder-layer' } });
    expect(run()?.settings.contentLayers).toEqual({ relu4_2: 1 });
    expect(room.change({ styleWeight: 2 })).toBeNull();
    await room.close();
  });

  test('keeps its settings when new ones cannot be used', async () => {
    const { room, run, until } = optimiseRoom();
    room.set({ ...STEPS, steps: 1000 });
    room.start();
    await until('running');
    expect(room.change({ steps: 0 })?.code).toBe('steps');
    expect(room.change({ plateau: { patience: 0, change: 0.01 } })).toEqual({
      code: 'wrong-value',
      setting: 'plateau',
    });
    expect(run()?.settings).toMatchObject({ steps: 1000, plateau: null });
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
    [{ contentWeight: 0, styleWeight: 0, variationWeight: 0 }, 'no-weight'],
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

  test.each([6, 1000])('a state that cannot be taken ends nothing, of %d steps', async (steps) => {
    const worker = () =>
      optimiseWorker(({ type }) => (type === 'optimise-snapshot' ? failure('out-of-memory') : undefined));
    const { room, state, run, until } = optimiseRoom({ worker });
    room.set({ ...STEPS, steps });
    room.start();
    if (steps === 6) {
      await until('done');
      expect(run()?.total).toBe(6);
    } else {
      await vi.waitFor(() => {
        expect(run()?.total).toBeGreaterThan(5);
      });
      room.pause();
      await until('paused');
    }
    expect(state().notice).toMatchObject({ kind: 'storage', reason: 'full' });
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
