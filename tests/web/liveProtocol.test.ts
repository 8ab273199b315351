import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { INITIAL_VIEW, isLiveReply, isLiveRequest } from '../../web/src/protocol/live';
import { networks } from './fakes/networks';

class FakeBitmap {
  readonly width = 1;
}

// Node has none.
beforeAll(() => {
  vi.stubGlobal('ImageBitmap', FakeBitmap);
});
afterAll(() => {
  vi.unstubAllGlobals();
});

const network = { files: networks().styleTransformer, styleLength: 4 };
const start = { type: 'live-start', candidates: ['webgpu'], forced: false, network };
const frame = (): object => ({ type: 'live-frame', frame: new FakeBitmap(), size: 224, view: INITIAL_VIEW });
const painted = (): object => ({
  type: 'live-painted',
  picture: new FakeBitmap(),
  milliseconds: 12,
  painted: { width: 224, height: 168 },
  skipped: 0,
});

describe('let through', () => {
  test.each([
    () => start,
    () => ({ type: 'live-style', style: new Float32Array(4) }),
    () => ({ type: 'live-prepare', source: { width: 640, height: 480 }, size: 160 }),
    () => ({ type: 'live-stream', stream: new ReadableStream() }),
    () => ({ type: 'live-stream', stream: null }),
    frame,
    () => ({ ...frame(), frame: null }),
    () => ({ ...frame(), view: { strength: 0.5, keepColours: true, mirror: true, divider: 0.25, smooth: false } }),
    () => ({ type: 'live-show', view: INITIAL_VIEW }),
  ])('request %#', (request) => {
    expect(isLiveRequest(request())).toBe(true);
  });

  test.each([
    () => ({ type: 'live-started', backend: { name: 'webgl', threads: 1, software: true } }),
    () => ({ type: 'live-done' }),
    () => ({ type: 'live-idle', ended: true }),
    painted,
    () => ({ type: 'failed', failure: { code: 'gpu-lost', detail: '' } }),
  ])('reply %#', (reply) => {
    expect(isLiveReply(reply())).toBe(true);
  });
});

describe('refused', () => {
  test.each([
    ['nothing', () => null],
    ['another type', () => ({ type: 'live-erase' })],
    ['an unknown back end', () => ({ ...start, candidates: ['cuda'] })],
    ['a network without K', () => ({ ...start, network: { ...network, styleLength: 0 } })],
    ['a style of nothing', () => ({ type: 'live-style', style: new Float32Array(0) })],
    ['a size that is none of ours', () => ({ ...frame(), size: 300 })],
    ['a frame of another kind', () => ({ ...frame(), frame: {} })],
    ['a stream of another kind', () => ({ type: 'live-stream', stream: {} })],
    ['too much strength', () => ({ ...frame(), view: { ...INITIAL_VIEW, strength: 1.1 } })],
    ['a strength that is no number', () => ({ ...frame(), view: { ...INITIAL_VIEW, strength: Number.NaN } })],
    ['a divider outside', () => ({ type: 'live-show', view: { ...INITIAL_VIEW, divider: -0.1 } })],
    ['a view that lacks something', () => ({ type: 'live-show', view: { strength: 1 } })],
  ])('request: %s', (_, request) => {
    expect(isLiveRequest(request())).toBe(false);
  });

  test.each([
    ['nothing', () => undefined],
    ['another type', () => ({ type: 'live-erased' })],
    ['no picture', () => ({ ...painted(), picture: null })],
    ['a time before the start', () => ({ ...painted(), milliseconds: -1 })],
    ['a size of nothing', () => ({ ...painted(), painted: { width: 0, height: 2 } })],
    ['idle without saying why', () => ({ type: 'live-idle' })],
    ['an unknown failure', () => ({ type: 'failed', failure: { code: 'tired', detail: '' } })],
  ])('reply: %s', (_, reply) => {
    expect(isLiveReply(reply())).toBe(false);
  });
});
