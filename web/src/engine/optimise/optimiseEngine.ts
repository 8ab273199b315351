/** The engine of the optimisation studio: one run on one back end. */

import { EaselError } from '../../protocol/failure';
import type {
  OptimiseOpenRequest,
  OptimiseProgressReply,
  OptimiseReadyReply,
  OptimiseRefusedReply,
  OptimiseReply,
  OptimiseRequest,
} from '../../protocol/optimise';
import { runProblem, settingsProblem } from '../../protocol/optimiseProblems';
import type { Changeable, OptimiseSettings } from '../../protocol/optimiseSettings';
import type { Picture } from '../../protocol/picture';
import type { Served } from '../../protocol/serve';
import { startFirst, type BackendRunner } from '../backends';
import { gpuWatch, guardedWait, type GpuWatch } from '../gpuWatch';
import { tf } from '../tf';
import { Encoder } from './encoder';
import { tapsOf } from './graph';
import { availableBytes, laysOut, neededBytes, possibleSize, seenSides, type Demand } from './memory';
import { Run } from './run';

interface Opened {
  readonly run: Run;
  readonly encoder: Encoder;
  readonly styles: number;
  readonly taps: readonly string[];
  readonly watch: GpuWatch;
}

export class OptimiseEngine {
  readonly #runner: BackendRunner;
  readonly #deviceGigabytes: number | undefined;
  #opened: Opened | null = null;

  /** @param deviceGigabytes memory of the machine, where it is known */
  constructor(runner: BackendRunner, deviceGigabytes?: number) {
    this.#runner = runner;
    this.#deviceGigabytes = deviceGigabytes;
  }

  /** Answers one request of the protocol. */
  async answer(request: OptimiseRequest): Promise<Served<OptimiseReply>> {
    switch (request.type) {
      case 'optimise-open': {
        const reply = await this.open(request);
        return { reply, transfer: 'picture' in reply ? [reply.picture.data.buffer] : [] };
      }
      case 'optimise-advance': {
        const reply = await this.advance(request.milliseconds);
        return { reply, transfer: reply.picture ? [reply.picture.data.buffer] : [] };
      }
      case 'optimise-change':
        return { reply: { type: 'optimise-changed', settings: await this.change(request.change) } };
      case 'optimise-snapshot': {
        const state = await this.#guarded(({ run }) => run.snapshot());
        const buffers = new Set(Object.values(state.arrays).map(({ buffer }) => buffer));
        return { reply: { type: 'optimise-state', state }, transfer: [...buffers] as ArrayBuffer[] };
      }
    }
  }

  /**
   * Starts a back end and lays a run out, unless it would need more memory than there is.
   * @throws EaselError
   */
  async open(request: OptimiseOpenRequest): Promise<OptimiseReadyReply | OptimiseRefusedReply> {
    const { settings, encoder: files, photo, styles, state } = request;
    const problem = runProblem(settings, styles.length, tapsOf(files));
    if (problem) throw new EaselError('unexpected', `${problem.code}: ${problem.setting}`);
    const backend = await startFirst(request.candidates, request.forced, this.#runner);
    const demand: Demand = { encoder: files, settings, photo, styles, backend: backend.name };
    const bytes = neededBytes(demand);
    const limit = availableBytes(demand, this.#deviceGigabytes);
    if (bytes > limit) {
      return { type: 'optimise-refused', bytes, limit, possible: possibleSize(demand, this.#deviceGigabytes) };
    }
    prepareBackend(demand, limit);
    const encoder = await Encoder.load(files, settings.pooling);
    const run = new Run(encoder, settings, photo, styles, state);
    this.#opened = { run, encoder, styles: styles.length, taps: tapsOf(files), watch: gpuWatch(tf.backend()) };
    const picture = await this.#guarded(() => run.picture());
    const { stages, stage, step, total } = run;
    return { type: 'optimise-ready', backend, stages, stage, step, total, bytes, limit, picture };
  }

  /** Takes steps for about so long. */
  async advance(milliseconds: number): Promise<OptimiseProgressReply> {
    return this.#guarded(async ({ run }) => {
      const started = performance.now();
      const { losses, isDue, ending } = await run.advance(() => performance.now() - started >= milliseconds);
      const each = (performance.now() - started) / Math.max(1, losses.length);
      const picture: Picture | null = isDue ? await run.picture() : null;
      const { stage, step, total } = run;
      return { type: 'optimise-progress', stage, step, total, losses, milliseconds: each, picture, ending };
    });
  }

  /** Other weights, rate or steps from the next step on; answers the settings as they are now. */
  async change(change: Partial<Pick<OptimiseSettings, Changeable>>): Promise<OptimiseSettings> {
    return this.#guarded(({ run, styles, taps }) => {
      const settings = { ...run.settings, ...change };
      const problem = settingsProblem(settings) ?? runProblem(settings, styles, taps);
      if (problem) throw new EaselError('unexpected', `${problem.code}: ${problem.setting}`);
      run.change(settings);
      return Promise.resolve(settings);
    });
  }

  /** Gives back what it holds. */
  dispose(): void {
    this.#opened?.run.dispose();
    this.#opened?.encoder.dispose();
    this.#opened = null;
  }

  /** Does something with the run, and says of an error whether the GPU or the memory was at fault. */
  async #guarded<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
    const opened = this.#opened;
    if (!opened) throw new EaselError('unexpected', 'no run was opened');
    return guardedWait(opened.watch, () => work(opened));
  }
}

/** Keeps WebGL from taking several times the memory of the tensors themselves. */
function prepareBackend(demand: Demand, limit: number): void {
  if (demand.backend !== 'webgl') return;
  tf.env().set('WEBGL_CONV_IM2COL', laysOut(seenSides(demand)));
  tf.env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', limit / 2);
}
