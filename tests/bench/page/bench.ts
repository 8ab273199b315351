/** What `bench.py` and the tests beside it call in the page, one back end a page. */

import * as tf from '@tensorflow/tfjs-core';
import { LiveEngine, screenOn } from '../../../web/src/engine/live/liveEngine';
import { loadModel, startBackend } from '../../../web/src/engine/tf';
import type { ActiveBackend, BackendName, Size } from '../../../web/src/protocol/engine';
import { INITIAL_VIEW, type LiveNetwork, type LiveSize, type LiveView } from '../../../web/src/protocol/live';
import { NetworkStore } from '../../../web/src/studio/networks';
import { loseContexts } from './noteContexts';
import { optimise } from './optimise';
import { packedBesideTf } from './packed';
import * as painter from './painter';
import { steadiness, type Steadiness } from './steadiness';
import { ours, peer, plain, type Subject } from './subjects';

interface Setup {
  readonly backend: BackendName;
  readonly size: number;
  /** Address of a peer's model.json, if it takes part. */
  readonly peer: string | null;
}

let subjects: Subject[] = [];
let picture: ImageBitmap | null = null;

async function started(backend: BackendName): Promise<ActiveBackend> {
  return startBackend(backend, true, backend === 'webgl' ? new OffscreenCanvas(1, 1) : undefined);
}

async function networks(): Promise<{ readonly fine: LiveNetwork; readonly live: LiveNetwork | null }> {
  const { styleTransformer, styleLength } = await store.load();
  const live = await store.loadLive();
  const fine = { files: styleTransformer, styleLength };
  return { fine, live: live.files === styleTransformer ? null : live };
}

const store = new NetworkStore(new URL('models/manifest.json', location.href));

/** A picture of the site, scaled to this size. */
async function sitePicture(file: string, { width, height }: Size): Promise<ImageBitmap> {
  const picture = await (await fetch(file)).blob();
  return createImageBitmap(picture, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' });
}

/** The vector of a style picture of the site. */
async function styleOf(file: string): Promise<Float32Array> {
  const encoder = await loadModel(await store.loadEncoder());
  const picture = await sitePicture(file, { width: 256, height: 256 });
  const vector = tf.tidy(() => {
    const image = tf.expandDims(tf.div(tf.browser.fromPixels(picture), tf.scalar(255)));
    return encoder.execute({ image }, 'style') as tf.Tensor;
  });
  picture.close();
  encoder.dispose();
  return vector.dataSync<'float32'>();
}

/** How steady a network paints a photo of the site in one of its styles, on wasm. */
async function steady(name: 'fine' | 'live', photo: string, style: string, size: Size): Promise<Steadiness | null> {
  const network = (await networks())[name];
  if (!network) return null;
  const screen = screenOn(await started('wasm'));
  const wider = await sitePicture(photo, { width: size.width + 16, height: size.height });
  return steadiness(network, 'wasm', screen, wider, await styleOf(style), size);
}

/** A picture with smooth parts, edges and noise, `shift` pixels further right; the same in every run. */
async function testPicture({ width, height }: Size, noise = 0, seed = 1, shift = 0): Promise<ImageBitmap> {
  const data = new Uint8ClampedArray(width * height * 4);
  let state = seed;
  const random = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = shift; x < width + shift; x++, i += 4) {
      const inside = (x - width / 2) ** 2 + (y - height / 2) ** 2 < (width / 4) ** 2;
      const wave = 40 * Math.sin(x / 9) * Math.cos(y / 13);
      const base = inside ? [210, 150, 90] : [40 + (150 * x) / width, 90 + (100 * y) / height, 160];
      for (let channel = 0; channel < 3; channel++) {
        const gauss = noise === 0 ? 0 : noise * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
        data[i + channel] = (base[channel] ?? 0) + wave + gauss;
      }
      data[i + 3] = 255;
    }
  }
  return createImageBitmap(new ImageData(data, width, height));
}

/** Makes everything ready; answers the names of what is timed, and on how many threads. */
async function prepare({ backend, size, peer: url }: Setup): Promise<{ names: string[]; threads: number }> {
  const active = await started(backend);
  const screen = screenOn(active);
  const square = { width: size, height: size };
  const { fine, live } = await networks();
  picture = await testPicture(square);
  subjects = [await ours('fine', fine, backend, screen, square), await plain('fine, plain', fine)];
  if (live) subjects.unshift(await ours('live', live, backend, screen, square));
  if (url !== null) subjects.push(await peer(url));
  for (const subject of subjects) await subject.frame(picture);
  return { names: subjects.map(({ name }) => name), threads: active.threads };
}

/** Milliseconds of one frame of each, one after the other, beginning with another one in each round. */
async function round(number: number): Promise<number[]> {
  if (!picture) throw new Error('not prepared');
  const times: number[] = [];
  for (const index of subjects.keys()) {
    const turn = (index + number) % subjects.length;
    const start = performance.now();
    await subjects[turn]?.frame(picture);
    times[turn] = performance.now() - start;
  }
  return times;
}

