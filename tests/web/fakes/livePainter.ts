/** A live painter with workers and a canvas that are fakes. */

import { afterAll, beforeAll, vi } from 'vitest';
import type { BackendName } from '../../../web/src/protocol/engine';
import type { EaselError, FailureCode } from '../../../web/src/protocol/failure';
import type { LiveFrame } from '../../../web/src/protocol/live';
import { LivePainter, type LiveCanvas } from '../../../web/src/studio/live/livePainter';
import { networks } from './networks';
import { FakeWorker } from './worker';

export class FakeBitmap {
  readonly width = 64;
  readonly height = 48;
  closed = false;

  close(): void {
    this.closed = true;
  }
}

export function newFrame(): FakeBitmap & LiveFrame {
  return new FakeBitmap();
}

/** What a worker answers to a frame; by default it paints it. */
type Paint = (backend: BackendName, worker: number) => unknown;

export interface Setup {
  candidates?: readonly BackendName[];
  forced?: boolean;
  /** What workers and the page have to offer. */
  offers?: readonly BackendName[];
  onPage?: readonly BackendName[] | null;
  paint?: Paint;
}

export function failed(code: FailureCode) {
  return { type: 'failed', failure: { code, detail: '' } };
}

export function paintedReply() {
  const size = { width: 64, height: 48 };
  return { type: 'live-painted', picture: new FakeBitmap(), milliseconds: 10, painted: size, skipped: 2 };
}

export function setUp({
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
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}

export async function started(setup: Setup = {}) {
  const all = setUp(setup);
  await all.painter.start(all.canvas);
  await all.painter.setStyle(all.style);
  return all;
}

export const frames = (worker: FakeWorker | undefined) =>
  worker?.received.filter(({ type }) => type === 'live-frame') ?? [];

/** Node has no bitmaps, and no cameras. */
export function withFakeMedia(): void {
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
}
