import { profile, setBackend, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { LeanNetwork } from '../../web/src/engine/live/leanNetwork';
import { memory, Network } from '../../web/src/engine/tf';
import { startInNode } from './fakes/backend';
import { shippedNetworks } from './fakes/models';

const { styleTransformer: files, styleLength } = shippedNetworks();
const size = { width: 48, height: 32 };

function style(seed: number): Float32Array {
  return Float32Array.from({ length: styleLength }, (_, i) => 0.4 * Math.sin(seed * (i + 1)));
}

/** Waves of colour and an edge: like a photo, unlike noise, it does not magnify the last bits of a sum. */
function frame({ width, height }: typeof size, seed = 1): { values: Float32Array } {
  const values = Float32Array.from({ length: width * height * 3 }, (_, i) => {
    const [colour, x, y] = [i % 3, Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    return 0.5 + 0.3 * Math.sin(x / 7 + colour * seed) * Math.cos(y / 5 - colour) + (x > 20 && y > 12 ? 0.2 : -0.2);
  });
  return { values };
}

function paint(network: LeanNetwork, seed = 1, at = size): Float32Array {
  const painted = network.paint(frame(at, seed), at);
  if (!('values' in painted)) throw new Error('not on the processor');
  painted.dispose();
  return painted.values;
}

function difference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);
}

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  let network: LeanNetwork;

  beforeAll(async () => {
    await startInNode(backend);
    network = await LeanNetwork.load({ files, styleLength }, backend);
    await network.prepare(size, frame(size));
  });

  test('paints what the whole network paints, in each style', async () => {
    const whole = await Network.load(files, 'stylized', backend);
    for (const seed of [1, 2]) {
      network.setStyle(style(seed));
      const image = { ...size, ...frame(size) };
      const expected = await whole.run({ image, style: style(seed) });
      // Sums in another order differ in their last bits; a fortieth of a byte is far below what anyone sees.
      expect(difference(paint(network), expected)).toBeLessThan(1e-4);
    }
    whole.dispose();
  });

  test('paints in a style from the next frame on', () => {
    network.setStyle(style(1));
    const first = paint(network);
    network.setStyle(style(2));
    expect(difference(paint(network), first)).toBeGreaterThan(0.02);
    network.setStyle(style(1));
    expect(difference(paint(network), first)).toBe(0);
  });

  test('paints at a size that was not prepared, all the same', async () => {
    const other = { width: 32, height: 40 };
    const unprepared = paint(network, 1, other);
    expect(network.isPrepared(other)).toBe(false);
    await network.prepare(other, frame(other));
    expect(network.isPrepared(other)).toBe(true);
    expect(difference(paint(network, 1, other), unprepared)).toBe(0);
  });
});

test('paints the same on wasm where there is no SIMD for code of our own', async () => {
  await setBackend('wasm');
  const load = (): Promise<LeanNetwork> => LeanNetwork.load({ files, styleLength }, 'wasm');
  const withSimd = await load();
  const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  const without = await load();
  validate.mockRestore();
  for (const network of [withSimd, without]) {
    await network.prepare(size, frame(size));
    network.setStyle(style(1));
  }
  const { kernelNames, result } = await profile(() => without.run(frame(size), size));
  (result as Tensor).dispose();
  expect(kernelNames.filter((name) => name.startsWith('Easel'))).toEqual([]);
  expect(difference(paint(without), paint(withSimd))).toBeLessThan(1e-4);
  withSimd.dispose();
  without.dispose();
});

describe('memory', () => {
  const tiny = { width: 32, height: 32 };

  test('stays as it is over 300 frames and 50 styles, and is given back at the end', async () => {
    await setBackend('wasm');
    const without = memory();
    const network = await LeanNetwork.load({ files, styleLength }, 'wasm');
    await network.prepare(tiny, frame(tiny));
    paint(network, 1, tiny);
    const before = memory();
    for (let i = 0; i < 300; i++) paint(network, i, tiny);
    expect(memory()).toEqual(before);
    for (let i = 0; i < 50; i++) {
      network.setStyle(style(i));
      paint(network, i, tiny);
    }
    expect(memory()).toEqual(before);
    network.dispose();
    expect(memory()).toEqual(without);
  });

  test('does not grow with the number of sizes', async () => {
    const network = await LeanNetwork.load({ files, styleLength }, 'wasm');
    const prepare = async (height: number): Promise<void> => {
      const at = { width: 32, height };
      await network.prepare(at, frame(at));
    };
    for (let i = 4; i < 16; i++) await prepare(i * 8);
    const before = memory();
    for (let i = 16; i < 20; i++) await prepare(i * 8);
    expect(memory()).toEqual(before);
    network.dispose();
  });
});

test('files that are no network are refused', async () => {
  const broken = { files: { model: {}, weights: new ArrayBuffer(0) }, styleLength };
  await expect(LeanNetwork.load(broken, 'cpu')).rejects.toMatchObject({ code: 'network-broken' });
});
