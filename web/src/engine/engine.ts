/** The engine: the two networks on one back end. Holds no picture and no style between requests. */

import type {
  ActiveBackend,
  BackendName,
  EngineReply,
  EngineRequest,
  NetworkFiles,
  Networks,
  Size,
} from '../protocol/engine';
import { EaselError } from '../protocol/failure';
import type { Picture } from '../protocol/picture';
import type { Served } from '../protocol/serve';
import { resampled } from '../opener/resample';
import { scaledPicture } from '../saving/scaledRows';
import { startFirst, type BackendRunner } from './backends';
import { fromOutput, paddedSide, toInput, toMultipleInput, type NetworkInput } from './padding';
import { Network } from './tf';

interface Loaded {
  readonly backend: ActiveBackend;
  readonly transformer: Network;
  readonly styleLength: number;
}

export class Engine {
  readonly #runner: BackendRunner;
  #loaded: Loaded | null = null;
  #encoder: Network | null = null;

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
      case 'load-encoder':
        await this.loadEncoder(request.encoder);
        return { reply: { type: 'encoder-loaded' } };
      case 'prepare':
        await this.prepare(request.photo, request.style);
        return { reply: { type: 'prepared' } };
      case 'encode': {
        const { result: style, milliseconds } = await timed(() => this.encode(request.picture));
        return { reply: { type: 'encoded', style, milliseconds } };
      }
      case 'paint': {
        const { photo, style, size = photo } = request;
        const { result: picture, milliseconds } = await timed(() => this.paintAt(size, photo, style));
        return { reply: { type: 'painted', picture, milliseconds }, transfer: [picture.data.buffer] };
      }
    }
  }

  /** Starts a back end and loads the style transformer on it. */
  async start(candidates: readonly BackendName[], forced: boolean, networks: Networks): Promise<ActiveBackend> {
    const backend = await startFirst(candidates, forced, this.#runner);
    const transformer = await Network.load(networks.styleTransformer, 'stylized', backend.name);
    this.#loaded = { backend, transformer, styleLength: networks.styleLength };
    return backend;
  }

  /** Loads the style encoder on the same back end. */
  async loadEncoder(files: NetworkFiles): Promise<void> {
    this.#encoder ??= await Network.load(files, 'style', this.#ready().backend.name);
  }

  /** Compiles the shaders for a photo, and for a style picture where there is one, of these sizes. */
  async prepare(photo: Size, style: Size | null): Promise<void> {
    const { transformer, styleLength } = this.#ready();
    if (style) await this.#loadedEncoder().compile({ image: blankInput(style.width, style.height) });
    await transformer.compile({
      image: blankInput(paddedSide(photo.width), paddedSide(photo.height)),
      style: new Float32Array(styleLength),
    });
  }

  /** The style vector of a picture that is already at the size for the style encoder. */
  async encode(picture: Picture): Promise<Float32Array> {
    const style = await this.#loadedEncoder().run({ image: toInput(picture) });
    if (!style.every(Number.isFinite)) throw new EaselError('result-invalid', 'the style vector is not finite');
    return style;
  }

  /** The photo painted as the network sees it at another size: the smaller that is, the larger are the strokes. */
  async paintAt(size: Size, photo: Picture, style: Float32Array): Promise<Picture> {
    const painted = await this.paint(resampled(photo, size), style);
    return scaledPicture(painted, photo.width, photo.height);
  }

  /** The photo painted in the style, at full strength and at the photo's size. */
  async paint(photo: Picture, style: Float32Array): Promise<Picture> {
    const image = toMultipleInput(photo);
    const values = await this.#ready().transformer.run({ image, style });
    const picture = fromOutput(values, image.width, photo.width, photo.height);
    if (!picture) throw new EaselError('result-invalid', 'the painting is not finite');
    return picture;
  }

  #loadedEncoder(): Network {
    if (!this.#encoder) throw new EaselError('unexpected', 'the style encoder was not loaded');
    return this.#encoder;
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
