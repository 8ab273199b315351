import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { BackendName } from '../../web/src/protocol/engine';
import type { EaselError, FailureCode } from '../../web/src/protocol/failure';
import type { LiveFrame } from '../../web/src/protocol/live';
import { LivePainter, type LiveCanvas } from '../../web/src/studio/live/livePainter';
import { networks } from './fakes/networks';
import { greyPicture } from './fakes/pictures';
import { deferred, FakeWorker } from './fakes/worker';

class FakeBitmap {
  readonly width = 64;
  readonly height = 48;
  closed = false;

  close(): void {
    this.closed = true;
  }
}

function newFrame(): FakeBitmap & LiveFrame {
  return new FakeBitmap();
}

// Node has no bitmaps, and no cameras.
beforeAll(() => {
  vi.stubGlobal('ImageBitmap', FakeBitmap);
  vi.stubGlobal(
    'MediaStreamTrackProcessor',
    class {
      readonly readable = new ReadableStream();
    },
  );
});
afterAll(() => {
  vi.unstubAllGlobals();
});

/** What a worker answers to a frame; by default it paints it. */
type Paint = (backend: BackendName, worker: number) => unknown;

interface Setup {
  candidates?: readonly BackendName[];
  forced?: boolean;
  /** What workers and the page have to offer. */
  offers?: readonly BackendName[];
  onPage?: readonly BackendName[] | null;
  paint?: Paint;
}

function failed(code: FailureCode) {
  return { type: 'failed', failure: { code, detail: '' } };
}

function paintedReply() {
  const size = { width: 64, height: 48 };
  return { type: 'live-painted', picture: new FakeBitmap(), milliseconds: 10, painted: size, skipped: 2 };
}

function setUp({
  candidates = ['webgpu', 'webgl', 'wasm', 'cpu'],
  forced = false,
  offers = ['webgpu', 'webgl', 'wasm', 'cpu'],
  onPage = null,
  paint = paintedReply,
}: Setup = {}) {
  const workers: FakeWorker[] = [];
  const events: string[] = [];
  const shown: FakeBitmap[] = [];

  function worker(here: readonly BackendName[]): FakeWorker {
    const number = workers.length;
    let backend: BackendName = 'cpu';
    const made = new FakeWorker((message) => {
      switch (message.type) {
        case 'live-start': {
          const found = (message['candidates'] as BackendName[]).find((name) => here.includes(name));
          if (!found) return failed('backend-none');
          backend = found;
          return { type: 'live-started', backend: { name: backend, threads: 1, software: false } };
        }
        case 'live-frame':
          return paint(backend, number);
        case 'live-show':
          return paintedReply();
        default:
          return { type: 'live-done' };
      }
    });
    workers.push(made);
    return made;
  }

  const context = {
    transferFromImageBitmap(bitmap: FakeBitmap) {
      shown.push(bitmap);
    },
  };
  const canvas = { width: 0, height: 0, getContext: () => context } as unknown as LiveCanvas;
  const painter = new LivePainter({
    loadNetwork: () => Promise.resolve({ files: networks().styleTransformer, styleLength: 4 }),
    spawn: () => worker(offers),
    spawnOnPage: () => Promise.resolve(onPage && worker(onPage)),
    candidates,
    forced,
    encode: (style) => {
      events.push(`encode ${style.key}`);
      return Promise.resolve(new Float32Array(4));
    },
    onFallback: (from) => events.push(`fallback from ${from}`),
    onFailure: (failure: EaselError) => events.push(`failure ${failure.code}`),
    onEnded: () => events.push('ended'),
  });
  const style = new Float32Array([1, 2, 3, 4]);
  return { painter, canvas, workers, events, shown, style };
}

/** Until nothing more happens. */
async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}

async function started(setup: Setup = {}) {
  const all = setUp(setup);
  await all.painter.start(all.canvas);
  await all.painter.setStyle(all.style);
  return all;
}

const frames = (worker: FakeWorker | undefined) => worker?.received.filter(({ type }) => type === 'live-frame') ?? [];

