import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { fromOutput, toMultipleInput } from '../../web/src/engine/padding';
import { memory, Network } from '../../web/src/engine/tf';
import { TiledNetwork } from '../../web/src/engine/tiles/tiledNetwork';
import { TiledPainting } from '../../web/src/engine/tiles/tiledPainting';
import type { Picture } from '../../web/src/protocol/picture';
import { startInNode } from './fakes/backend';
import { shippedNetworks } from './fakes/models';
import { patternPicture } from './fakes/pictures';

const { styleTransformer: files, styleLength } = shippedNetworks();
const style = Float32Array.from({ length: styleLength }, (_, i) => 0.4 * Math.sin(i + 1));

async function whole(photo: Picture, backend: 'wasm' | 'cpu'): Promise<Picture> {
  const network = await Network.load(files, 'stylized', backend);
  const image = toMultipleInput(photo);
  const painted = fromOutput(await network.run({ image, style }), image.width, photo.width, photo.height);
  network.dispose();
  return painted ?? expect.fail('not finite');
}

async function tiled(network: TiledNetwork, photo: Picture, tile: number): Promise<[Picture, number[]]> {
  const shares: number[] = [];
  const painting = new TiledPainting(network, photo, style, tile).paint();
  for (;;) {
    const { done, value } = await painting.next();
    if (done) return [value, shares];
    shares.push(value);
  }
}

/** Root mean square and greatest difference of the bytes. */
function difference(a: Picture, b: Picture): { rmse: number; most: number } {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  let most = 0;
  let squares = 0;
  a.data.forEach((byte, i) => {
    const off = Math.abs(byte - (b.data[i] as number));
    most = Math.max(most, off);
    squares += off * off;
  });
  return { rmse: Math.sqrt(squares / a.data.length), most };
}

describe.each(['wasm', 'cpu'] as const)('the shipped network on %s', (backend) => {
  let network: TiledNetwork;

  beforeAll(async () => {
    await startInNode(backend);
    network = await TiledNetwork.load(files, backend);
  });

  // Sides that are and are no multiples of 8; one tile, few, many; a strip that is lower than a tile.
  const sizes =
    backend === 'wasm'
      ? [
          [203, 139],
          [256, 256],
          [61, 45],
          [420, 40],
        ]
      : [[150, 37]];
  test.each(sizes)('paints %i × %i pixels in tiles as it does whole', async (width, height) => {
    const photo = patternPicture(width, height);
    const [painting] = await tiled(network, photo, 72);
    // Sums in another order: a byte may be rounded to the other side, and no more; so there is no seam either.
    const { rmse, most } = difference(painting, await whole(photo, backend));
    expect(most).toBeLessThanOrEqual(1);
    expect(rmse).toBeLessThan(0.5);
  });

  test('leaves no tensor behind, finished or broken off', async () => {
    const photo = patternPicture(96, 64);
    await tiled(network, photo, 64);
    const before = memory();
    await tiled(network, photo, 64);
    const brokenOff = new TiledPainting(network, photo, style, 64).paint();
    await brokenOff.next();
    await brokenOff.return(photo);
    expect(memory()).toEqual(before);
  });

  test('tells how far it is, from 0 to 1', async () => {
    const [, shares] = await tiled(network, patternPicture(96, 64), 64);
    expect(shares.length).toBeGreaterThan(7);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBeGreaterThan(0);
    expect(shares.at(-1)).toBeCloseTo(1);
  });
});

test('a naive tile would be seen: the means are what makes the difference', async () => {
  await setBackend('wasm');
  const photo = patternPicture(160, 64);
  const left = { width: 80, height: 64, data: new Uint8ClampedArray(80 * 64 * 4) };
  for (let y = 0; y < 64; y++) left.data.set(photo.data.subarray(y * 640, y * 640 + 320), y * 320);
  const all = await whole(photo, 'wasm');
  const cropped = { ...left, data: new Uint8ClampedArray(left.data.length) };
  for (let y = 0; y < 64; y++) cropped.data.set(all.data.subarray(y * 640, y * 640 + 320), y * 320);
  expect(difference(await whole(left, 'wasm'), cropped).most).toBeGreaterThan(4);
});
