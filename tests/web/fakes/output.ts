/** An output of a studio that shows one painting, and workers that answer at once. */

import { vi } from 'vitest';
import type { Colours } from '../../../web/src/protocol/encoder';
import type { BackendName } from '../../../web/src/protocol/engine';
import type { EaselError, FailureCode } from '../../../web/src/protocol/failure';
import type { Mask } from '../../../web/src/protocol/mask';
import { WHOLE } from '../../../web/src/studio/frame/crop';
import { Output } from '../../../web/src/studio/output';
import type { OutputSurroundings } from '../../../web/src/studio/surroundings';
import type { Chosen, Painting } from '../../../web/src/studio/state';
import { networks } from './networks';
import { greyPicture } from './pictures';
import { FakeWorker } from './worker';

export const backend = { name: 'wasm', threads: 1, software: false } as const;

export function chosen(id: string, more: Partial<Chosen> = {}): Chosen {
  const picture = greyPicture(4, 4, 10);
  return { id, name: id, description: '', picture, originalWidth: 4, originalHeight: 4, ...more };
}

/** Of a photo of which 4 × 4 pixels are shown, and the file has 40 × 40. */
export function large(): Painting {
  const photo = chosen('beach', { originalWidth: 40, originalHeight: 40, file: new Blob(['beach']) });
  return { photo, style: chosen('night'), detail: 'fine', picture: greyPicture(4, 4, 20), milliseconds: 16, backend };
}

export interface Setup {
  /** What a step is answered with on a back end; by default there are two, then the painting. */
  step?: (backend: BackendName, step: number) => unknown;
  offers?: readonly BackendName[];
  forced?: boolean;
  around?: Partial<OutputSurroundings>;
  encode?: () => unknown;
}

export const failed = (code: FailureCode) => ({ type: 'failed', failure: { code, detail: '' } });

export function finished() {
  return {
    type: 'tiles-painted',
    photo: greyPicture(40, 40, 30),
    painting: greyPicture(40, 40, 50),
    milliseconds: 1600,
  };
}

export function usual(_: BackendName, step: number): unknown {
  return step < 3 ? { type: 'tiles-progress', share: step / 3 } : finished();
}

/** A worker that makes files, all the same, and hands pixels back as the real one does. */
export function encoderWorker(
  encode: () => unknown = () => ({ type: 'encoded-file', file: new Blob(['file'], { type: 'image/png' }) }),
  readShot: () => unknown = () => ({ type: 'shot', shot: null }),
): FakeWorker {
  let held = {};
  return new FakeWorker((message) => {
    switch (message.type) {
      case 'encode-file':
        held = { photo: message['photo'], painting: message['painting'], rest: message['rest'] ?? null };
        return encode();
      case 'hand-back':
        return { type: 'handed-back', ...held };
      default:
        return readShot();
    }
  });
}

export function setUp({ step = usual, offers = ['wasm'], forced = false, around = {}, encode }: Setup = {}) {
  const engines: FakeWorker[] = [];
  const encoders: FakeWorker[] = [];
  const files: { file: Blob; name: string }[] = [];
  const failures: EaselError[] = [];
  const fallbacks: BackendName[] = [];
  const shown = {
    painting: large() as Painting | null,
    mask: null as Mask | null,
    rest: null as Painting | null,
    strength: 1,
    colours: 'style' as Colours,
    crop: WHOLE,
    settings: '{}',
  };
  const spawn = () => {
    let started: BackendName = 'cpu';
    let steps = 0;
    const worker = new FakeWorker((message) => {
      switch (message.type) {
        case 'tiles-start':
          started = (message['candidates'] as BackendName[]).find((name) => offers.includes(name)) ?? 'cpu';
          return { type: 'tiles-started', backend: { ...backend, name: started } };
        case 'tiles-begin':
          return { type: 'tiles-progress', share: 0 };
        default:
          return step(started, ++steps);
      }
    });
    engines.push(worker);
    return worker;
  };
  const open = vi.fn(() => Promise.resolve(greyPicture(40, 40, 30)));
  const makeRoom = vi.fn();
  const screenPainted = vi.fn(() => Promise.resolve());
  const output = new Output({
    around: {
      memory: undefined,
      saveFile: (file, name) => files.push({ file, name }),
      copyPng: null,
      shareFile: null,
      ...around,
    },
    spawnEncoder: () => {
      const worker = encoderWorker(encode);
      encoders.push(worker);
      return worker;
    },
    spawn,
    open,
    loadTransformer: () => Promise.resolve(networks().styleTransformer),
    encode: () => Promise.resolve(new Float32Array(4)),
    makeRoom,
    settle: () => Promise.resolve(),
    candidates: ['webgpu', 'webgl', 'wasm', 'cpu'],
    forced,
    shown: () => shown,
    screenPainted,
    onFallback: (from) => fallbacks.push(from),
    onFailure: (error) => failures.push(error),
  });
  const state = () => output.store.get();
  const encoded = () => encoders.map(({ received }) => received[0]);
  return {
    output,
    state,
    shown,
    engines,
    encoders,
    encoded,
    files,
    failures,
    fallbacks,
    open,
    makeRoom,
    screenPainted,
  };
}
