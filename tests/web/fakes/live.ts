import { vi } from 'vitest';
import type { Camera, CameraWish } from '../../../web/src/live/camera';
import type { FilmExport } from '../../../web/src/live/filmExport';
import type { PainterLike } from '../../../web/src/live/paintLoop';
import type { Recording } from '../../../web/src/live/recorder';
import type { CameraSource, Facing, FilmSource } from '../../../web/src/live/source';
import type { PainterEvents, StudioLike, Surroundings } from '../../../web/src/live/surroundings';
import type { LiveFrame } from '../../../web/src/protocol/live';
import type { LiveStats } from '../../../web/src/studio/live/livePainter';
import { INITIAL_STATE, type Chosen, type StudioState, type VectorStyle } from '../../../web/src/studio/state';
import { Store } from '../../../web/src/studio/store';
import { greyPicture } from './pictures';

/** Stands in for a video element, as far as the room uses one. */
export class FakeVideo extends EventTarget {
  videoWidth = 640;
  videoHeight = 480;
  paused = true;
  muted = false;
  #time = 0;
  duration = 4;

  get currentTime(): number {
    return this.#time;
  }

  set currentTime(time: number) {
    this.#time = time;
  }

  play(): Promise<void> {
    this.paused = false;
    this.dispatchEvent(new Event('play'));
    return Promise.resolve();
  }

  pause(): void {
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
  }

  get element(): HTMLVideoElement {
    return this as unknown as HTMLVideoElement;
  }
}

/** A camera that is open; `ended` says that it was taken away. */
export function fakeCamera(id = 'front', facing: Facing | null = null) {
  const video = new FakeVideo();
  const track = new EventTarget();
  const close = vi.fn();
  const source: CameraSource = {
    kind: 'camera',
    id,
    name: `Camera ${id}`,
    facing,
    track: track as MediaStreamTrack,
    video: video.element,
    close,
  };
  return { source, video, close, unplug: () => track.dispatchEvent(new Event('ended')) };
}

export function fakeFilm(name = 'beach') {
  const video = new FakeVideo();
  const close = vi.fn();
  const file = new File(['film'], `${name}.webm`);
  const source: FilmSource = { kind: 'film', name, file, video: video.element, close };
  return { source, video, close, file };
}

export class FakeFrame {
  closed = false;

  close(): void {
    this.closed = true;
  }

  get frame(): LiveFrame {
    return this as unknown as LiveFrame;
  }
}

const STATS: LiveStats = {
  fps: 0,
  milliseconds: 0,
  size: 160,
  painted: 0,
  dropped: 0,
  backend: null,
  canvas: { width: 0, height: 0 },
};

/** A painter that notes what it is told. */
export function fakePainter(events: PainterEvents) {
  const stats = new Store<LiveStats>(STATS);
  const backend = { name: 'wasm', threads: 1, software: false } as const;
  const calls: string[] = [];
  const note =
    (name: string) =>
    (value?: unknown): void => {
      calls.push(value === undefined ? name : `${name} ${JSON.stringify(value)}`);
    };
  const painter = {
    stats,
    start: vi.fn(() => Promise.resolve(backend)),
    setStyle: vi.fn(({ key }: { key: string }) => {
      note('style')(key);
      return Promise.resolve();
    }),
    setView: note('view'),
    pin: note('pin'),
    frame: (frame: LiveFrame) => {
      frame.close();
      calls.push('frame');
    },
    paint: (frame: LiveFrame) => {
      frame.close();
      calls.push('paint');
      return Promise.resolve();
    },
    attachTrack: vi.fn(() => false),
    pause: note('pause'),
    resume: note('resume'),
    stop: note('stop'),
  };
  let painted = 0;
  /** One more frame is on the canvas. */
  const paintFrame = (): void => {
    stats.set({ painted: ++painted, fps: 24, backend, canvas: { width: 640, height: 480 } });
  };
  return { painter: painter as unknown as PainterLike, mock: painter, calls, paintFrame, ...events };
}

export function chosenStyle(id: string): Chosen {
  const picture = greyPicture(8, 8, 100);
  return { id, name: `Style ${id}`, description: '', picture, originalWidth: 8, originalHeight: 8 };
}

/** A style of the gallery of which only the vector is known. */
export function vectorStyle(id: string): VectorStyle {
  return { id, name: `Style ${id}`, description: '', picture: null, vector: new Float32Array(4) };
}

/** A studio with one style chosen, as far as the room uses one. */
export function fakeStudio(state: Partial<StudioState> = {}) {
  const store = new Store<StudioState>({ ...INITIAL_STATE, style: chosenStyle('night'), ...state });
  const studio = {
    store,
    rest: vi.fn(),
    wake: vi.fn(() => Promise.resolve()),
    chooseStyle: vi.fn(() => Promise.resolve()),
    setColours: (colours: StudioState['colours']) => {
      store.set({ colours });
    },
    paintStill: vi.fn<StudioLike['paintStill']>((photo) =>
      Promise.resolve({
        photo,
        detail: 'fine' as const,
        style: store.get().style ?? chosenStyle('none'),
        picture: greyPicture(photo.picture.width, photo.picture.height, 200),
        milliseconds: 5,
        backend: { name: 'wasm', threads: 1, software: false },
      }),
    ),
    cancel: vi.fn(),
  };
  return studio;
}

/** A browser in which everything works at once; a test replaces what it is about. */
export function fakeSurroundings() {
  const painters: ReturnType<typeof fakePainter>[] = [];
  const opened: CameraWish[] = [];
  const kept: { camera: string | null } = { camera: null };
  const listeners: { cameras: () => void; visibility: (hidden: boolean) => void } = {
    cameras: () => undefined,
    visibility: () => undefined,
  };
  const recorder = {
    pause: vi.fn(),
    resume: vi.fn(),
    stop: vi.fn(() => Promise.resolve<Recording>({ blob: new Blob(['film']), extension: 'webm' })),
  };
  const around = {
    canvas: {} as HTMLCanvasElement,
    pump: vi.fn<Surroundings['pump']>(() => () => undefined),
    createPainter: (events: PainterEvents) => {
      const made = fakePainter(events);
      painters.push(made);
      return made.painter;
    },
    listCameras: vi.fn(() => Promise.resolve<readonly Camera[]>([{ id: 'front', label: 'Camera front' }])),
    isCameraAllowed: vi.fn(() => Promise.resolve(false)),
    openCamera: vi.fn((wish: CameraWish) => {
      opened.push(wish);
      return Promise.resolve(fakeCamera(wish.id ?? 'front', wish.facing ?? null).source);
    }),
    openFilm: vi.fn<Surroundings['openFilm']>(() => Promise.resolve(fakeFilm().source)),
    onCameras: (listener: () => void) => {
      listeners.cameras = listener;
    },
    onVisibility: (listener: (hidden: boolean) => void) => {
      listeners.visibility = listener;
    },
    keptCamera: () => kept.camera,
    keepCamera: (id: string) => {
      kept.camera = id;
    },
    record: vi.fn(() => recorder),
    exportFilm: vi.fn<(job: FilmExport) => Promise<Recording>>(() =>
      Promise.resolve({ blob: new Blob(['painted']), extension: 'webm' }),
    ),
    takeStill: vi.fn(() => greyPicture(64, 48, 50)),
    savePng: vi.fn(() => Promise.resolve()),
    saveRecording: vi.fn(),
    names: { still: 'Snapshot', recording: 'Camera' },
  } satisfies Surroundings;
  return { around, painters, opened, kept, listeners, recorder };
}