describe('painting', () => {
  test('prepares before the first frame, and shows what was painted at its size', async () => {
    const { painter, canvas, workers, shown } = await started();
    painter.frame(newFrame());
    await settled();
    expect(workers[0]?.types).toEqual(['live-start', 'live-prepare', 'live-style', 'live-frame']);
    expect(shown).toHaveLength(1);
    expect([canvas.width, canvas.height]).toEqual([64, 48]);
    expect(painter.stats.get()).toMatchObject({ painted: 1, size: 384, milliseconds: 10, backend: { name: 'webgpu' } });
  });

  test('hands over one frame at a time and closes what comes too fast', async () => {
    const answer = deferred<unknown>();
    const { painter, workers } = await started({ paint: () => answer.promise });
    const offered = [newFrame(), newFrame(), newFrame()];
    for (const frame of offered) painter.frame(frame);
    await settled();
    expect(frames(workers[0])).toHaveLength(1);
    expect(offered.map(({ closed }) => closed)).toEqual([false, true, false]);
    answer.resolve(paintedReply());
    await settled();
    expect(frames(workers[0]).map(({ frame }) => frame)).toEqual([offered[0], offered[2]]);
    expect(painter.stats.get().painted).toBe(2);
  });

  test('closes frames that come before there is a style', async () => {
    const { painter, canvas, workers } = setUp();
    await painter.start(canvas);
    const early = newFrame();
    painter.frame(early);
    await settled();
    expect(early.closed).toBe(true);
    expect(frames(workers[0])).toHaveLength(0);
  });

  test('gives pictures of styles to be encoded, and only the newest to the engine', async () => {
    const { painter, canvas, workers, events } = setUp();
    await painter.start(canvas);
    const picture = greyPicture(8, 8, 3);
    await Promise.all([painter.setStyle({ key: 'a', picture }), painter.setStyle({ key: 'b', picture })]);
    expect(events).toEqual(['encode a', 'encode b']);
    expect(workers[0]?.types.filter((type) => type === 'live-style')).toHaveLength(1);
  });

  test('paints at a pinned size', async () => {
    const { painter, workers } = await started();
    painter.pin(640);
    painter.frame(newFrame());
    await settled();
    expect(frames(workers[0])[0]).toMatchObject({ size: 640 });
    expect(painter.stats.get().size).toBe(640);
  });

  test('paints nothing while paused, except what must be', async () => {
    const { painter, workers } = await started();
    painter.pause();
    const dropped = newFrame();
    painter.frame(dropped);
    await settled();
    expect(dropped.closed).toBe(true);
    expect(frames(workers[0])).toHaveLength(0);
    await painter.paint(newFrame());
    expect(frames(workers[0])).toHaveLength(1);
    painter.resume();
    painter.frame(newFrame());
    await settled();
    expect(frames(workers[0])).toHaveLength(2);
  });

  test('paints what must be in its order, one after the other', async () => {
    const { painter, workers } = await started();
    const film = [newFrame(), newFrame(), newFrame()];
    await Promise.all(film.map((frame) => painter.paint(frame)));
    expect(frames(workers[0]).map(({ frame }) => frame)).toEqual(film);
  });

  test('shows the last frame again when only the view changes', async () => {
    const { painter, workers, shown } = await started();
    painter.setView({ strength: 0.5 });
    await settled();
    expect(workers[0]?.types).not.toContain('live-show');
    painter.frame(newFrame());
    await settled();
    painter.setView({ divider: 0.3 });
    painter.setView({ divider: 0.4 });
    await settled();
    const views = workers[0]?.received.filter(({ type }) => type === 'live-show').map(({ view }) => view);
    expect(views?.at(-1)).toMatchObject({ strength: 0.5, divider: 0.4 });
    expect(shown.length).toBe(1 + (views?.length ?? 0));
  });
});

describe('reading the camera', () => {
  const track = {} as MediaStreamTrack;

  test('asks for its newest frame again and again, and counts those between', async () => {
    let count = 0;
    const painted = deferred<unknown>();
    const { painter, workers } = await started({ paint: () => (++count < 4 ? paintedReply() : painted.promise) });
    expect(painter.attachTrack(track)).toBe(true);
    await settled();
    expect(workers[0]?.types).toContain('live-stream');
    expect(frames(workers[0]).map(({ frame }) => frame)).toEqual([null, null, null, null]);
    expect(painter.stats.get()).toMatchObject({ painted: 3, dropped: 6 });
  });

  test('says when it has ended', async () => {
    const { painter, events } = await started({ paint: () => ({ type: 'live-idle', ended: true }) });
    painter.attachTrack(track);
    await settled();
    expect(events).toEqual(['ended']);
  });

  test('ends when frames are offered instead', async () => {
    const idle = deferred<unknown>();
    const { painter, workers } = await started({ paint: () => idle.promise });
    painter.attachTrack(track);
    painter.frame(newFrame());
    await settled();
    const streams = workers[0]?.received.filter(({ type }) => type === 'live-stream').map(({ stream }) => stream);
    expect(streams?.at(-1)).toBeNull();
  });

  test('is not possible everywhere', async () => {
    const { painter } = await started();
    vi.stubGlobal('MediaStreamTrackProcessor', undefined);
    expect(painter.attachTrack(track)).toBe(false);
  });
});

