/** The optimisation studio's engine in a real browser: gradients, whole runs, and what a step costs. */

import { memory } from '@tensorflow/tfjs-core';
import { Encoder } from '../../../web/src/engine/optimise/encoder';
import { Objective, type StagePicture } from '../../../web/src/engine/optimise/objective';
import { OptimiseEngine } from '../../../web/src/engine/optimise/optimiseEngine';
import { Run } from '../../../web/src/engine/optimise/run';
import { HELD, VIEWS } from '../../../web/src/engine/optimise/views';
import { startBackend, tf } from '../../../web/src/engine/tf';
import type { BackendName, NetworkFiles } from '../../../web/src/protocol/engine';
import type { OptimiseProgressReply } from '../../../web/src/protocol/optimise';
import { DEFAULT_SETTINGS, type OptimiseSettings } from '../../../web/src/protocol/optimiseSettings';
import type { Picture } from '../../../web/src/protocol/picture';

/** RGB bytes in base64, [height, width, 3]. */
interface Sent {
  readonly width: number;
  readonly height: number;
  readonly bytes: string;
}

interface Job {
  readonly backend: BackendName;
  /** Folder of a graph model. */
  readonly model: string;
  readonly settings: Partial<OptimiseSettings>;
  readonly photo: Sent;
  readonly styles: readonly Sent[];
}

async function files(folder: string): Promise<NetworkFiles> {
  const model = (await (await fetch(`${folder}/model.json`)).json()) as NetworkFiles['model'];
  const groups = model['weightsManifest'] as { readonly paths: readonly string[] }[];
  const shards = await Promise.all(
    groups.flatMap(({ paths }) => paths).map(async (path) => (await fetch(`${folder}/${path}`)).blob()),
  );
  return { model, weights: await new Blob(shards).arrayBuffer() };
}

function received(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function sent(values: Float32Array | Uint8ClampedArray): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function stagePicture({ width, height, bytes }: Sent): StagePicture {
  return { width, height, bytes: received(bytes) };
}

function picture({ width, height, bytes }: Sent): Picture {
  const rgb = received(bytes);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) data.set(rgb.subarray(i * 3, i * 3 + 3), i * 4);
  return { width, height, data };
}

/** The terms of the loss of an image (float32 in base64, of the photo's size) in a step's view, and its gradient. */
async function gradient(job: Job, image: string, step: number): Promise<{ terms: number[]; gradient: string }> {
  const { width, height } = job.photo;
  await startBackend(job.backend, true);
  const settings = { ...DEFAULT_SETTINGS, ...job.settings };
  const encoder = await Encoder.load(await files(job.model), settings.pooling);
  const objective = new Objective(encoder, stagePicture(job.photo), job.styles.map(stagePicture), settings);
  const x = tf.tensor4d(new Float32Array(received(image).buffer), [1, height, width, 3]);
  const { terms, gradient: slope } = objective.evaluate(x, step);
  return { terms: [...(await terms.data())], gradient: sent(await slope.data<'float32'>()) };
}

/**
 * A whole run: total losses, the last picture's RGBA bytes, and what tensors there were after each advance, once
 * both kinds of style have been looked at.
 */
async function run(job: Job): Promise<{ losses: number[]; picture: string; tensors: number[] }> {
  const engine = new OptimiseEngine({ probe: () => Promise.resolve('software'), start: startBackend });
  const settings = { ...DEFAULT_SETTINGS, ...job.settings };
  const ready = await engine.open({
    type: 'optimise-open',
    candidates: [job.backend],
    forced: true,
    encoder: await files(job.model),
    settings,
    photo: picture(job.photo),
    styles: job.styles.map(picture),
    state: null,
  });
  if (ready.type === 'optimise-refused') throw new Error('refused');
  const losses: number[] = [];
  const tensors: number[] = [];
  let progress: OptimiseProgressReply;
  do {
    progress = await engine.advance(1000);
    losses.push(...progress.losses.map(({ total }) => total));
    // Styles are looked at mirrored in the second half of the views.
    const begun = settings.views > VIEWS.length / 2 ? (VIEWS.length / 2) * HELD + 1 : 1;
    if (losses.length >= begun) tensors.push(memory().numTensors);
  } while (progress.ending === null);
  engine.dispose();
  return { losses, picture: sent(progress.picture?.data ?? new Uint8ClampedArray()), tensors };
}

interface Timed {
  readonly run: Run;
  /** Steps that are taken at a time: where views take turns, all from one place, the first of which costs more. */
  readonly steps: number;
}

const timed = new Map<string, Timed>();

/** Lays runs out that are to be timed against each other, by name, and takes their first steps. */
async function prepareTimes(jobs: Readonly<Record<string, Job>>): Promise<void> {
  for (const [name, job] of Object.entries(jobs)) {
    if (timed.size === 0) await startBackend(job.backend, true);
    const settings = { ...DEFAULT_SETTINGS, ...job.settings };
    const encoder = await Encoder.load(await files(job.model), settings.pooling);
    const laidOut = new Run(encoder, settings, picture(job.photo), job.styles.map(picture), null);
    const one = { run: laidOut, steps: settings.views > 1 ? HELD : 1 };
    await takeSteps(one);
    timed.set(name, one);
  }
}

/** Milliseconds of a step of each, the mean of those that are taken at a time. */
async function timeSteps(): Promise<Record<string, number>> {
  const times: Record<string, number> = {};
  for (const [name, one] of timed) {
    const start = performance.now();
    await takeSteps(one);
    times[name] = (performance.now() - start) / one.steps;
  }
  return times;
}

async function takeSteps({ run: one, steps }: Timed): Promise<void> {
  for (let step = 0; step < steps; step++) await one.advance(() => true);
}

export const optimise = { gradient, run, prepareTimes, timeSteps };
