import { describe, expect, test } from 'vitest';
import { BACKENDS, type BackendName } from '../../web/src/protocol/engine';
import { EaselError, type FailureCode } from '../../web/src/protocol/failure';
import { Painter, type PaintJob, type Phase } from '../../web/src/studio/painter';
import { networkFiles, networks } from './fakes/networks';
import { greyPicture } from './fakes/pictures';
import { deferred, FakeWorker } from './fakes/worker';

interface Setup {
  forced?: BackendName;
  /** What a paint request does on a back end; by default it succeeds. */
  paint?: (backend: BackendName) => unknown;
  /** The first of these that is a candidate starts. */
  offers?: readonly BackendName[];
}

function failed(code: FailureCode) {
  return { type: 'failed', failure: { code, detail: '' } };
}

function painted() {
  return { type: 'painted', picture: greyPicture(4, 4, 50), milliseconds: 20 };
}

function setUp({ forced, paint = painted, offers = ['webgpu', 'webgl', 'wasm', 'cpu'] }: Setup = {}) {
  const workers: FakeWorker[] = [];
  const fallbacks: BackendName[] = [];
  const store = {
    loads: 0,
    encoderLoads: 0,
    done: true,
    progress: { loaded: 0, total: 0 },
    onProgress: () => undefined,
    load: () => {
      store.loads++;
      return Promise.resolve(networks());
    },
    loadEncoder: () => {
      store.encoderLoads++;
      return Promise.resolve(networkFiles());
    },
    cancel: () => undefined,
  };
  const spawn = () => {
    let backend: BackendName = 'cpu';
    const worker = new FakeWorker((message) => {
      switch (message.type) {
        case 'start': {
          const candidates = message['candidates'] as BackendName[];
          backend = candidates.find((name) => offers.includes(name)) ?? 'cpu';
          return { type: 'started', backend: { name: backend, threads: 1, software: false } };
        }
        case 'load-encoder':
          return { type: 'encoder-loaded' };
        case 'prepare':
          return { type: 'prepared' };
        case 'encode':
          return { type: 'encoded', style: new Float32Array(4), milliseconds: 5 };
        default:
          return paint(backend);
      }
    });
    workers.push(worker);
    return worker;
  };
  const painter = new Painter({
    store,
    spawn,
    candidates: forced ? [forced] : BACKENDS,
    forced: forced !== undefined,
    onFallback: (from) => fallbacks.push(from),
    onBackend: () => undefined,
  });
  return { painter, workers, fallbacks, store };
}

const job = (key: string): PaintJob => ({
  photo: greyPicture(4, 4, 10),
  style: { key, picture: greyPicture(32, 32, 90) },
});
const ignore = (): void => undefined;

/** Settles everything that does not wait for something of the test's. */
const idle = () => new Promise((resolve) => setTimeout(resolve));

describe('painting', () => {
  test('goes through its phases and adds up the time of the networks', async () => {
    const { painter } = setUp();
    const phases: Phase['kind'][] = [];
    const result = await painter.paint(job('a'), ({ kind }) => phases.push(kind));
    expect(result).toMatchObject({ milliseconds: 25, backend: { name: 'webgpu' } });
    expect(phases).toEqual(['preparing', 'preparing', 'painting']);
  });

  test('reports the download while it lasts', async () => {
    const { painter, store } = setUp();
    const download = deferred<ReturnType<typeof networks>>();
    Object.assign(store, { done: false, load: () => download.promise });
    const phases: Phase[] = [];
    const painting = painter.paint(job('a'), (phase) => phases.push(phase));
    store.progress = { loaded: 5, total: 10 };
    store.onProgress();
    expect(phases.at(-1)).toEqual({ kind: 'downloading', loaded: 5, total: 10 });
    download.resolve(networks());
    await painting;
  });

  test('encodes a style once, prepares a size once, starts once', async () => {
    const { painter, workers } = setUp();
    for (const key of ['a', 'b', 'a', 'b']) await painter.paint(job(key), ignore);
    expect(workers.length).toBe(1);
    const { types = [] } = workers[0] ?? {};
    expect(types.filter((type) => type === 'encode').length).toBe(2);
    expect(types.filter((type) => type === 'prepare').length).toBe(1);
    expect(types.filter((type) => type === 'start').length).toBe(1);
    expect(types.filter((type) => type === 'paint').length).toBe(4);
  });

  test('forgets the style that was not used for longest', async () => {
    const { painter, workers } = setUp();
    const encodes = () => workers[0]?.types.filter((type) => type === 'encode').length;
    for (let i = 0; i < 17; i++) await painter.paint(job(`style ${String(i)}`), ignore);
    await painter.paint(job('style 16'), ignore);
    expect(encodes()).toBe(17);
    await painter.paint(job('style 0'), ignore);
    expect(encodes()).toBe(18);
  });

  test('a warm-up saves the start', async () => {
    const { painter, workers, store } = setUp();
    await painter.warmUp();
    await painter.paint(job('a'), ignore);
    expect(workers.length).toBe(1);
    expect(store.loads).toBe(1);
  });
});

