/** One life of the live engine: a worker, or the page in its place, with a back end that runs. */

import type { ActiveBackend, BackendName } from '../../protocol/engine';
import { EaselError } from '../../protocol/failure';
import {
  isLiveReply,
  type LiveAnswers,
  type LiveNetwork,
  type LiveReply,
  type LiveRequest,
  type LiveSize,
} from '../../protocol/live';
import { Port, type WorkerLike } from '../../protocol/port';

export type LivePort = Port<LiveRequest, LiveAnswers, LiveReply>;

export interface LiveSession {
  readonly port: LivePort;
  readonly backend: ActiveBackend;
}

export interface SessionOptions {
  readonly loadNetwork: () => Promise<LiveNetwork>;
  /** A new engine worker. */
  readonly spawn: () => WorkerLike;
  /**
   * The same engine on the page itself, for browsers whose workers cannot hold a GPU context: null where the page
   * has none of these back ends on real hardware either.
   */
  readonly spawnOnPage: (candidates: readonly BackendName[]) => Promise<WorkerLike | null>;
  readonly forced: boolean;
}

/** The size with which a session begins: what the slower devices of its kind can do. */
export function firstSize(backend: ActiveBackend): LiveSize {
  return isOnProcessor(backend.name) || backend.software ? 224 : 384;
}

export function isOnProcessor(name: BackendName): boolean {
  return name === 'wasm' || name === 'cpu';
}

/**
 * Starts the first back end that works: in a worker, or on the page where only that reaches a GPU.
 * @param onPort is given each port as soon as there is one, so that it can be closed from outside
 * @throws EaselError `backend-none`, `backend-unavailable`, or what loading the network failed with
 */
export async function openSession(
  options: SessionOptions,
  candidates: readonly BackendName[],
  onPort: (port: LivePort) => void,
): Promise<LiveSession> {
  const network = await options.loadNetwork();
  const session = await startIn(options.spawn(), network, candidates, options.forced, onPort);
  const gpus = candidates.filter((name) => !isOnProcessor(name));
  if (options.forced || gpus.length === 0 || !isOnProcessor(session.backend.name)) return session;

  const page = await options.spawnOnPage(gpus);
  if (!page) return session;
  try {
    const better = await startIn(page, network, gpus, false, onPort);
    session.port.close();
    return better;
  } catch (error) {
    // The worker's back end is slower, but it is there.
    if (error instanceof EaselError && error.code === 'cancelled') throw error;
    onPort(session.port);
    return session;
  }
}

async function startIn(
  worker: WorkerLike,
  network: LiveNetwork,
  candidates: readonly BackendName[],
  forced: boolean,
  onPort: (port: LivePort) => void,
): Promise<LiveSession> {
  const port: LivePort = new Port(worker, isLiveReply);
  onPort(port);
  try {
    const { backend } = await port.ask({ type: 'live-start', candidates, forced, network });
    return { port, backend };
  } catch (error) {
    port.close();
    throw error;
  }
}