/** Milliseconds of the parts of one frame. */
async function stages(name: string): Promise<Record<string, number>> {
  const subject = subjects.find((one) => one.name === name);
  if (!picture || !subject?.stages) throw new Error(`nothing named ${name} is prepared that has parts`);
  return subject.stages(picture);
}

/** Time by kernel of one run of a network, largest first. */
async function profile(name: string): Promise<{ kernel: string; count: number; milliseconds: number }[]> {
  const subject = subjects.find((one) => one.name === name);
  if (!subject || !picture) throw new Error(`nothing named ${name} is prepared`);
  const frame = picture;
  const { kernels } = await tf.profile(() => subject.kernels(frame));
  const sums = new Map<string, { kernel: string; count: number; milliseconds: number }>();
  for (const { name: kernel, outputShapes, kernelTimeMs } of kernels) {
    // Fused operations are listed a second time, as the scope in which their kernel ran.
    if (kernel.endsWith('__op')) continue;
    const key = `${kernel} ${outputShapes.map((shape) => shape.join('×')).join(' ')}`;
    const sum = sums.get(key) ?? { kernel: key, count: 0, milliseconds: 0 };
    const time = await kernelTimeMs;
    sum.count++;
    sum.milliseconds += typeof time === 'number' ? time : 0;
    sums.set(key, sum);
  }
  return [...sums.values()].sort((a, b) => b.milliseconds - a.milliseconds);
}

let engine: LiveEngine | null = null;
let styleLength = 0;

/** The live engine itself on a back end, in the style of the test. */
async function startLive(backend: BackendName): Promise<void> {
  const { fine, live } = await networks();
  const network = live ?? fine;
  engine = new LiveEngine({ probe: () => Promise.resolve('software'), start: startBackend });
  await engine.start([backend], true, network);
  styleLength = network.styleLength;
  setLiveStyle(1);
}

function setLiveStyle(seed: number): void {
  engine?.setStyle(Float32Array.from({ length: styleLength }, (_, i) => 0.3 * Math.sin(seed * i)));
}

/** A picture of this source as the engine shows it after painting it, as RGBA bytes in base64. */
async function shown(
  source: Size,
  size: LiveSize,
  view: Partial<LiveView>,
  ...picture: [noise?: number, seed?: number, shift?: number]
): Promise<string> {
  if (!engine) throw new Error('not started');
  const reply = await engine.paint(await testPicture(source, ...picture), size, { ...INITIAL_VIEW, ...view });
  return pixels(reply.picture);
}

/** Paints so many frames at the smallest size, each in another of so many styles. */
async function paintMany(source: Size, count: number, styles = 1): Promise<void> {
  for (let i = 0; i < count; i++) {
    if (styles > 1) setLiveStyle(1 + (i % styles));
    if (!engine) throw new Error('not started');
    const { picture } = await engine.paint(await testPicture(source, 3, i + 1), 160, INITIAL_VIEW);
    picture.close();
  }
}

/** The same frame once more, in another view. */
async function shownAgain(view: Partial<LiveView>): Promise<string> {
  if (!engine) throw new Error('not started');
  return pixels((await engine.show({ ...INITIAL_VIEW, ...view })).picture);
}

/** The picture that goes in. */
async function original(source: Size, noise = 0, seed = 1): Promise<string> {
  return pixels(await testPicture(source, noise, seed));
}

function pixels(bitmap: ImageBitmap): string {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no context');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  // Arrays of numbers would take the test's side seconds to read.
  return btoa(Array.from(context.getImageData(0, 0, width, height).data, (byte) => String.fromCharCode(byte)).join(''));
}

function memory(): Record<string, number> {
  const { numTensors, numBytes, ...rest } = tf.memory();
  const numbers = Object.entries(rest).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return { numTensors, numBytes, ...Object.fromEntries(numbers) };
}

/** The live painter of the app. */
async function startPainter(candidates: readonly BackendName[], onPage: boolean): Promise<string> {
  const { fine, live } = await networks();
  return painter.startPainter(live ?? fine, candidates, onPage);
}

async function paintFrame(source: Size, seed = 1): Promise<void> {
  await painter.paintFrame(await testPicture(source, 3, seed));
}

async function paintFrames(source: Size, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await paintFrame(source, i + 1);
}

async function offer(source: Size, seed = 1): Promise<void> {
  painter.offer(await testPicture(source, 3, seed));
}

const { setStyle, setView, stats, reported, onCanvas } = painter;
const bench = {
  ...{ prepare, round, stages, profile, steady, memory },
  ...{ optimise, packedBesideTf },
  ...{ startLive, setLiveStyle, shown, shownAgain, paintMany, original },
  ...{ startPainter, loseContexts, paintFrame, paintFrames, offer, setStyle, setView, stats, reported, onCanvas },
};
Object.assign(globalThis, { bench });

export type Bench = typeof bench;