describe('giving back memory', () => {
  test('ends the idle worker; the next painting needs no second encoding', async () => {
    const { painter, workers } = setUp();
    await painter.paint(job('a'), ignore);
    painter.release();
    expect(workers[0]?.terminated).toBe(true);
    await painter.paint(job('a'), ignore);
    expect(workers[1]?.types).toEqual(['start', 'prepare', 'paint']);
  });

  test('does not disturb a painting', async () => {
    const { painter, workers } = setUp();
    const painting = painter.paint(job('a'), ignore);
    await idle();
    painter.release();
    await expect(painting).resolves.toBeDefined();
    expect(workers).toHaveLength(1);
  });
});

describe('a GPU that fails', () => {
  test.each<FailureCode>(['gpu-lost', 'out-of-memory', 'result-invalid', 'unexpected'])(
    'with %s gives way to the next back end, and the painting is made all the same',
    async (code) => {
      const { painter, workers, fallbacks } = setUp({
        paint: (backend) => (backend === 'wasm' ? painted() : failed(code)),
      });
      const result = await painter.paint(job('a'), ignore);
      expect(result.backend.name).toBe('wasm');
      expect(fallbacks).toEqual(['webgpu', 'webgl']);
      expect(workers.map((worker) => worker.terminated)).toEqual([true, true, false]);
      // and it is not tried again
      await painter.paint(job('b'), ignore);
      expect(workers.length).toBe(3);
    },
  );

  test('keeps the style vector it had made', async () => {
    const { painter, workers } = setUp({ paint: (name) => (name === 'webgpu' ? failed('gpu-lost') : painted()) });
    await painter.paint(job('a'), ignore);
    expect(workers.map(({ types }) => types.includes('encode'))).toEqual([true, false]);
  });

  test('is an error when the reader forced it', async () => {
    const { painter, fallbacks, workers } = setUp({ forced: 'webgl', paint: () => failed('gpu-lost') });
    await expect(painter.paint(job('a'), ignore)).rejects.toMatchObject({ code: 'gpu-lost' });
    expect(fallbacks).toEqual([]);
    expect(workers[0]?.received[0]).toMatchObject({ candidates: ['webgl'], forced: true });
  });
});

test('a failure on the processor is an error, and the next try begins with a new worker', async () => {
  let healthy = false;
  const { painter, workers } = setUp({
    offers: ['wasm'],
    paint: () => (healthy ? painted() : failed('out-of-memory')),
  });
  await expect(painter.paint(job('a'), ignore)).rejects.toMatchObject({ code: 'out-of-memory' });
  healthy = true;
  await expect(painter.paint(job('a'), ignore)).resolves.toBeDefined();
  expect(workers.length).toBe(2);
});

