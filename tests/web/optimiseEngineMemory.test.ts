import { beforeAll, describe, expect, test } from 'vitest';
import { optimisedGraph } from '../../web/src/engine/optimise/graph';
import {
  availableBytes,
  laysOut,
  neededBytes,
  possibleSize,
  seenSides,
  stepBytes,
  type Demand,
} from '../../web/src/engine/optimise/memory';
import { OptimiseEngine } from '../../web/src/engine/optimise/optimiseEngine';
import { HELD } from '../../web/src/engine/optimise/views';
import { tf } from '../../web/src/engine/tf';
import type { NetworkFiles } from '../../web/src/protocol/engine';
import { isOptimiseReply } from '../../web/src/protocol/optimise';
import { DEFAULT_SETTINGS, type OptimiseSettings } from '../../web/src/protocol/optimiseSettings';
import type { Picture } from '../../web/src/protocol/picture';
import { startInNode } from './fakes/backend';
import { encoderFiles, random } from './fakes/encoder';
import { shippedEncoder } from './fakes/models';

const shipped = shippedEncoder();
const narrow = encoderFiles();
// Two of sixteen views are seen.
const SMALL: OptimiseSettings = { ...DEFAULT_SETTINGS, stages: 1, views: 4, previewEvery: 10_000 };
const LBFGS = { optimiser: 'lbfgs', rate: 1 } as const;
const sides = (width: number, height = width) => ({ width, height });

function picture({ width, height }: { width: number; height: number }): Picture {
  const values = random(width * height, 3);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [pixel, value] of values.entries()) data.set([128 + 200 * value, pixel % 251, 90], pixel * 4);
  return { width, height, data };
}

function engine(gigabytes: number): OptimiseEngine {
  return new OptimiseEngine(
    { probe: () => Promise.resolve('hardware'), start: (name) => startInNode(name) },
    gigabytes,
  );
}

async function opened(encoder: NetworkFiles, settings: OptimiseSettings, gigabytes = 8) {
  const photo = picture(sides(settings.size));
  const made = engine(gigabytes);
  const { reply } = await made.answer({
    ...{ type: 'optimise-open', candidates: ['wasm'], forced: true, encoder, settings, photo, styles: [photo] },
    state: null,
  } as const);
  expect(isOptimiseReply(reply)).toBe(true);
  return { made, reply };
}

function demandOf(encoder: NetworkFiles, settings: OptimiseSettings): Demand {
  const photo = sides(settings.size);
  return { encoder, settings, photo, styles: [photo], backend: 'wasm' };
}

/** What a state takes in the page: Adam keeps the picture and three like it. */
function statesOf({ size }: OptimiseSettings): number {
  return 3 * 4 * 4 * size * size * 3;
}

/** The highest address that TensorFlow.js was ever given: wasm's memory must reach as far. */
const heap = { top: 0 };

beforeAll(async () => {
  await startInNode('wasm');
  // After the first use its entry stays what it is.
  tf.zeros([1]).dispose();
  const { wasm } = tf.backend() as unknown as { wasm: { _malloc: (bytes: number) => number } };
  const malloc = wasm._malloc;
  wasm._malloc = (bytes) => {
    const address = malloc(bytes);
    heap.top = Math.max(heap.top, (address >>> 0) + bytes);
    return address;
  };
});

