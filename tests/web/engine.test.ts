import { beforeAll, describe, expect, test } from 'vitest';
import { Engine } from '../../web/src/engine/engine';
import { gpuWatch } from '../../web/src/engine/gpuWatch';
import { memory } from '../../web/src/engine/tf';
import type { BackendName, EngineReply, EngineRequest } from '../../web/src/protocol/engine';
import { startInNode } from './fakes/backend';
import { shippedNetworks } from './fakes/models';
import { greyPicture, patternPicture } from './fakes/pictures';

const probe = () => Promise.resolve('hardware' as const);
const networks = shippedNetworks();

async function engineOn(name: BackendName): Promise<Engine> {
  const engine = new Engine({ probe, start: startInNode });
  await engine.start([name], true, networks);
  await engine.loadEncoder(networks.styleEncoder);
  return engine;
}

/** Greatest difference of any byte. */
function difference(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  return a.reduce((most, byte, i) => Math.max(most, Math.abs(byte - (b[i] ?? 0))), 0);
}

describe('the shipped networks on wasm', () => {
  let engine: Engine;
  const photo = patternPicture(45, 37);
  const stylePicture = patternPicture(40, 32);

  beforeAll(async () => {
    engine = await engineOn('wasm');
  });

  test('paint a photo of any size at its own size, opaque', async () => {
    const style = await engine.encode(stylePicture);
    expect(style.length).toBe(networks.styleLength);
    const painting = await engine.paint(photo, style);
    expect([painting.width, painting.height]).toEqual([45, 37]);
    expect(painting.data.every((byte, i) => i % 4 !== 3 || byte === 255)).toBe(true);
    expect(difference(painting.data, photo.data)).toBeGreaterThan(8);
  });

  test('paint the same every time, and otherwise in another style', async () => {
    const style = await engine.encode(stylePicture);
    const other = await engine.encode(greyPicture(40, 32, 200));
    const painting = await engine.paint(photo, style);
    expect(await engine.paint(photo, style)).toEqual(painting);
    expect(difference((await engine.paint(photo, other)).data, painting.data)).toBeGreaterThan(2);
  });

  test('leave no tensor behind', async () => {
    const style = await engine.encode(stylePicture);
    await engine.paint(photo, style);
    const before = memory();
    for (let i = 0; i < 3; i++) await engine.paint(photo, await engine.encode(stylePicture));
    expect(memory()).toEqual(before);
  });

  test('have nothing to prepare, where there are no shaders', async () => {
    const before = memory();
    await engine.prepare(photo, stylePicture);
    expect(memory()).toEqual(before);
  });
});

test('wasm and cpu agree', async () => {
  const photo = patternPicture(32, 32);
  const paintings = [];
  for (const name of ['wasm', 'cpu'] as const) {
    const engine = await engineOn(name);
    paintings.push(await engine.paint(photo, await engine.encode(photo)));
  }
  const [wasm, cpu] = paintings;
  expect(difference(wasm?.data ?? photo.data, cpu?.data ?? photo.data)).toBeLessThanOrEqual(1);
});