describe('breaking off', () => {
  test('cancel ends the worker at once; the next painting needs no second encoding', async () => {
    const never = deferred<unknown>();
    let hangs = true;
    const { painter, workers } = setUp({ paint: () => (hangs ? never.promise : painted()) });
    const first = painter.paint(job('a'), ignore);
    await idle();
    painter.cancel();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers[0]?.terminated).toBe(true);
    hangs = false;
    await painter.paint(job('a'), ignore);
    expect(workers[1]?.types).toEqual(['start', 'prepare', 'paint']);
  });

  test.each<[BackendName, boolean]>([
    ['wasm', true],
    ['webgpu', false],
  ])('a newer job: the run on %s is ended: %s', async (backend, ended) => {
    const first = deferred<unknown>();
    let runs = 0;
    const { painter, workers } = setUp({
      offers: [backend],
      paint: () => (++runs === 1 ? first.promise : painted()),
    });
    const older = painter.paint(job('a'), ignore);
    await idle();
    const newer = painter.paint(job('b'), ignore);
    if (!ended) first.resolve(painted());
    await expect(older).rejects.toMatchObject({ code: 'cancelled' });
    await expect(newer).resolves.toBeDefined();
    expect(workers[0]?.terminated).toBe(ended);
  });

  test('phases of an older job are not reported any more', async () => {
    const { painter } = setUp();
    const phases: string[] = [];
    const older = painter.paint(job('a'), ({ kind }) => phases.push(kind));
    const count = phases.length;
    const newer = painter.paint(job('b'), ignore);
    await expect(older).rejects.toMatchObject({ code: 'cancelled' });
    await newer;
    expect(phases.length).toBe(count);
  });
});

describe('a style whose vector is known', () => {
  const known = (key: string) => ({ photo: greyPicture(4, 4, 10), style: { key, vector: new Float32Array([1, 2]) } });

  test('is painted with that vector, and without the style encoder', async () => {
    const { painter, workers, store } = setUp();
    const { style } = known('master');
    await painter.paint(known('master'), ignore);
    expect(workers[0]?.types).toEqual(['start', 'prepare', 'paint']);
    expect(workers[0]?.received[2]?.['style']).toEqual(style.vector);
    expect(await painter.encode(style)).toBe(style.vector);
    expect(store.encoderLoads).toBe(0);
  });

  test('a picture then loads the encoder once, in each worker that needs it', async () => {
    const { painter, workers, store } = setUp();
    await painter.paint(known('master'), ignore);
    await painter.paint(job('a'), ignore);
    await painter.paint(job('b'), ignore);
    expect(workers[0]?.types.filter((type) => type === 'load-encoder')).toHaveLength(1);
    painter.release();
    await painter.paint(job('a'), ignore);
    expect(workers[1]?.types).toEqual(['start', 'prepare', 'paint']);
    await painter.paint(job('c'), ignore);
    expect(workers[1]?.types.filter((type) => type === 'load-encoder')).toHaveLength(1);
    expect(store.encoderLoads).toBe(2);
  });

  test('an encoder that cannot be fetched fails the painting, and the next try fetches it', async () => {
    const { painter, store } = setUp();
    const { loadEncoder } = store;
    store.loadEncoder = () => Promise.reject(new EaselError('network-unreachable'));
    await expect(painter.paint(job('a'), ignore)).rejects.toMatchObject({ code: 'network-unreachable' });
    store.loadEncoder = loadEncoder;
    await expect(painter.paint(job('a'), ignore)).resolves.toBeDefined();
  });
});

describe('style vectors for live frames', () => {
  const style = (key: string) => ({ key, picture: greyPicture(4, 4, 9) });

  test('are made once for each picture, and shared with paintings', async () => {
    const { painter, workers } = setUp();
    const vector = await painter.encode(style('a'));
    expect(await painter.encode(style('a'))).toBe(vector);
    await painter.paint(job('a'), ignore);
    expect(workers[0]?.types.filter((type) => type === 'encode')).toHaveLength(1);
  });

  test('that are known need no worker', async () => {
    const { painter, workers } = setUp();
    const vector = await painter.encode(style('a'));
    painter.cancel();
    expect(await painter.encode(style('a'))).toBe(vector);
    expect(workers).toHaveLength(1);
  });
});
