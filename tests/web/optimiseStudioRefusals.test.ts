import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DISTILLED, optimiseRoom, optimiseWorker, STEPS } from './fakes/optimise';

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
});

afterEach(() => {
  vi.restoreAllMocks();
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

  test('an encoder that is known to be missing is told of without a run, so the form stays as it is', async () => {
    const { room, state, workers, around } = optimiseRoom();
    await room.enter();
    room.set({ ...STEPS, encoder: 'vgg19' });
    room.start();
    expect(state()).toMatchObject({ run: null, notice: { kind: 'missing', encoder: 'vgg19' } });
    expect(around.encoders.load).not.toHaveBeenCalled();
    expect(workers).toHaveLength(0);
    room.set({ encoder: 'distilled' });
    expect(state().notice).toBeNull();
  });

  test('a server without any is told of at once, and where there is VGG-19 that is used', async () => {
    const none = optimiseRoom({ encoders: { distilled: null, vgg19: null } });
    await none.room.enter();
    expect(none.state().notice).toMatchObject({ kind: 'missing', encoder: 'distilled' });
    const vgg19 = { file: 'vgg19/model.json', bytes: 1, sha256: {}, taps: ['relu1_1'] };
    const only = optimiseRoom({ encoders: { distilled: null, vgg19 } });
    await only.room.enter();
    expect(only.state().settings.encoder).toBe('vgg19');
    expect(only.state().notice).toBeNull();
    const both = optimiseRoom({ encoders: { distilled: DISTILLED, vgg19 } });
    await both.room.enter();
    // With one view, which is what suits it.
    expect(both.state().settings).toMatchObject({ encoder: 'vgg19', views: 1 });
    // Unless the reader wants the other one.
    both.room.set({ encoder: 'distilled' });
    await both.room.enter();
    expect(both.state().settings.encoder).toBe('distilled');
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

  test('the size that is possible is taken in as many stages as it allows', () => {
    const { room, state } = optimiseRoom();
    room.set({ size: 1024, stages: 4 });
    room.useSize(240);
    expect(state().settings).toMatchObject({ size: 240, stages: 3 });
    expect(room.problem()).toBeNull();
    room.useSize(256);
    expect(state().settings.stages).toBe(3);
  });
});
