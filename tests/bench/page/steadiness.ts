/** How steady the painted frames are: the whole way of a frame, with what holds it, over pictures that hardly change. */

import { FrameCopy } from '../../../web/src/engine/live/frameCopy';
import { LeanNetwork } from '../../../web/src/engine/live/leanNetwork';
import type { Screen } from '../../../web/src/engine/live/screen';
import type { BackendName, Size } from '../../../web/src/protocol/engine';
import { INITIAL_VIEW, type LiveNetwork } from '../../../web/src/protocol/live';

/** Root mean square differences from one frame to the next, of 255. */
export interface Steadiness {
  /** Of a still camera picture: what goes in, and what is seen. */
  readonly noise: number;
  readonly still: number;
  /** Of a picture that moves by one pixel a frame, after that was undone; and what the network alone would show. */
  readonly pan: number;
  readonly panUnheld: number;
}

/** Frames in a row, of which the first ones, that are still settling, do not count. */
const FRAMES = 14;
const SETTLING = 6;
/** Standard deviation of the noise of a camera, of 255. */
const NOISE = 2;

/**
 * @param photo at least as large as `size`, and wider by as many pixels as there are frames
 * @param style shape [K]
 */
export async function steadiness(
  files: LiveNetwork,
  backend: BackendName,
  screen: Screen,
  photo: ImageBitmap,
  style: Float32Array,
  size: Size,
): Promise<Steadiness> {
  const network = await LeanNetwork.load(files, backend);
  network.setStyle(style);
  const copy = new FrameCopy(size, size, screen.readsBack);
  screen.resize(size, size);
  await network.prepare(size, screen.take(copy));

  async function differences(
    frame: (i: number) => Promise<ImageBitmap>,
    smooth: boolean,
    step: number,
  ): Promise<{ readonly before: number; readonly after: number }> {
    screen.forget();
    let last: { readonly before: Uint8ClampedArray; readonly after: Uint8ClampedArray } | null = null;
    const sums = { before: 0, after: 0 };
    for (let i = 0; i < FRAMES; i++) {
      const picture = await frame(i);
      copy.take(picture);
      const painted = network.paint(screen.take(copy), size);
      screen.put(painted, smooth);
      painted.dispose();
      const shown = { before: pixels(picture), after: pixels(screen.show(copy, INITIAL_VIEW)) };
      if (last && i >= SETTLING) {
        sums.before += difference(shown.before, last.before, size, step) / (FRAMES - SETTLING);
        sums.after += difference(shown.after, last.after, size, step) / (FRAMES - SETTLING);
      }
      last = shown;
    }
    return sums;
  }

  const random = gauss();
  const moving = (i: number): Promise<ImageBitmap> => createImageBitmap(photo, i, 0, size.width, size.height);
  const still = await differences(async () => noisy(await moving(0), random), true, 0);
  const pan = await differences(moving, true, 1);
  const panUnheld = await differences(moving, false, 1);
  network.dispose();
  return { noise: still.before, still: still.after, pan: pan.after, panUnheld: panUnheld.after };
}

/** RGBA bytes of a picture, which is closed. */
function pixels(picture: ImageBitmap): Uint8ClampedArray {
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no context');
  context.drawImage(picture, 0, 0);
  picture.close();
  return context.getImageData(0, 0, width, height).data;
}

async function noisy(picture: ImageBitmap, random: () => number): Promise<ImageBitmap> {
  const { width, height } = picture;
  const data = pixels(picture);
  for (let i = 0; i < data.length; i++) if (i % 4 < 3) data[i] = (data[i] as number) + NOISE * random();
  return createImageBitmap(new ImageData(new Uint8ClampedArray(data), width, height));
}

/** Normally distributed numbers, the same in every run. */
function gauss(): () => number {
  let state = 1;
  const uniform = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Root mean square of the differences, where a frame shows what the last one showed `step` pixels further right. */
function difference(now: Uint8ClampedArray, last: Uint8ClampedArray, { width, height }: Size, step: number): number {
  let sum = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width - step; x++) {
      const at = 4 * (y * width + x);
      for (let channel = at; channel < at + 3; channel++) {
        sum += ((now[channel] as number) - (last[channel + 4 * step] as number)) ** 2;
      }
    }
  }
  return Math.sqrt(sum / (3 * height * (width - step)));
}
