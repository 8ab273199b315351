/** What the room needs: of the browser, of the painter and of the studio. Tests put fakes in their places. */

import type { Colours } from '../protocol/encoder';
import type { EaselError } from '../protocol/failure';
import type { Picture } from '../protocol/picture';
import type { GalleryEntry } from '../studio/gallery/gallery';
import type { Phase } from '../studio/painter';
import type { Chosen, News, Painting, StudioState } from '../studio/state';
import type { Store } from '../studio/store';
import type { Camera, CameraWish } from './camera';
import type { FilmExport } from './filmExport';
import type { LoopOptions, PainterLike } from './paintLoop';
import type { Recorder, Recording } from './recorder';
import type { CameraSource, FilmSource } from './source';

/** What the painter reports besides its frames. */
export interface PainterEvents {
  readonly onFailure: (failure: EaselError) => void;
  readonly onNews: (news: News) => void;
}

/** What is used of the studio: style, strength and colours, which both modes share, and the network for photos. */
export interface StudioLike {
  readonly store: Pick<Store<StudioState>, 'get' | 'subscribe'>;
  rest(): void;
  wake(): Promise<void>;
  chooseStyle(entry: GalleryEntry): Promise<void>;
  paintStill(photo: Chosen, onPhase: (phase: Phase) => void): Promise<Painting>;
  setColours(colours: Colours): void;
  cancel(): void;
}

export type RecorderLike = Pick<Recorder, 'pause' | 'resume' | 'stop'>;

export interface Surroundings {
  /** Where frames appear. */
  readonly canvas: HTMLCanvasElement;
  readonly pump: LoopOptions['pump'];
  readonly createPainter: (events: PainterEvents) => PainterLike;
  readonly listCameras: () => Promise<readonly Camera[]>;
  readonly isCameraAllowed: () => Promise<boolean>;
  readonly openCamera: (wish: CameraWish) => Promise<CameraSource>;
  readonly openFilm: (file: File) => Promise<FilmSource>;
  /** Each calls the listener after a change, until the signal says to stop. */
  readonly onCameras: (listener: () => void, signal: AbortSignal) => void;
  readonly onVisibility: (listener: (hidden: boolean) => void, signal: AbortSignal) => void;
  /** The camera that the reader chose the last time. */
  readonly keptCamera: () => string | null;
  readonly keepCamera: (id: string) => void;
  /** Begins to record the canvas. @throws EaselError `recording-failed` */
  readonly record: () => RecorderLike;
  /** The film painted as a file, picture by picture where the browser can, else recorded while it plays. */
  readonly exportFilm: (job: FilmExport) => Promise<Recording>;
  readonly takeStill: (video: HTMLVideoElement, mirror: boolean) => Picture;
  readonly savePng: (picture: Picture, photo: string, style: string) => Promise<void>;
  readonly saveRecording: (recording: Recording, name: string, style: string) => void;
  /** What the files are called that have no name of their own, in the language of the moment. */
  readonly names: { readonly still: string; readonly recording: string };
}
