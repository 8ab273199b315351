/**
 * The page's hold on live painting: an engine worker of its own, a canvas, one style, and frames that come as fast
 * as a camera brings them. One frame is painted at a time, the newest one waits, and what lies between is dropped.
 * A GPU that fails is started once more by itself, then the next back end takes over; nothing that was set is lost.
 */

import type { ActiveBackend, BackendName } from '../../protocol/engine';
import { asEaselError, EaselError } from '../../protocol/failure';
import { INITIAL_VIEW, type LiveFrame, type LivePaintedReply, type LiveSize, type LiveView } from '../../protocol/live';
import type { StyleSource } from '../painter';
import { Store } from '../store';
import { framesOf } from './cameraFrames';
import { firstSize, openSession, type LivePort, type LiveSession, type SessionOptions } from './liveSession';
import { initialStats, present, type LiveCanvas, type LiveStats } from './liveStats';
import { Orders } from './orders';
import { Recovery } from './recovery';
import { Scheduler } from './scheduler';

export type { LiveCanvas, LiveStats } from './liveStats';

/** A style vector, or a style whose vector is made where it is not known (once for each `key`). */
export type LiveStyle = Float32Array | StyleSource;

export interface LivePainterOptions extends SessionOptions {
  readonly candidates: readonly BackendName[];
  /** Makes a style vector: {@link Painter.encode}. */
  readonly encode: (style: StyleSource) => Promise<Float32Array>;
  /** A back end has failed twice and another takes over; nothing is lost. */
  readonly onFallback: (from: BackendName, failure: EaselError) => void;
  /** Live painting has ended and cannot go on by itself; {@link LivePainter.start} may try anew, on the same canvas. */
  readonly onFailure: (failure: EaselError) => void;
  /** The attached track has ended: unplugged, or stopped elsewhere. */
  readonly onEnded: () => void;
  /** A clock in milliseconds; `performance.now` where none is given. */
  readonly now?: () => number;
}

/** A source of this aspect is prepared for before the real one is known; shaders serve them all. */
const LIKELY_SOURCE = { width: 640, height: 480 };

export class LivePainter {
  readonly stats: Store<LiveStats>;
  readonly #options: LivePainterOptions;
  readonly #scheduler: Scheduler<LiveFrame>;
  readonly #orders = new Orders();
  #recovery: Recovery;
  #canvas: LiveCanvas | null = null;
  #context: ImageBitmapRenderingContext | null = null;
  #session: LiveSession | null = null;
  /** Of the session, from before it has started. */
  #port: LivePort | null = null;
  #style: Float32Array | null = null;
  #view = INITIAL_VIEW;
  /** The view in which the canvas shows the last frame; null while it shows none. */
  #shown: LiveView | null = null;
  #track: MediaStreamTrack | null = null;
  /** Numbers of the newest start, and of the newest style. */
  #life = 0;
  #styling = 0;

