/** The engine of live frames: one network in one style on one back end, and the last frame. */

import type { ActiveBackend, BackendName, Size } from '../../protocol/engine';
import { EaselError } from '../../protocol/failure';
import {
  INITIAL_VIEW,
  type LiveFrame,
  type LiveNetwork,
  type LivePaintedReply,
  type LiveReply,
  type LiveRequest,
  type LiveSize,
  type LiveView,
} from '../../protocol/live';
import type { Served } from '../../protocol/serve';
import { startFirst, type Offer } from '../backends';
import { gpu } from '../tf';
import { CanvasScreen } from './canvasScreen';
import { FrameCopy } from './frameCopy';
import { FrameReader } from './frameReader';
import { canRunHeapCode } from './heap/heapCode';
import { HeapPixels } from './heapPixels';
import { LeanNetwork } from './leanNetwork';
import { ArrayPixels } from './pixels';
import type { Screen } from './screen';
import { canvasSize, frameSize, isSameSize, networkSize } from './sizes';
import { heapRoom } from './wasmHeap';
import { WebglScreen } from './webglScreen';
import { WebgpuScreen } from './webgpuScreen';

export interface LiveRunner {
  probe(name: BackendName): Promise<Offer>;
  /** Starts a back end; WebGL on this canvas. */
  start(name: BackendName, software: boolean, canvas?: OffscreenCanvas): Promise<ActiveBackend>;
}

interface Started {
  readonly backend: ActiveBackend;
  readonly network: LeanNetwork;
  readonly screen: Screen;
  readonly styleLength: number;
}

/** The last frame, and the sizes for which everything is laid out. */
interface Layout {
  readonly copy: FrameCopy;
  readonly canvas: Size;
  readonly network: Size;
}

/** A camera that brings no frame for so long lets other requests have their turn. */
const PATIENCE_MS = 200;

export class LiveEngine {
  readonly #runner: LiveRunner;
  #started: Started | null = null;
  #layout: Layout | null = null;
  #reader: FrameReader | null = null;

  constructor(runner: LiveRunner) {
    this.#runner = runner;
  }

  /** Answers one request of the protocol. */
  async answer(request: LiveRequest): Promise<Served<LiveReply>> {
    switch (request.type) {
      case 'live-start': {
        const backend = await this.start(request.candidates, request.forced, request.network);
        return { reply: { type: 'live-started', backend } };
      }
      case 'live-style':
        this.setStyle(request.style);
        return { reply: { type: 'live-done' } };
      case 'live-prepare':
        await this.prepare(request.source, request.size);
        return { reply: { type: 'live-done' } };
      case 'live-stream':
        this.read(request.stream);
        return { reply: { type: 'live-done' } };
      case 'live-frame':
        return this.#answerFrame(request.frame, request.size, request.view);
      case 'live-show':
        return handedOver(await this.show(request.view));
    }
  }

  /** Starts a back end and loads the network on it. */
  async start(candidates: readonly BackendName[], forced: boolean, network: LiveNetwork): Promise<ActiveBackend> {
    const probe = (name: BackendName): Promise<Offer> => this.#runner.probe(name);
    const start = (name: BackendName, software: boolean): Promise<ActiveBackend> =>
      this.#runner.start(name, software, name === 'webgl' ? new OffscreenCanvas(1, 1) : undefined);
    const backend = await startFirst(candidates, forced, { probe, start });
    const lean = await LeanNetwork.load(network, backend.name);
    this.#started = { backend, network: lean, screen: screenOn(backend), styleLength: network.styleLength };
    return backend;
  }

  setStyle(style: Float32Array): void {
    const { network, screen, styleLength } = this.#ready();
    if (style.length !== styleLength) throw new EaselError('unexpected', `a style of ${String(style.length)} numbers`);
    network.setStyle(style);
    screen.forget();
  }

  /** Reads frames from a stream, instead of the one before. */
  read(stream: ReadableStream<VideoFrame> | null): void {
    this.#reader?.stop();
    this.#reader = stream ? new FrameReader(stream) : null;
  }