describe('answering', () => {
  const ask = async (engine: Engine, request: EngineRequest): Promise<EngineReply> =>
    (await engine.answer(request)).reply;

  test('start, encode and paint over the protocol, handing the painting over', async () => {
    const engine = new Engine({ probe, start: startInNode });
    const picture = greyPicture(32, 32, 128);
    const started = await ask(engine, { type: 'start', candidates: ['wasm'], forced: true, networks });
    expect(started).toMatchObject({ type: 'started', backend: { name: 'wasm' } });
    const loaded = await ask(engine, { type: 'load-encoder', encoder: networks.styleEncoder });
    expect(loaded.type).toBe('encoder-loaded');
    const encoded = await ask(engine, { type: 'encode', picture });
    if (encoded.type !== 'encoded') throw new Error(encoded.type);
    const { reply, transfer } = await engine.answer({ type: 'paint', photo: picture, style: encoded.style });
    if (reply.type !== 'painted') throw new Error(reply.type);
    expect(transfer).toEqual([reply.picture.data.buffer]);
  });

  test('painting before the start is an error', async () => {
    const engine = new Engine({ probe, start: startInNode });
    const picture = greyPicture(32, 32, 0);
    const style = new Float32Array(networks.styleLength);
    await expect(ask(engine, { type: 'paint', photo: picture, style })).rejects.toThrow(/not started/);
  });

  test('a known style is painted without the encoder; a picture needs it', async () => {
    const engine = new Engine({ probe, start: startInNode });
    await engine.start(['wasm'], true, networks);
    const picture = greyPicture(32, 32, 128);
    await engine.prepare(picture, null);
    const painting = await engine.paint(picture, new Float32Array(networks.styleLength));
    expect([painting.width, painting.height]).toEqual([32, 32]);
    await expect(engine.encode(picture)).rejects.toThrow(/encoder was not loaded/);
  });

  test('files that are no network are refused', async () => {
    const engine = new Engine({ probe, start: startInNode });
    const broken = { model: { modelTopology: {}, signature: {} }, weights: new ArrayBuffer(0) };
    const starting = engine.start(['wasm'], true, { ...networks, styleTransformer: broken });
    await expect(starting).rejects.toMatchObject({ code: 'network-broken' });
  });
});

describe('gpuWatch', () => {
  test('believes a back end without a GPU', () => {
    expect(() => {
      gpuWatch({}).check();
    }).not.toThrow();
    expect(() => {
      gpuWatch(null).check();
    }).not.toThrow();
  });

  test('notices a lost WebGL context, and one without memory', () => {
    const gl = {
      OUT_OF_MEMORY: 0x505,
      canvas: new EventTarget(),
      lost: false,
      error: 0,
      isContextLost: () => gl.lost,
      getError: () => gl.error,
    };
    const watch = gpuWatch({ gpgpu: { gl } });
    watch.check();
    gl.error = gl.OUT_OF_MEMORY;
    expect(() => {
      watch.check();
    }).toThrow(expect.objectContaining({ code: 'out-of-memory' }));
    gl.lost = true;
    expect(() => {
      watch.check();
    }).toThrow(expect.objectContaining({ code: 'gpu-lost' }));
  });

  test('notices a lost WebGPU device, and an error that nobody caught', async () => {
    const device = Object.assign(new EventTarget(), { lost: Promise.resolve({ message: 'unplugged' }) });
    const watch = gpuWatch({ device });
    watch.check();
    await device.lost;
    expect(() => {
      watch.check();
    }).toThrow(/unplugged/);

    const failing = Object.assign(new EventTarget(), { lost: new Promise(() => undefined) });
    const second = gpuWatch({ device: failing });
    failing.dispatchEvent(Object.assign(new Event('uncapturederror'), { error: new Error('too large a buffer') }));
    expect(() => {
      second.check();
    }).toThrow(/too large a buffer/);
  });

  test('breaks off work that a lost context would never end, and leaves other work alone', async () => {
    const canvas = new EventTarget();
    const watch = gpuWatch({ gpgpu: { gl: { canvas, isContextLost: () => true } } });
    await expect(watch.during(Promise.resolve(3))).resolves.toBe(3);
    await expect(watch.during(Promise.reject(new Error('its own')))).rejects.toThrow('its own');
    const reading = watch.during(new Promise(() => undefined));
    canvas.dispatchEvent(new Event('webglcontextlost'));
    await expect(reading).rejects.toMatchObject({ code: 'gpu-lost' });

    let lose: (info: { message: string }) => void = () => undefined;
    const device = Object.assign(new EventTarget(), { lost: new Promise((resolve) => (lose = resolve)) });
    const mapping = gpuWatch({ device }).during(new Promise(() => undefined));
    lose({ message: 'unplugged' });
    await expect(mapping).rejects.toMatchObject({ code: 'gpu-lost' });
  });
});
