import { describe, expect, test, vi } from 'vitest';
import {
  isEngineReply,
  isEngineRequest,
  type EngineAnswers,
  type EngineReply,
  type EngineRequest,
} from '../../web/src/protocol/engine';
import { asEaselError, asFailure, EaselError } from '../../web/src/protocol/failure';
import { messageId, readNumbered } from '../../web/src/protocol/numbered';
import { isEncoderReply, isEncoderRequest } from '../../web/src/protocol/encoder';
import { isOpenerReply, isOpenerRequest } from '../../web/src/protocol/opener';
import { Port } from '../../web/src/protocol/port';
import { serve } from '../../web/src/protocol/serve';
import { isTilesReply, isTilesRequest } from '../../web/src/protocol/tiles';
import { networks } from './fakes/networks';
import { greyPicture } from './fakes/pictures';
import { deferred, FakeWorker } from './fakes/worker';

const picture = greyPicture(2, 3, 9);
const style = new Float32Array(192);
const backend = { name: 'wasm', threads: 2, software: false };

describe('what the checks let through', () => {
  test.each([
    { type: 'start', candidates: ['webgpu', 'cpu'], forced: false, networks: networks() },
    { type: 'load-encoder', encoder: networks().styleTransformer },
    { type: 'prepare', photo: { width: 8, height: 8 }, style: { width: 384, height: 384 } },
    { type: 'prepare', photo: { width: 8, height: 8 }, style: null },
    { type: 'encode', picture },
    { type: 'paint', photo: picture, style },
  ])('engine request $type', (request) => {
    expect(isEngineRequest(request)).toBe(true);
  });

  test.each([
    { type: 'started', backend },
    { type: 'encoder-loaded' },
    { type: 'prepared' },
    { type: 'encoded', style, milliseconds: 3 },
    { type: 'painted', picture, milliseconds: 0 },
    { type: 'failed', failure: { code: 'gpu-lost', detail: '' } },
  ])('engine reply $type', (reply) => {
    expect(isEngineReply(reply)).toBe(true);
  });

  test.each([
    { type: 'tiles-start', candidates: ['wasm'], forced: true, transformer: networks().styleTransformer },
    { type: 'tiles-begin', photo: picture, style },
    { type: 'tiles-step' },
  ])('tiles request $type', (request) => {
    expect(isTilesRequest(request)).toBe(true);
    expect(isEngineRequest(request)).toBe(false);
  });

  test.each([
    { type: 'tiles-started', backend },
    { type: 'tiles-progress', share: 0.5 },
    { type: 'tiles-painted', photo: picture, painting: picture, milliseconds: 9 },
    { type: 'failed', failure: { code: 'out-of-memory', detail: '' } },
  ])('tiles reply $type', (reply) => {
    expect(isTilesReply(reply)).toBe(true);
  });

  test('encoder messages', () => {
    const request = {
      type: 'encode-file',
      photo: picture,
      painting: picture,
      strength: 0.5,
      colours: 'style',
      settings: null,
      quality: 1,
    };
    expect(isEncoderRequest({ ...request, format: 'webp' })).toBe(true);
    expect(isEncoderRequest({ ...request, format: 'tiff' })).toBe(false);
    expect(isEncoderRequest({ ...request, format: 'png', strength: 2 })).toBe(false);
    expect(isEncoderRequest({ ...request, format: 'png', colours: 'loud' })).toBe(false);
    expect(isEncoderRequest({ ...request, format: 'png', settings: 1 })).toBe(false);
    expect(isEncoderReply({ type: 'encoded-file', file: new Blob() })).toBe(true);
    expect(isEncoderReply({ type: 'encoded-file', file: 'a.png' })).toBe(false);
    expect(isEncoderRequest({ type: 'hand-back' })).toBe(true);
    expect(isEncoderReply({ type: 'handed-back', photo: picture, painting: picture, rest: null })).toBe(true);
    expect(isEncoderReply({ type: 'handed-back', photo: picture, painting: null, rest: null })).toBe(false);
  });

  test('opener messages', () => {
    expect(isOpenerRequest({ type: 'open', purpose: 'whole', file: new Blob() })).toBe(true);
    expect(isOpenerRequest({ type: 'open', purpose: 'style', file: new Blob() })).toBe(true);
    expect(isOpenerReply({ type: 'opened', picture, originalWidth: 4, originalHeight: 6 })).toBe(true);
  });
});