  /** Compiles and lays out what frames of this source need, so that the first one does not stall. */
  async prepare(source: Size, size: LiveSize): Promise<void> {
    const { network, screen } = this.#ready();
    const layout = this.#lay(source, size);
    await this.#prepared(layout);
    const painted = network.paint(screen.take(layout.copy), layout.network);
    screen.put(painted, false);
    painted.dispose();
    screen.show(layout.copy, INITIAL_VIEW).close();
    screen.forget();
    await screen.finished();
    network.check();
  }

  /**
   * Paints a frame, and closes it.
   * @throws EaselError
   */
  async paint(frame: LiveFrame, size: LiveSize, view: LiveView): Promise<LivePaintedReply> {
    const started = performance.now();
    let layout: Layout;
    try {
      this.#ready();
      layout = this.#lay(frameSize(frame), size);
      layout.copy.take(frame);
    } finally {
      frame.close();
    }
    const { network, screen } = this.#ready();
    await this.#prepared(layout);
    const painted = network.paint(screen.take(layout.copy), layout.network);
    try {
      screen.put(painted, view.smooth);
    } finally {
      painted.dispose();
    }
    return this.#shown(layout, view, started);
  }

  /** The last frame in another view. */
  async show(view: LiveView): Promise<LivePaintedReply> {
    if (!this.#layout) throw new EaselError('unexpected', 'there is no frame to show');
    return this.#shown(this.#layout, view, performance.now());
  }

  /** Gives back what it holds; on the page this is how it ends. */
  dispose(): void {
    this.read(null);
    this.#started?.network.dispose();
    this.#started = null;
    this.#layout = null;
  }

  async #shown(layout: Layout, view: LiveView, started: number): Promise<LivePaintedReply> {
    const { network, screen } = this.#ready();
    const picture = screen.show(layout.copy, view);
    try {
      await screen.finished();
      network.check();
    } catch (error) {
      picture.close();
      throw error;
    }
    const skipped = this.#reader?.takeSkipped() ?? 0;
    const milliseconds = performance.now() - started;
    return { type: 'live-painted', picture, milliseconds, painted: layout.network, skipped };
  }

  async #answerFrame(frame: LiveFrame | null, size: LiveSize, view: LiveView): Promise<Served<LiveReply>> {
    const next = frame ?? (await this.#reader?.next(PATIENCE_MS)) ?? 'ended';
    if (typeof next === 'string') return { reply: { type: 'live-idle', ended: next === 'ended' } };
    return handedOver(await this.paint(next, size, view));
  }

  /** Room for frames of this source at this size; the one before is kept where it fits. */
  #lay(source: Size, size: LiveSize): Layout {
    const { screen } = this.#ready();
    const canvas = canvasSize(source);
    const network = networkSize(source, size);
    const before = this.#layout;
    if (before && isSameSize(before.canvas, canvas) && isSameSize(before.network, network)) return before;
    const layout = { canvas, network, copy: new FrameCopy(canvas, network, screen.readsBack) };
    screen.resize(network, canvas);
    this.#layout = layout;
    return layout;
  }

  async #prepared(layout: Layout): Promise<void> {
    const { network, screen } = this.#ready();
    if (!network.isPrepared(layout.network)) await network.prepare(layout.network, screen.take(layout.copy));
  }

  #ready(): Started {
    if (!this.#started) throw new EaselError('unexpected', 'the live engine was not started');
    return this.#started;
  }
}

export function screenOn(backend: ActiveBackend): Screen {
  const { gl, device } = gpu();
  if (backend.name === 'webgl' && gl) return new WebglScreen(gl);
  if (backend.name === 'webgpu' && device) return new WebgpuScreen(device);
  const onHeap = backend.name === 'wasm' && canRunHeapCode();
  return new CanvasScreen(onHeap ? new HeapPixels(heapRoom()) : new ArrayPixels());
}

function handedOver(reply: LivePaintedReply): Served<LiveReply> {
  return { reply, transfer: [reply.picture] };
}
