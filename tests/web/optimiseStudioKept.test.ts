import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readKeptRun } from '../../web/src/studio/optimise/keeping';
import { chosenStyle, vectorStyle } from './fakes/live';
import { memoryKeeper, optimiseRoom, STEPS } from './fakes/optimise';

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
});

afterEach(() => {
  vi.restoreAllMocks();
});

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
  expect(studio.store.get().style).toBeNull();
  await vi.waitFor(() => {
    expect(run()?.total).toBeGreaterThan(total);
  });
  expect(workers[0]?.received[0]).toMatchObject({ state: { total } });
  expect(run()?.history.points[0]?.step).toBe(1);
  expect(run()?.moments[0]?.step).toBe(0);
  expect(state().kept).toBeNull();
  await room.close();
});

test('own pictures come back without their files, beside what is chosen in the app', async () => {
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
  const scream = vectorStyle('scream');
  const { room, studio, state } = optimiseRoom({ keeper, state: { style: scream } });
  await room.enter();
  room.continueKept();
  expect(state().style).toMatchObject({ id: 'own-1' });
  expect(room.styles.own.map(({ id }) => id)).toEqual(['own-1']);
  await room.close();
  // Whatever else happens in the app.
  studio.store.set({ strength: 0.5 });
  expect(state().style).toMatchObject({ id: 'own-1' });
  expect(studio.store.get().style).toBe(scream);
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
