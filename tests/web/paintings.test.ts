import { expect, test, vi } from 'vitest';
import { EaselError } from '../../web/src/protocol/failure';
import type { Painted, PaintJob } from '../../web/src/studio/painter';
import { Paintings } from '../../web/src/studio/paintings';
import { INITIAL_STATE, type Chosen, type StudioState, type VectorStyle } from '../../web/src/studio/state';
import { Store } from '../../web/src/studio/store';
import { greyPicture } from './fakes/pictures';
import { deferred } from './fakes/worker';

const photo: Chosen = {
  ...{ id: 'lake', name: 'Lake', description: '', picture: greyPicture(80, 64, 9) },
  ...{ originalWidth: 80, originalHeight: 64 },
};
const painted: Painted = {
  picture: greyPicture(80, 64, 200),
  milliseconds: 5,
  backend: { name: 'wasm', threads: 1, software: false },
};

function style(id: string): VectorStyle {
  return { id, name: id, description: '', picture: null, vector: new Float32Array(1) };
}

function setUp() {
  const store = new Store<StudioState>({ ...INITIAL_STATE, photo });
  const jobs: { job: PaintJob; result: ReturnType<typeof deferred<Painted>> }[] = [];
  const paint = vi.fn((job: PaintJob) => {
    const result = deferred<Painted>();
    jobs.push({ job, result });
    return result.promise;
  });
  const cancel = vi.fn();
  const onFailure = vi.fn();
  const onBegin = vi.fn(() => true);
  const paintings = new Paintings({ store, painter: { paint, cancel }, onBegin, onFailure });
  return { store, jobs, paint, cancel, onFailure, onBegin, paintings };
}

test('goes on with what is under way when just that is asked for again', async () => {
  const { jobs, paint, paintings } = setUp();
  const night = style('night');
  const both = [paintings.make(photo, night), paintings.make(photo, night)];
  expect(paint).toHaveBeenCalledTimes(1);
  jobs[0]?.result.resolve(painted);
  const [one, other] = await Promise.all(both);
  expect(one).toMatchObject({ photo, style: night, detail: 'fine', picture: painted.picture });
  expect(other).toBe(one);
  expect(paintings.find(photo, night)?.picture).toBe(painted.picture);
});

test('another detail is another painting, which the network sees at another size', async () => {
  const { store, jobs, paintings } = setUp();
  const night = style('night');
  const first = paintings.make(photo, night);
  jobs[0]?.result.resolve(painted);
  await first;
  expect(jobs[0]?.job).not.toHaveProperty('size');
  store.set({ detail: 'coarse' });
  expect(paintings.find(photo, night)).toBeNull();
  const second = paintings.make(photo, night);
  expect(jobs[1]?.job.size).toEqual({ width: 40, height: 32 });
  jobs[1]?.result.resolve(painted);
  expect((await second)?.detail).toBe('coarse');
});

test('what is held breaks off what is under way', async () => {
  const { store, jobs, cancel, paintings } = setUp();
  const night = style('night');
  const first = paintings.make(photo, night);
  jobs[0]?.result.resolve(painted);
  await first;
  void paintings.make(photo, style('waves'));
  expect(store.get().phase).not.toBeNull();
  expect(paintings.find(photo, night)).not.toBeNull();
  expect(cancel).toHaveBeenCalledTimes(1);
  expect(store.get().phase).toBeNull();
});

test('a failure is said, a painting that was broken off is not, and none begins where none can', async () => {
  const { store, paint, onBegin, onFailure, paintings } = setUp();
  paint.mockRejectedValueOnce(new EaselError('gpu-lost'));
  expect(await paintings.make(photo, style('night'))).toBeNull();
  expect(onFailure).toHaveBeenCalledTimes(1);
  expect(store.get().phase).toBeNull();
  paint.mockRejectedValueOnce(new EaselError('cancelled'));
  expect(await paintings.make(photo, style('night'))).toBeNull();
  expect(onFailure).toHaveBeenCalledTimes(1);
  onBegin.mockReturnValueOnce(false);
  expect(await paintings.make(photo, style('night'))).toBeNull();
  expect(paint).toHaveBeenCalledTimes(2);
});