describe('the estimate', () => {
  // First: what others have left would hide how far wasm's memory must reach.
  test('of a whole run of the shipped encoder holds, and is not far above', async () => {
    const settings = { ...SMALL, size: 512 };
    const { made } = await opened(shipped, settings);
    for (let step = 0; step <= HELD; step++) await made.advance(0);
    made.dispose();
    const estimate = neededBytes(demandOf(shipped, settings)) - statesOf(settings);
    console.log(`${String(heap.top)} bytes of wasm, ${String(estimate)} by estimate`);
    expect(estimate / heap.top).toBeGreaterThan(1);
    expect(estimate / heap.top).toBeLessThan(1.25);
  });

  const CASES: Record<string, [NetworkFiles, Partial<OptimiseSettings>]> = {
    'shipped, Adam': [shipped, {}],
    'shipped, one view': [shipped, { views: 1 }],
    'shipped, L-BFGS': [shipped, LBFGS],
    'shipped, not smoothed': [shipped, { variationWeight: 0 }],
    'shipped, in the colours of the photo': [shipped, { keepColours: true }],
    'shipped, photo and style on the same layers': [shipped, { contentLayers: DEFAULT_SETTINGS.styleLayers }],
    'shipped, the photo alone': [shipped, { styleWeight: 0 }],
    'shipped, the first layer alone': [shipped, { contentWeight: 0, styleLayers: { relu1_1: 1 } }],
    'shipped, means and deviations': [shipped, { styleLoss: 'moments' }],
    'as VGG-19, Adam': [narrow, {}],
    'as VGG-19, not smoothed': [narrow, { variationWeight: 0 }],
  };
  test.each(Object.entries(CASES))('of the tensors at the peak of a step: %s', async (_, [encoder, change]) => {
    const settings = { ...SMALL, size: 256, ...change };
    const before = tf.memory().numBytes;
    const { made } = await opened(encoder, settings);
    // Until L-BFGS has all that it remembers, and the second view has its features of the photo.
    for (let step = 0; step < 12; step++) await made.advance(0);
    const { peakBytes } = await tf.profile(async () => {
      await made.advance(0);
      return tf.scalar(0);
    });
    made.dispose();
    // Filters, and the same turned round; those that ship are halves in their file.
    const weights = 2 * encoder.weights.byteLength * (encoder === shipped ? 2 : 1);
    const held = peakBytes - before - weights;
    const estimate = stepBytes(demandOf(encoder, settings), sides(256));
    console.log(`${String(held)} bytes, ${String(estimate)} by estimate`);
    expect(estimate / held).toBeGreaterThan(1);
    expect(estimate / held).toBeLessThan(1.35);
  });

  test('grows with the picture, and with a style that is larger than the photo', () => {
    const demand = demandOf(shipped, { ...SMALL, size: 1024 });
    expect(stepBytes(demand, sides(512)) / stepBytes(demand, sides(256))).toBeCloseTo(4);
    const long = { ...demand, photo: sides(1024, 128), styles: [sides(1024, 128)] };
    expect(neededBytes({ ...long, styles: [sides(1024)] })).toBeGreaterThan(2 * neededBytes(long));
  });

  test.each(['wasm', 'webgl', 'webgpu'] as const)('of a run on %s that only smooths is a small one', (backend) => {
    const settings = { ...SMALL, contentWeight: 0, styleWeight: 0, contentLayers: {}, styleLayers: {} };
    const needed = neededBytes({ ...demandOf(shipped, settings), backend });
    expect(needed).toBeGreaterThan(0);
    expect(needed).toBeLessThan(neededBytes({ ...demandOf(shipped, SMALL), backend }) / 2);
  });

  test('counts the states in the page, of which L-BFGS has large ones', () => {
    const settings = { ...SMALL, size: 1024 };
    const step = (optimiser: 'adam' | 'lbfgs') => stepBytes(demandOf(shipped, { ...settings, optimiser }), sides(1024));
    const needed = (optimiser: 'adam' | 'lbfgs') => neededBytes(demandOf(shipped, { ...settings, optimiser }));
    const [waste, more] = [1.3, step('lbfgs') - step('adam')];
    // 21 pictures of three floats in each of three states, where Adam has 4.
    expect(needed('lbfgs') - needed('adam')).toBeCloseTo(waste * more + 3 * 17 * 4 * 3 * 1024 ** 2, -2);
  });
});

describe('where it does not fit', () => {
  test('it says what would', async () => {
    const settings = { ...SMALL, size: 1024 };
    const { reply } = await opened(narrow, settings, 0.25);
    if (reply.type !== 'optimise-refused' || reply.possible === null) throw new Error('not refused');
    expect(reply.limit).toBe(2 ** 27);
    const at = (size: number): number =>
      neededBytes({ ...demandOf(narrow, settings), settings: { ...settings, size } });
    expect(at(reply.possible)).toBeLessThanOrEqual(reply.limit);
    expect(at(reply.possible + 16)).toBeGreaterThan(reply.limit);
  });

  test('a size that is said to be possible is within what wasm can address', () => {
    const demand = demandOf(shipped, { ...SMALL, size: 2048 });
    const size = possibleSize(demand, 8) ?? 0;
    expect(size).toBeGreaterThan(900);
    const settings = { ...SMALL, size };
    expect(neededBytes({ ...demand, settings }) - statesOf(settings)).toBeLessThan(2 ** 31);
  });

  test('knows the limits of back ends, and may find no size at all', () => {
    const demand = demandOf(shipped, SMALL);
    expect(availableBytes(demand, 8) - statesOf(SMALL)).toBeLessThan(2 ** 31);
    expect(availableBytes({ ...demand, backend: 'webgpu' }, 8)).toBe(2 ** 32);
    expect(availableBytes({ ...demand, backend: 'webgl' }, undefined)).toBe(2 ** 31);
    expect(possibleSize(demand, 1e-6)).toBeNull();
  });
});

test('WebGL lays nothing out where a style is too large for it, however narrow the photo', () => {
  const settings = { ...SMALL, size: 1024 };
  expect(laysOut(seenSides({ settings, photo: sides(1024, 256), styles: [sides(1024, 200)] }))).toBe(true);
  expect(laysOut(seenSides({ settings, photo: sides(1024, 256), styles: [sides(1024)] }))).toBe(false);
});

test('a tap is the node that makes it: on wasm the way back through a mere name is a copy', () => {
  const { model } = optimisedGraph(shipped, 'max').files;
  const { node } = model['modelTopology'] as { node: { name: string; op: string }[] };
  const ops = new Map(node.map(({ name, op }) => [name, op]));
  const { outputs } = model['signature'] as { outputs: Record<string, { name: string }> };
  for (const { name } of Object.values(outputs)) expect(ops.get(name.replace(/:0$/, ''))).toMatch(/^EaselConvolution/);
});