describe('a failure', () => {
  test('of a GPU starts it once more, with style and view as they were', async () => {
    const { painter, workers, events } = await started({
      paint: (_, worker) => (worker === 0 ? failed('gpu-lost') : paintedReply()),
    });
    painter.setView({ mirror: true });
    painter.frame(newFrame());
    await settled();
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(workers[1]?.types.slice(0, 3)).toEqual(['live-start', 'live-style', 'live-prepare']);
    painter.frame(newFrame());
    await settled();
    expect(frames(workers[1])[0]).toMatchObject({ view: { mirror: true } });
    expect(painter.stats.get().backend?.name).toBe('webgpu');
    expect(events).toEqual([]);
  });

  test('that comes again goes on to the next back end, and says so', async () => {
    const { painter, workers, events } = await started({
      paint: (backend) => (backend === 'webgpu' ? failed('gpu-lost') : paintedReply()),
    });
    for (let i = 0; i < 3; i++) {
      painter.frame(newFrame());
      await settled();
    }
    expect(events).toEqual(['fallback from webgpu']);
    expect(workers).toHaveLength(3);
    expect(painter.stats.get()).toMatchObject({ painted: 1, backend: { name: 'webgl' } });
  });

  test('of all back ends ends it, and it can be started anew', async () => {
    let broken = true;
    const { painter, canvas, events } = await started({
      paint: () => (broken ? failed('out-of-memory') : paintedReply()),
    });
    for (let i = 0; i < 12; i++) {
      painter.frame(newFrame());
      await settled();
    }
    expect(events).toEqual(['fallback from webgpu', 'fallback from webgl', 'failure out-of-memory']);
    broken = false;
    await painter.start(canvas);
    painter.frame(newFrame());
    await settled();
    expect(painter.stats.get()).toMatchObject({ painted: 1, backend: { name: 'webgpu' } });
  });

  test('of the one back end that was asked for ends it', async () => {
    const { painter, events } = await started({
      candidates: ['webgl'],
      forced: true,
      paint: () => failed('gpu-lost'),
    });
    for (let i = 0; i < 3; i++) {
      painter.frame(newFrame());
      await settled();
    }
    expect(events).toEqual(['failure gpu-lost']);
  });

  test('is told to whoever waits for a frame', async () => {
    const { painter } = await started({ paint: () => failed('gpu-lost') });
    await expect(painter.paint(newFrame())).rejects.toMatchObject({ code: 'gpu-lost' });
  });

  test('at the start is thrown', async () => {
    const { painter, canvas } = setUp({ offers: [] });
    await expect(painter.start(canvas)).rejects.toMatchObject({ code: 'backend-none' });
  });
});

describe('where workers have no GPU', () => {
  test('the page takes over, if it has one', async () => {
    const { painter, workers } = await started({ offers: ['wasm'], onPage: ['webgl'] });
    expect(painter.stats.get().backend?.name).toBe('webgl');
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(workers[1]?.received[0]).toMatchObject({ candidates: ['webgpu', 'webgl'], forced: false });
  });

  test('the worker goes on, if the page has none or cannot start it', async () => {
    for (const onPage of [null, []]) {
      const { painter } = await started({ offers: ['wasm'], onPage });
      expect(painter.stats.get().backend?.name).toBe('wasm');
    }
  });

  test('nobody asks the page when wasm was asked for', async () => {
    const { workers } = await started({ candidates: ['wasm'], forced: true, onPage: ['webgl'] });
    expect(workers).toHaveLength(1);
  });
});

describe('stopped', () => {
  test('the worker ends, and whoever waits is told', async () => {
    const { painter, workers } = await started({ paint: () => new Promise(() => undefined) });
    const waiting = [painter.paint(newFrame()), painter.paint(newFrame())];
    painter.stop();
    for (const one of waiting) await expect(one).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers[0]?.terminated).toBe(true);
    expect(painter.stats.get().backend).toBeNull();
  });

  test('while it starts, it does not start', async () => {
    const { painter, canvas, workers } = setUp();
    const starting = painter.start(canvas);
    await Promise.resolve();
    painter.stop();
    await expect(starting).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers.every(({ terminated }) => terminated)).toBe(true);
  });
});
