import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readKeptRun } from '../../web/src/studio/optimise/keeping';
import { chosenStyle, vectorStyle } from './fakes/live';
import { memoryKeeper, optimiseRoom, optimiseWorker, STEPS } from './fakes/optimise';

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

test('a run that is broken off loses no step', async () => {
  const { keeper, kept } = memoryKeeper();
  const { room, state, run } = optimiseRoom({ keeper });
  room.set({ ...STEPS, steps: 1000 });
  room.start();
  await vi.waitFor(() => {
    expect(run()?.total).toBeGreaterThan(3);
  });
  const closing = room.close();
  const { total } = run() ?? expect.fail('no run');
  await closing;
  expect(kept.progress?.total).toBeGreaterThanOrEqual(total);
  expect(state().kept?.total).toBe(kept.progress?.total);
});

test('what is changed while it waits is kept, and so are the moments for the strip', async () => {
  const { keeper } = memoryKeeper();
  const before = optimiseRoom({ keeper });
  before.room.set({ ...STEPS, steps: 1000 });
  before.room.start();
  await vi.waitFor(() => {
    expect(before.run()?.total).toBeGreaterThan(5);
  });
  before.room.pause();
  await before.until('paused');
  before.room.change({ styleWeight: 77 });
  before.room.takes.toggleMoment(2);
  const chosenSteps = before.run()?.chosenSteps;
  expect(chosenSteps).not.toBeNull();
  const { room, run, until, workers } = optimiseRoom({ keeper });
  await room.enter();
  room.continueKept();
  await until('running');
  expect(run()).toMatchObject({ settings: { styleWeight: 77 }, chosenSteps });
  expect(workers[0]?.received[0]).toMatchObject({ settings: { styleWeight: 77 } });
  await room.close();
});

test('a run that another page has taken the place of keeps nothing over it, and says so', async () => {
  const { keeper, kept } = memoryKeeper();
  const [one, other] = [optimiseRoom({ keeper }), optimiseRoom({ keeper })];
  one.room.set({ ...STEPS, steps: 1000 });
  one.room.start();
  await vi.waitFor(() => {
    expect(kept.progress).not.toBeNull();
  });
  other.room.set({ ...STEPS, steps: 4 });
  other.room.start();
  await other.until('done');
  await vi.waitFor(() => {
    expect(kept.progress?.ending).toBe('steps');
  });
  await vi.waitFor(() => {
    expect(one.state().notice).toMatchObject({ kind: 'storage', reason: 'replaced' });
  });
  one.room.pause();
  await one.until('paused');
  expect(kept.progress?.total).toBe(4);
  expect(kept.id).toBe(other.run()?.id);
});

test('of two pages that go on with the same run the later one keeps it', async () => {
  const { keeper, kept } = await left();
  const [one, other] = [optimiseRoom({ keeper }), optimiseRoom({ keeper })];
  await one.room.enter();
  await other.room.enter();
  one.room.continueKept();
  await one.until('running');
  other.room.continueKept();
  await other.until('running');
  await vi.waitFor(() => {
    expect(one.state().notice).toMatchObject({ kind: 'storage', reason: 'replaced' });
  });
  expect(kept.id).toBe(other.run()?.id);
  await one.room.close();
  await other.room.close();
});

test('a start that is refused for want of memory leaves the kept run where it was', async () => {
  const { keeper } = await left();
  const refused = { type: 'optimise-refused', bytes: 5e9, limit: 2e9, possible: 512 };
  const worker = () => optimiseWorker(({ type }) => (type === 'optimise-open' ? refused : undefined));
  const { room, state, run, until } = optimiseRoom({ keeper, worker });
  await room.enter();
  const { kept } = state();
  expect(kept).not.toBeNull();
  room.start();
  await vi.waitFor(() => {
    expect(state().notice).toMatchObject({ kind: 'memory' });
    expect(state().kept).toEqual(kept);
  });
  room.continueKept();
  expect(run()).not.toBeNull();
  await until('starting');
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
