import { vi } from 'vitest';
import type { NetworkFiles } from '../../../web/src/protocol/engine';
import type { OptimiseOpenRequest, OptimiseSettings, OptimiseState } from '../../../web/src/protocol/optimise';
import type { Picture } from '../../../web/src/protocol/picture';
import type { Encoders } from '../../../web/src/studio/optimise/encoders';
import type { KeptInput, KeptNotes, KeptProgress, RunKeeper } from '../../../web/src/studio/optimise/keeping';
import type { Moment } from '../../../web/src/studio/optimise/moments';
import { Notices } from '../../../web/src/studio/notices';
import { OptimiseRoom } from '../../../web/src/studio/optimise/room';
import type { FileNames, OptimiseSurroundings, StudioLike } from '../../../web/src/studio/optimise/surroundings';
import { INITIAL_STATE, type Chosen, type StudioState } from '../../../web/src/studio/state';
import { Store } from '../../../web/src/studio/store';
import { chosenStyle } from './live';
import { greyPicture } from './pictures';
import { FakeWorker } from './worker';

type Message = Record<string, unknown> & { id: number; type: string };

/** A short run in one stage. */
export const STEPS = { steps: 6, stages: 1, previewEvery: 2, size: 64 };

const SIDE = 16;
/** Ends a test that hangs. */
const PATIENCE = { timeout: 30_000 };

/** A worker that takes one step at a time and halves its loss with each; a test may answer in its place. */
export function optimiseWorker(instead: (message: Message) => unknown = () => undefined): FakeWorker {
  let settings = {} as OptimiseSettings;
  let [stage, step, total] = [0, 0, 0];
  const place = () => ({ stage, step, total });

  function open({ settings: given, state }: OptimiseOpenRequest): object {
    settings = given;
    [stage, step, total] = state ? [state.stage, state.step, state.total] : [0, 0, 0];
    const backend = { name: 'wasm', threads: 1, software: false };
    const stages = Array.from({ length: settings.stages }, () => ({ width: SIDE, height: SIDE }));
    const rest = { bytes: 1e6, limit: 1e9, picture: greyPicture(SIDE, SIDE, total) };
    return { type: 'optimise-ready', backend, stages, ...place(), ...rest };
  }

  function advance(): object {
    if (step >= settings.steps && stage < settings.stages - 1) [stage, step] = [stage + 1, 0];
    step++;
    total++;
    const value = 2 ** -total;
    const ending = step >= settings.steps && stage === settings.stages - 1 ? 'steps' : null;
    const losses = [
      { stage, step: total, total: value, content: value / 2, variation: 0, style: { relu1_1: value / 2 } },
    ];
    const isDue = ending !== null || total % settings.previewEvery === 0;
    const picture = isDue ? greyPicture(SIDE, SIDE, total) : null;
    return { type: 'optimise-progress', ...place(), losses, milliseconds: 10, picture, ending };
  }

  return new FakeWorker((message) => {
    const answer = instead(message);
    if (answer !== undefined) return answer;
    switch (message.type) {
      case 'optimise-open':
        return open(message as unknown as OptimiseOpenRequest);
      case 'optimise-advance':
        // Not at once, so that there is time to do something else.
        return new Promise((resolve) => setTimeout(resolve)).then(advance);
      case 'optimise-change':
        settings = { ...settings, ...(message['change'] as Partial<OptimiseSettings>) };
        return { type: 'optimise-changed', settings };
      default:
        return { type: 'optimise-state', state: stateAt(stage, step, total) };
    }
  });
}

export function stateAt(stage: number, step: number, total: number): OptimiseState {
  const arrays = { image: new Float32Array(SIDE * SIDE * 3) };
  return { version: 1, stage, step, total, width: SIDE, height: SIDE, arrays, numbers: {} };
}

/** Keeps a run in memory; a test may let it fail. */
export function memoryKeeper() {
  const kept: {
    id: string;
    input: KeptInput | null;
    progress: KeptProgress | null;
    notes: KeptNotes | undefined;
    moments: readonly Moment[];
  } = { id: '', input: null, progress: null, notes: undefined, moments: [] };
  const changeOf = (id: string, change: Partial<typeof kept>): Promise<boolean> => {
    if (kept.id === id) Object.assign(kept, change);
    return Promise.resolve(kept.id === id);
  };
  const keeper: RunKeeper = {
    load: vi.fn(() => Promise.resolve<unknown>(kept.input && kept.progress ? { ...kept } : null)),
    begin: vi.fn((id: string, input: KeptInput) => {
      Object.assign(kept, { id, input, progress: null, notes: undefined, moments: [] });
      return Promise.resolve();
    }),
    claim: vi.fn((id: string) => {
      kept.id = id;
      return Promise.resolve();
    }),
    save: vi.fn((id: string, progress: KeptProgress, moments: readonly Moment[]) =>
      changeOf(id, { progress, notes: undefined, moments }),
    ),
    note: vi.fn((id: string, notes: KeptNotes) => changeOf(id, { notes })),
    discard: vi.fn(() => {
      Object.assign(kept, { id: '', input: null, progress: null, notes: undefined, moments: [] });
      return Promise.resolve();
    }),
  };
  return { keeper, kept };
}

