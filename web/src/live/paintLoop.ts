/** Keeps the live painter fed: starts it, gives it source, style and view, and gives all of it to the next one. */

import { EaselError } from '../protocol/failure';
import type { LiveFrame, LiveSize, LiveView } from '../protocol/live';
import type { LivePainter, LiveStats } from '../studio/live/livePainter';
import { styleSource, type ChosenStyle } from '../studio/state';
import type { LiveSource } from './source';

/** What is used of a {@link LivePainter}; tests put a fake in its place. */
export type PainterLike = Pick<
  LivePainter,
  'stats' | 'start' | 'setStyle' | 'setView' | 'pin' | 'frame' | 'paint' | 'attachTrack' | 'pause' | 'resume' | 'stop'
>;

/** Why no frames are painted for a while; each ends by itself. */
export type Hold = 'hidden' | 'still' | 'export';

export interface LoopOptions {
  readonly createPainter: (onFailure: (failure: EaselError) => void) => PainterLike;
  readonly canvas: HTMLCanvasElement;
  /** Hands frames of a playing video to the function, until the answered one is called. */
  readonly pump: (video: HTMLVideoElement, onFrame: (frame: LiveFrame, mediaTime: number) => void) => () => void;
  /** Called with the time of each frame that the source has shown, in seconds. */
  readonly onFrame: (mediaTime: number) => void;
  readonly onStats: (stats: LiveStats) => void;
  readonly onFailure: (failure: EaselError) => void;
}

export class PaintLoop {
  readonly #options: LoopOptions;
  readonly #holds = new Set<Hold>();
  #painter: PainterLike | null = null;
  #started: Promise<void> | null = null;
  /** The painter once it has started and knows the style. */
  #ready: PainterLike | null = null;
  #source: LiveSource | null = null;
  #stopFeed: () => void = () => undefined;
  #style: ChosenStyle | null = null;
  #view: Partial<LiveView> = {};
  #pinned: LiveSize | null = null;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  /**
   * Resolves when frames are painted, once there are any. Does nothing where that is so already.
   * @throws EaselError
   */
  async start(): Promise<void> {
    this.#started ??= this.#begin();
    await this.#started;
  }

  /** What is painted from now on; null: nothing. */
  feed(source: LiveSource | null): void {
    this.#stopFeed();
    this.#stopFeed = () => undefined;
    this.#source = source;
    const painter = this.#ready;
    if (!source || !painter) return;
    if (source.kind === 'camera' && painter.attachTrack(source.track)) return;
    this.#stopFeed = this.#options.pump(source.video, (frame, mediaTime) => {
      painter.frame(frame);
      this.#options.onFrame(mediaTime);
    });
  }

  /** @throws EaselError when the style cannot be used; the one before stays */
  async setStyle(style: ChosenStyle): Promise<void> {
    this.#style = style;
    await this.#ready?.setStyle(styleSource(style));
  }

  setView(change: Partial<LiveView>): void {
    this.#view = { ...this.#view, ...change };
    this.#painter?.setView(change);
  }

  pin(size: LiveSize | null): void {
    this.#pinned = size;
    this.#painter?.pin(size);
  }

  /**
   * Paints this very frame, while others are held back.
   * @throws EaselError
   */
  paint(frame: LiveFrame): Promise<void> {
    const painter = this.#ready;
    if (painter) return painter.paint(frame);
    frame.close();
    return Promise.reject(new EaselError('unexpected', 'the painter was not started'));
  }

  /** Paints no frames until all that holds it back is released. */
  hold(why: Hold): void {
    this.#holds.add(why);
    this.#painter?.pause();
  }

  release(why: Hold): void {
    if (this.#holds.delete(why) && this.#holds.size === 0) this.#painter?.resume();
  }

  stop(): void {
    this.feed(null);
    this.#painter?.stop();
    this.#painter = null;
    this.#ready = null;
    this.#started = null;
  }

  async #begin(): Promise<void> {
    const painter = this.#options.createPainter((failure) => {
      if (this.#painter !== painter) return;
      this.#drop();
      this.#options.onFailure(failure);
    });
    this.#painter = painter;
    painter.stats.subscribe(() => {
      if (this.#painter === painter) this.#options.onStats(painter.stats.get());
    });
    try {
      painter.setView(this.#view);
      painter.pin(this.#pinned);
      await painter.start(this.#options.canvas);
      // Another style may be chosen while this one is made ready.
      for (let style: ChosenStyle | null = null; style !== this.#style;) {
        style = this.#style;
        if (style) await painter.setStyle(styleSource(style));
      }
    } catch (error) {
      if (this.#painter === painter) this.#drop();
      throw error;
    }
    if (this.#painter !== painter) throw new EaselError('cancelled');
    this.#ready = painter;
    if (this.#holds.size > 0) painter.pause();
    this.feed(this.#source);
  }

  /** Ends a painter that has failed; source, style and view are kept for the next one. */
  #drop(): void {
    const source = this.#source;
    this.stop();
    this.#source = source;
  }
}
