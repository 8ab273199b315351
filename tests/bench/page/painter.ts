/** The live painter on a canvas of the bench page, as the app uses it: in a worker, or on the page. */

import { engineOnPage } from '../../../web/src/engine/live/pageEngine';
import type { BackendName } from '../../../web/src/protocol/engine';
import { LivePainter, type LiveStats } from '../../../web/src/studio/live/livePainter';
import type { LiveNetwork, LiveView } from '../../../web/src/protocol/live';
import type { WorkerLike } from '../../../web/src/protocol/port';

let painter: LivePainter | null = null;
let canvas: HTMLCanvasElement | null = null;
const events: string[] = [];

function worker(): WorkerLike {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
}

/** Starts it on the first of these back ends that works, in a worker or (`onPage`) beside the page's own code. */
export async function startPainter(
  network: LiveNetwork,
  candidates: readonly BackendName[],
  onPage: boolean,
): Promise<string> {
  painter?.stop();
  canvas = document.body.appendChild(document.createElement('canvas'));
  painter = new LivePainter({
    loadNetwork: () => Promise.resolve(network),
    spawn: () => (onPage ? engineOnPage() : worker()),
    spawnOnPage: () => Promise.resolve(null),
    candidates,
    forced: candidates.length === 1,
    encode: () => Promise.reject(new Error('vectors only')),
    onFallback: (from, failure) => events.push(`fallback from ${from}: ${failure.code}`),
    onFailure: (failure) => events.push(`failure: ${failure.code}`),
    onEnded: () => events.push('ended'),
  });
  const backend = await painter.start(canvas);
  await setStyle(network.styleLength, 1);
  return backend.name;
}

function started(): LivePainter {
  if (!painter) throw new Error('no painter');
  return painter;
}

export async function setStyle(styleLength: number, seed: number): Promise<void> {
  await started().setStyle(Float32Array.from({ length: styleLength }, (_, i) => 0.3 * Math.sin(seed * i)));
}

export function setView(view: Partial<LiveView>): void {
  started().setView(view);
}

/** Paints a frame and waits for it. */
export async function paintFrame(frame: ImageBitmap): Promise<void> {
  await started().paint(frame);
}

export function offer(frame: ImageBitmap): void {
  started().frame(frame);
}

export function stats(): LiveStats {
  return started().stats.get();
}

/** What the painter has reported so far. */
export function reported(): readonly string[] {
  return events;
}

/** RGBA bytes of the canvas, one character each. */
export function onCanvas(): string {
  if (!canvas) throw new Error('no canvas');
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
  if (!copy) throw new Error('no context');
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  return String.fromCharCode(...data);
}