describe('what the checks refuse', () => {
  test.each([
    ['tiles without a style', { type: 'tiles-begin', photo: picture }],
    ['tiles without a network', { type: 'tiles-start', candidates: ['wasm'], forced: true }],
    ['a share above all', { type: 'tiles-progress', share: 1.5 }],
    ['a painting without its photo', { type: 'tiles-painted', painting: picture, milliseconds: 9 }],
  ])('%s', (_, message) => {
    expect(isTilesRequest(message) || isTilesReply(message)).toBe(false);
  });

  test.each([
    ['another type', { type: 'erase' }],
    ['an unknown back end', { type: 'start', candidates: ['cuda'], forced: false, networks: networks() }],
    [
      'networks without K',
      { type: 'start', candidates: [], forced: false, networks: { ...networks(), styleLength: 0 } },
    ],
    ['too long a style', { type: 'paint', photo: picture, style: new Float32Array(257) }],
    ['a style of another kind', { type: 'paint', photo: picture, style: [1, 2] }],
    ['a picture with bytes missing', { type: 'encode', picture: { ...picture, height: 4 } }],
    ['a size of nothing', { type: 'prepare', photo: { width: 0, height: 8 }, style: { width: 1, height: 1 } }],
    ['nothing', null],
  ])('engine request: %s', (_, request) => {
    expect(isEngineRequest(request)).toBe(false);
  });

  test.each([
    ['an unknown failure', { type: 'failed', failure: { code: 'tired', detail: '' } }],
    ['a time that is no number', { type: 'painted', picture, milliseconds: NaN }],
    ['no threads', { type: 'started', backend: { ...backend, threads: 0 } }],
    ['a string', 'painted'],
  ])('engine reply: %s', (_, reply) => {
    expect(isEngineReply(reply)).toBe(false);
  });

  test('opener messages', () => {
    expect(isOpenerRequest({ type: 'open', purpose: 'frame', file: new Blob() })).toBe(false);
    expect(isOpenerRequest({ type: 'open', purpose: 'photo', file: 'photo.jpg' })).toBe(false);
    expect(isOpenerReply({ type: 'opened', picture, originalWidth: 4 })).toBe(false);
  });

  test('messages without an id', () => {
    expect(readNumbered({ type: 'prepared' }, isEngineReply)).toBeNull();
    expect(readNumbered({ type: 'prepared', id: 0 }, isEngineReply)).toBeNull();
    expect(messageId({ id: 7 })).toBe(7);
  });
});

describe('Port', () => {
  type EnginePort = Port<EngineRequest, EngineAnswers, EngineReply>;
  const open = (worker: FakeWorker): EnginePort => new Port(worker, isEngineReply);
  const size = { width: 8, height: 8 };

  test('gives each reply to its own request, in whatever order they come', async () => {
    const slow = deferred<object>();
    const worker = new FakeWorker(({ type }) =>
      type === 'encode' ? slow.promise : { type: 'painted', picture, milliseconds: 1 },
    );
    const port = open(worker);
    const encoding = port.ask({ type: 'encode', picture });
    expect((await port.ask({ type: 'paint', photo: picture, style })).picture).toBe(picture);
    expect(port.pending).toBe(1);
    slow.resolve({ type: 'encoded', style, milliseconds: 1 });
    expect((await encoding).style).toBe(style);
    expect(port.pending).toBe(0);
  });

  test('turns a failure reply into an error with its code', async () => {
    const port = open(new FakeWorker(() => ({ type: 'failed', failure: { code: 'gpu-lost', detail: 'gone' } })));
    await expect(port.ask({ type: 'encode', picture })).rejects.toMatchObject({ code: 'gpu-lost', detail: 'gone' });
  });

  test('closing ends the worker and rejects what waits, and what comes after', async () => {
    const worker = new FakeWorker(() => deferred().promise);
    const port = open(worker);
    const waiting = port.ask({ type: 'prepare', photo: size, style: size });
    port.close();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(worker.terminated).toBe(true);
    await expect(port.ask({ type: 'encode', picture })).rejects.toMatchObject({ code: 'cancelled' });
  });

  test.each([
    [
      'a message outside of the protocol',
      (worker: FakeWorker) => {
        worker.say({ type: 'hello' });
      },
    ],
    [
      'an error in the worker',
      (worker: FakeWorker) => {
        worker.onerror?.({ message: 'no' } as ErrorEvent);
      },
    ],
    [
      'an unreadable message',
      (worker: FakeWorker) => {
        worker.onmessageerror?.({} as MessageEvent);
      },
    ],
  ])('%s fails what waits', async (_, happen) => {
    const worker = new FakeWorker(() => deferred().promise);
    const waiting = open(worker).ask({ type: 'encode', picture });
    happen(worker);
    await expect(waiting).rejects.toMatchObject({ code: 'unexpected' });
    expect(worker.terminated).toBe(true);
  });

  test('a worker whose script cannot be fetched is told from one that fails', async () => {
    const worker = new FakeWorker(() => deferred().promise);
    const waiting = open(worker).ask({ type: 'encode', picture });
    worker.onerror?.(new Event('error') as ErrorEvent);
    await expect(waiting).rejects.toMatchObject({ code: 'program-unreachable' });
  });
});