  constructor(options: LivePainterOptions) {
    this.#options = options;
    this.#recovery = new Recovery(options.candidates, options.forced);
    this.#scheduler = new Scheduler(224, options.now ?? (() => performance.now()));
    this.stats = new Store(initialStats(this.#scheduler.sizes.size));
  }

  /**
   * Starts the engine; frames will appear on the canvas. Resolves once frames can come.
   * @throws EaselError when no back end can be had, or the network cannot be loaded
   */
  async start(canvas: LiveCanvas): Promise<ActiveBackend> {
    this.stop();
    this.#canvas = canvas;
    this.#context = canvas.getContext('bitmaprenderer');
    if (!this.#context) throw new EaselError('unexpected', 'the canvas has another context already');
    this.#recovery = new Recovery(this.#options.candidates, this.#options.forced);
    return this.#open();
  }

  /** @throws EaselError when the picture's vector cannot be made; the style before stays */
  async setStyle(style: LiveStyle): Promise<void> {
    const turn = ++this.#styling;
    const vector = style instanceof Float32Array ? style : await this.#options.encode(style);
    if (turn !== this.#styling) return;
    this.#style = vector;
    const session = this.#session;
    try {
      await session?.port.ask({ type: 'live-style', style: vector });
      this.#pump();
    } catch (thrown) {
      // The next session is given the style when it starts.
      if (session) this.#fail(session, asEaselError(thrown));
    }
  }

  /** Changes how frames are shown, from the next one on; when none comes, the last one is shown again. */
  setView(change: Partial<LiveView>): void {
    this.#view = { ...this.#view, ...change };
    this.#pump();
  }

  /** Paints at this long side, whatever it costs; null lets speed decide. */
  pin(size: LiveSize | null): void {
    this.#scheduler.sizes.pin(size);
    this.stats.set({ size: this.#scheduler.sizes.size });
  }

  /**
   * Offers a frame, which changes hands: it will be closed. While another is being painted the newest one waits.
   * Ends the reading of an attached track.
   */
  frame(source: LiveFrame): void {
    if (this.#track) this.#attach(null);
    if (!this.#session || !this.#style) {
      source.close();
      return;
    }
    this.#scheduler.offer(source);
    this.#pump();
  }

  /**
   * Paints this very frame, however long it takes, and answers once it is on the canvas: for films, frame by frame.
   * Works while paused.
   * @throws EaselError
   */
  paint(source: LiveFrame): Promise<void> {
    const painted = this.#orders.add(source);
    this.#pump();
    return painted;
  }

  /**
   * Lets the engine read the camera by itself, without the page between.
   * @returns false where the browser cannot; then frames are offered with {@link frame}
   */
  attachTrack(track: MediaStreamTrack): boolean {
    return this.#attach(track);
  }

  /** Paints no more frames until {@link resume}; what is offered meanwhile is dropped. */
  pause(): void {
    this.#scheduler.pause();
  }

  resume(): void {
    this.#scheduler.resume();
    this.#pump();
  }

  /** Ends the worker. What was last painted stays on the canvas; style, view and size are kept for a next start. */
  stop(): void {
    this.#close();
    this.#track = null;
    this.#orders.cancel();
  }

  #close(): void {
    this.#life++;
    this.#port?.close();
    this.#port = null;
    this.#session = null;
    this.#shown = null;
    this.#scheduler.clear();
    this.#scheduler.giveUp();
    this.stats.set({ backend: null, fps: 0 });
  }

  async #open(): Promise<ActiveBackend> {
    const life = ++this.#life;
    const session = await openSession(this.#options, this.#recovery.candidates, (port) => {
      if (life === this.#life) this.#port = port;
      else port.close();
    });
    const { port, backend } = session;
    this.#scheduler.sizes.reset(firstSize(backend));
    const { size } = this.#scheduler.sizes;
    const style = this.#style;
    if (style) await port.ask({ type: 'live-style', style });
    await port.ask({ type: 'live-prepare', source: LIKELY_SOURCE, size });
    if (life !== this.#life) throw new EaselError('cancelled');
    this.#session = session;
    this.stats.set({ backend, size });
    if (this.#style && this.#style !== style) await port.ask({ type: 'live-style', style: this.#style });
    if (this.#track) this.#attach(this.#track);
    this.#pump();
    return backend;
  }

  #attach(track: MediaStreamTrack | null): boolean {
    const stream = track && framesOf(track);
    if (track && !stream) return false;
    this.#track = track;
    this.#scheduler.clear();
    const asked = this.#session?.port.ask({ type: 'live-stream', stream }, stream ? [stream] : []);
    asked?.catch(() => undefined);
    this.#pump();
    return true;
  }

  /** Begins whatever is next, if nothing is under way. */
  #pump(): void {
    const session = this.#session;
    if (!session || this.#scheduler.busy) return;
    const order = this.#orders.next();
    if (order) {
      this.#scheduler.begin({ evenPaused: true });
      void this.#paint(session, order.frame).then(order.resolve, order.reject);
      return;
    }
    const frame = this.#style ? this.#scheduler.next() : null;
    const wantsOwn = this.#track !== null && this.#style !== null;
    if (frame || (wantsOwn && this.#scheduler.begin())) {
      this.#paint(session, frame).catch(() => undefined);
    } else if (this.#shown && this.#shown !== this.#view) {
      this.#scheduler.begin({ evenPaused: true });
      void this.#showAgain(session);
    }
  }

  /** Paints a frame, or the camera's newest (null), after {@link Scheduler.begin}. Goes on with the next by itself. */
  async #paint(session: LiveSession, frame: LiveFrame | null): Promise<void> {
    const view = this.#view;
    const { size } = this.#scheduler.sizes;
    try {
      const reply = await session.port.ask({ type: 'live-frame', frame, size, view }, frame ? [frame] : []);
      if (session !== this.#session) throw new EaselError('cancelled');
      if (reply.type === 'live-idle') {
        this.#scheduler.giveUp();
        if (reply.ended) this.#trackEnded();
      } else {
        this.#scheduler.finish(reply.milliseconds, reply.skipped);
        this.#show(reply, view);
        this.#tell(reply);
      }
    } catch (thrown) {
      frame?.close();
      const failure = asEaselError(thrown);
      this.#fail(session, failure);
      throw failure;
    }
    this.#pump();
  }

  async #showAgain(session: LiveSession): Promise<void> {
    const view = this.#view;
    try {
      const reply = await session.port.ask({ type: 'live-show', view });
      if (session !== this.#session) return;
      this.#scheduler.giveUp();
      this.#show(reply, view);
    } catch (thrown) {
      this.#fail(session, asEaselError(thrown));
      return;
    }
    this.#pump();
  }

  #show({ picture }: LivePaintedReply, view: LiveView): void {
    if (!this.#canvas || !this.#context) return;
    present(this.#canvas, this.#context, picture);
    this.#shown = view;
  }

  #tell({ milliseconds }: LivePaintedReply): void {
    const { fps, painted, dropped, sizes } = this.#scheduler;
    const canvas = { width: this.#canvas?.width ?? 0, height: this.#canvas?.height ?? 0 };
    this.stats.set({ fps, milliseconds, painted, dropped, size: sizes.size, canvas });
  }

  #trackEnded(): void {
    if (!this.#track) return;
    this.#attach(null);
    this.#options.onEnded();
  }

  /** Starts the same back end once more, then those after it, then gives up. */
  #fail(session: LiveSession, failure: EaselError): void {
    if (session !== this.#session) return;
    const failed = session.backend.name;
    this.#close();
    const step = this.#recovery.after(failed, failure, this.#scheduler.painted);
    if (step === 'none') {
      this.#options.onFailure(failure);
      return;
    }
    if (step === 'fallback') this.#options.onFallback(failed, failure);
    const life = this.#life + 1;
    this.#open().catch((thrown: unknown) => {
      if (life !== this.#life) return;
      this.#close();
      this.#options.onFailure(asEaselError(thrown));
    });
  }
}
