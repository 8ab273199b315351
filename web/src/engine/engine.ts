/** The engine: the two networks on one back end. Holds no picture and no style between requests. */

import type { ActiveBackend, BackendName, EngineRequest, EngineReply, Networks, Size } from '../protocol/engine';
import { EaselError } from '../protocol/failure';
import type { Picture } from '../protocol/picture';
import type { Served } from '../protocol/serve';
import { startFirst, type BackendRunner } from './backends';
import { fromOutput, paddedSide, toInput, toMultipleInput, type NetworkInput } from './padding';
import { Network } from './tf';

interface Loaded {
  readonly backend: ActiveBackend;
  readonly encoder: Network;
  readonly transformer: Network;
  readonly styleLength: number;
}

export class Engine {
  readonly #runner: BackendRunner;
  #loaded: Loaded | null = null;

  constructor(runner: BackendRunner) {
    this.#runner = runner;
  }

  /** Answers one request of the protocol. */
  async answer(request: EngineRequest): Promise<Served<EngineReply>> {
    switch (request.type) {
      case 'start': {
        const backend = await this.start(request.candidates, request.forced, request.networks);
        return { reply: { type: 'started', backend } };
      }
      case 'prepare':
        await this.prepare(request.photo, request.style);
        return { reply: { type: 'prepared' } };
      case 'encode': {
        const { result: style, milliseconds } = await timed(() => this.encode(request.picture));
        return { reply: { type: 'encoded', style, milliseconds } };
      }
      case 'paint': {
        const { result: picture, milliseconds } = await timed(() => this.paint(request.photo, request.style));
        return { reply: { type: 'painted', picture, milliseconds }, transfer: [picture.data.buffer] };
      }
    }
  }

  /** Starts a back end and loads both networks on it. */
  async start(candidates: readonly BackendName[], forced: boolean, networks: Networks): Promise<ActiveBackend> {
    const backend = await startFirst(candidates, forced, this.#runner);
    const encoder = await Network.load(networks.styleEncoder, 'style', backend.name);
    const transformer = await Network.load(networks.styleTransformer, 'stylized', backend.name);
    this.#loaded = { backend, encoder, transformer, styleLength: networks.styleLength };
    return backend;
  }

  /** Compiles the shaders for a photo and a style picture of these sizes. */
  async prepare(photo: Size, style: Size): Promise<void> {
    const { encoder, transformer, styleLength } = this.#ready();
    await encoder.compile({ image: blankInput(style.width, style.height) });
    await transformer.compile({
      image: blankInput(paddedSide(photo.width), paddedSide(photo.height)),
      style: new Float32Array(styleLength),
    });
  }

  /** The style vector of a picture that is already at the size for the style encoder. */
  async encode(picture: Picture): Promise<Float32Array> {
    const style = await this.#ready().encoder.run({ image: toInput(picture) });
    if (!style.every(Number.isFinite)) throw new EaselError('result-invalid', 'the style vector is not finite');
    return style;
  }

  /** The photo painted in the style, at full strength and at the photo's size. */
  async paint(photo: Picture, style: Float32Array): Promise<Picture> {
    const image = toMultipleInput(photo);
    const values = await this.#ready().transformer.run({ image, style });
    const picture = fromOutput(values, image.width, photo.width, photo.height);
    if (!picture) throw new EaselError('result-invalid', 'the painting is not finite');
    return picture;
  }

  #ready(): Loaded {
    if (!this.#loaded) throw new EaselError('unexpected', 'the engine was not started');
    return this.#loaded;
  }
}

function blankInput(width: number, height: number): NetworkInput {
  return { width, height, values: new Float32Array(width * height * 3) };
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; milliseconds: number }> {
  const start = performance.now();
  const result = await work();
  return { result, milliseconds: performance.now() - start };
}