describe('serve', () => {
  interface Sent {
    message: Record<string, unknown>;
    transfer: Transferable[] | undefined;
  }

  function scopeOf(answer: Parameters<typeof serve<EngineRequest, EngineReply>>[2]) {
    const sent: Sent[] = [];
    const scope: Parameters<typeof serve>[0] = {
      onmessage: null,
      postMessage: (message, options) => {
        sent.push({ message: message as Sent['message'], transfer: options?.transfer });
      },
    };
    serve(scope, isEngineRequest, answer);
    const receive = (data: unknown): unknown => scope.onmessage?.({ data } as MessageEvent);
    const settled = () => new Promise((resolve) => setTimeout(resolve));
    return { sent, receive, settled };
  }

  test('answers under the same id and hands buffers over', async () => {
    const transfer = [picture.data.buffer];
    const { sent, receive, settled } = scopeOf(() =>
      Promise.resolve({ reply: { type: 'painted', picture, milliseconds: 1 }, transfer }),
    );
    receive({ id: 5, type: 'paint', photo: picture, style });
    await settled();
    expect(sent).toEqual([{ message: { id: 5, type: 'painted', picture, milliseconds: 1 }, transfer }]);
  });

  test('a worker that has a name holds its lock for good, beside its threads', () => {
    const request = vi.fn((_: string, __: LockOptions, held: LockGrantedCallback<unknown>) =>
      Promise.resolve(held(null)),
    );
    const navigator = { locks: { request } as unknown as LockManager };
    const scope = { onmessage: null, postMessage: () => undefined, navigator };
    const answer = () => Promise.reject(new EaselError('cancelled'));
    serve(scope, isEngineRequest, answer);
    expect(request).not.toHaveBeenCalled();
    serve({ ...scope, name: 'easel 1' }, isEngineRequest, answer);
    expect(request).toHaveBeenCalledWith('easel 1', { mode: 'shared' }, expect.any(Function));
    let isOver = false;
    void (request.mock.results[0]?.value as Promise<unknown>).then(() => (isOver = true));
    return new Promise((resolve) => setTimeout(resolve)).then(() => {
      expect(isOver).toBe(false);
    });
  });

  test('never has two requests in hand', async () => {
    let running = 0;
    let most = 0;
    const { receive, sent, settled } = scopeOf(async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      return { reply: { type: 'prepared' } };
    });
    for (const id of [1, 2, 3]) receive({ id, type: 'encode', picture });
    await settled();
    expect(sent.map(({ message }) => message['id'])).toEqual([1, 2, 3]);
    expect(most).toBe(1);
  });

  test('answers an error with its code, and anything else as unexpected', async () => {
    const { receive, sent, settled } = scopeOf(({ type }) =>
      Promise.reject(type === 'encode' ? new EaselError('out-of-memory') : new Error('oops')),
    );
    receive({ id: 1, type: 'encode', picture });
    receive({ id: 2, type: 'paint', photo: picture, style });
    receive({ id: 3, type: 'nonsense' });
    await settled();
    expect(sent.map(({ message }) => (message['failure'] as { code: string }).code)).toEqual([
      'out-of-memory',
      'unexpected',
      'unexpected',
    ]);
    expect(sent.map(({ message }) => message['id'])).toEqual([1, 2, 3]);
  });
});

test('a failure keeps its code and detail across threads', () => {
  expect(asFailure(new EaselError('picture-svg', 'a.svg'))).toEqual({ code: 'picture-svg', detail: 'a.svg' });
  expect(asEaselError('odd', 'save-failed')).toMatchObject({ code: 'save-failed', detail: 'odd' });
});
