/** What is timed: one frame of a network, from a picture in hand to a picture that could be shown. */

import * as tf from '@tensorflow/tfjs-core';
import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import { FrameCopy } from '../../../web/src/engine/live/frameCopy';
import { LeanNetwork } from '../../../web/src/engine/live/leanNetwork';
import type { Screen } from '../../../web/src/engine/live/screen';
import { loadModel } from '../../../web/src/engine/tf';
import type { BackendName, Size } from '../../../web/src/protocol/engine';
import { INITIAL_VIEW, type LiveNetwork } from '../../../web/src/protocol/live';

export interface Subject {
  readonly name: string;
  /** Paints a frame, and resolves when it is done. */
  frame(picture: ImageBitmap): Promise<void>;
  /** Milliseconds of the parts of a frame, by name. */
  stages?(picture: ImageBitmap): Promise<Record<string, number>>;
  /** Runs the network alone, for a profile of its kernels. */
  kernels(picture: ImageBitmap): tf.Tensor;
}

/** One of our networks, as the app runs it live. */
export async function ours(
  name: string,
  files: LiveNetwork,
  backend: BackendName,
  screen: Screen,
  size: Size,
): Promise<Subject> {
  const network = await LeanNetwork.load(files, backend);
  network.setStyle(randomStyle(files.styleLength));
  const copy = new FrameCopy(size, size, screen.readsBack);
  screen.resize(size, size);
  await network.prepare(size, screen.take(copy));
  return {
    name,
    async frame(picture) {
      copy.take(picture);
      const painted = network.paint(screen.take(copy), size);
      screen.put(painted, true);
      painted.dispose();
      screen.show(copy, INITIAL_VIEW).close();
      await screen.finished();
      network.check();
    },
    async stages(picture) {
      const start = performance.now();
      copy.take(picture);
      const frame = screen.take(copy);
      const taken = performance.now();
      const painted = network.paint(frame, size);
      await screen.finished();
      const ran = performance.now();
      screen.put(painted, true);
      painted.dispose();
      await screen.finished();
      const put = performance.now();
      screen.show(copy, INITIAL_VIEW).close();
      await screen.finished();
      const shown = performance.now();
      return { 'copy in': taken - start, network: ran - taken, smooth: put - ran, show: shown - put };
    },
    kernels(picture) {
      copy.take(picture);
      return network.run(screen.take(copy), size);
    },
  };
}

/** The same network without what the live engine does for it: style and all in each frame, then read back. */
export async function plain(name: string, files: LiveNetwork): Promise<Subject> {
  const model = await loadModel(files.files);
  const style = tf.tensor2d(randomStyle(files.styleLength), [1, files.styleLength]);
  return readBack(name, (image) => model.execute({ image, style }, 'stylized') as tf.Tensor);
}

/** A transformer of Magenta's kind: an image of any size and a style of 100 numbers, named by its placeholders. */
export async function peer(url: string): Promise<Subject> {
  const model: GraphModel = await loadGraphModel(url);
  const [image, style] = [4, 100].map((size) =>
    model.inputs.find(({ shape }) => (size === 100 ? shape?.at(-1) === 100 : shape?.at(-1) === 3)),
  );
  if (!image || !style) throw new Error('the peer takes no image of 3 channels and style of 100 numbers');
  const vector = tf.tensor4d(randomStyle(100), [1, 1, 1, 100]);
  return readBack('peer', (input) =>
    inItsOwnWay(() => model.execute({ [image.name]: input, [style.name]: vector }) as tf.Tensor),
  );
}

/** Runs with the flags of TensorFlow.js itself, where ours are others. */
function inItsOwnWay<T>(run: () => T): T {
  const flag = 'WEBGL_CONV_IM2COL';
  if (tf.getBackend() !== 'webgl') return run();
  const ours = tf.env().getBool(flag);
  tf.env().set(flag, true);
  try {
    return run();
  } finally {
    tf.env().set(flag, ours);
  }
}

/** A network as TensorFlow.js' own examples use one: `fromPixels`, `execute`, `toPixels`. */
function readBack(name: string, run: (image: tf.Tensor) => tf.Tensor): Subject {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d');
  const input = (picture: ImageBitmap): tf.Tensor =>
    tf.expandDims(tf.div(tf.browser.fromPixels(picture), tf.scalar(255)));
  return {
    name,
    async frame(picture) {
      const painted = tf.tidy(() => tf.clipByValue(tf.squeeze<tf.Tensor3D>(run(input(picture)), [0]), 0, 1));
      const data = await tf.browser.toPixels(painted);
      const [height, width] = painted.shape;
      painted.dispose();
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      context?.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
      canvas.transferToImageBitmap().close();
    },
    kernels: (picture) => tf.tidy(() => run(input(picture))),
  };
}

/** Numbers as a style encoder might give them, the same in every run. */
function randomStyle(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return (state / 2147483647 - 0.5) * 0.6;
  });
}