const ENTRY = { file: 'encoder-distilled/model.json', bytes: 1, sha256: {} };
export const DISTILLED = {
  ...ENTRY,
  taps: ['relu1_1', 'relu2_1', 'relu3_1', 'relu4_1', 'relu4_2', 'relu5_1'],
};

export interface Saved {
  readonly what: 'picture' | 'strip' | 'film' | 'loop' | 'settings';
  readonly names: FileNames;
  readonly settings?: string;
  readonly picture?: Picture;
  readonly moments?: readonly Moment[];
}

/** A room with a photo and a style chosen, whose workers answer at once. */
export function optimiseRoom(
  options: {
    worker?: () => FakeWorker;
    encoders?: Encoders;
    keeper?: RunKeeper;
    state?: Partial<StudioState>;
    candidates?: readonly ('webgpu' | 'webgl' | 'wasm')[];
  } = {},
) {
  const photo: Chosen = { ...chosenStyle('lake'), name: 'Lake' };
  const store = new Store<StudioState>({ ...INITIAL_STATE, photo, style: chosenStyle('night'), ...options.state });
  const workers: FakeWorker[] = [];
  const studio = {
    store,
    rest: vi.fn(),
    wake: vi.fn(() => Promise.resolve()),
    chooseFile: vi.fn<StudioLike['chooseFile']>(() => Promise.resolve()),
    bringBack: vi.fn((chosen: Chosen) => {
      store.set({ photo: chosen });
    }),
    notices: new Notices(store),
    styles: {
      picture: vi.fn((id: string) => Promise.resolve(chosenStyle(id))),
      pictureIn: vi.fn((file: File) => Promise.resolve({ ...chosenStyle('own-1'), name: file.name })),
    },
    optimiseOptions: () => ({
      spawn: () => {
        const worker = (options.worker ?? optimiseWorker)();
        workers.push(worker);
        return worker;
      },
      candidates: options.candidates ?? (['wasm'] as const),
      forced: false,
    }),
  };
  const saved: Saved[] = [];
  const save = (one: Saved): Promise<void> => {
    saved.push(one);
    return Promise.resolve();
  };
  const encoders: Encoders = options.encoders ?? { distilled: DISTILLED, vgg19: null };
  const files: NetworkFiles = { model: {}, weights: new ArrayBuffer(4) };
  let time = 0;
  const leaving = { now: (): void => undefined };
  const around = {
    encoders: {
      list: vi.fn(() => Promise.resolve(encoders)),
      load: vi.fn((name: keyof Encoders) => Promise.resolve(encoders[name] && files)),
    },
    keeper: options.keeper ?? memoryKeeper().keeper,
    // A second with every look at the clock.
    now: () => (time += 1000),
    onGoing: (listener: () => void) => {
      leaving.now = listener;
    },
    savePicture: (picture, settings, names) => save({ what: 'picture', picture, settings, names }),
    saveStrip: (moments, settings, names) => save({ what: 'strip', moments, settings, names }),
    saveFilm: (moments, names) => save({ what: 'film', moments, names }),
    saveLoop: (moments, names) => save({ what: 'loop', moments, names }),
    saveSettings: (settings, names) => void save({ what: 'settings', settings, names }),
    isPainting: vi.fn(() => Promise.resolve(false)),
    settingsIn: vi.fn(() => Promise.resolve<string | null>(null)),
  } satisfies OptimiseSurroundings;
  const room = new OptimiseRoom(studio, around);
  room.styles.follow();
  const state = () => room.store.get();
  const run = () => state().run;
  /** Waits until the run is in this state. */
  const until = (status: string) =>
    vi.waitFor(() => {
      if (run()?.status !== status) throw new Error(`it is ${String(run()?.status)}`);
    }, PATIENCE);
  return { room, studio, around, workers, saved, state, run, until, leaving };
}
