/** Encodes what a canvas shows, picture by picture, into a WebM file. Needs WebCodecs. */

import { asEaselError, EaselError } from '../protocol/failure';
import { WebmWriter, type WebmPicture } from '../saving/webm';
import { bitsPerSecond } from './recorder';
import type { encodeSound } from './sound';

/** What is encoded, best first. */
const CODECS: readonly { readonly codec: string; readonly webm: WebmPicture['codec'] }[] = [
  { codec: 'vp09.00.41.08', webm: 'V_VP9' },
  { codec: 'vp8', webm: 'V_VP8' },
];
const KEY_SECONDS = 2;
/** Pictures that may wait for the encoder; each is held in memory. */
const MOST_WAITING = 4;

type SoundToWrite = Awaited<ReturnType<typeof encodeSound>>;

/** Encodes what the canvas shows, and writes it with the sound. */
export class PictureEncoder {
  readonly #canvas: HTMLCanvasElement;
  readonly #rate: number;
  readonly #encoder: VideoEncoder;
  readonly #writer: WebmWriter;
  readonly #sound: SoundToWrite;
  #soundAt = 0;
  #failure: unknown = null;

  /**
   * @param rate pictures a second
   * @throws EaselError `export-failed` where the browser cannot encode pictures of the canvas' size
   */
  static async start(canvas: HTMLCanvasElement, rate: number, sound: SoundToWrite): Promise<PictureEncoder> {
    const { width, height } = canvas;
    for (const { codec, webm } of CODECS) {
      const config: VideoEncoderConfig = {
        codec,
        width,
        height,
        framerate: rate,
        bitrate: bitsPerSecond(width, height),
      };
      const { supported } = await VideoEncoder.isConfigSupported(config);
      if (supported) return new PictureEncoder(canvas, rate, config, webm, sound);
    }
    throw new EaselError('export-failed', `no encoder for ${String(width)} × ${String(height)}`);
  }

  private constructor(
    canvas: HTMLCanvasElement,
    rate: number,
    config: VideoEncoderConfig,
    codec: WebmPicture['codec'],
    sound: SoundToWrite,
  ) {
    const { width, height } = config;
    this.#canvas = canvas;
    this.#rate = rate;
    this.#sound = sound;
    this.#writer = new WebmWriter({ codec, width, height }, sound?.track ?? null);
    this.#encoder = new VideoEncoder({
      output: (chunk) => {
        const data = new Uint8Array(chunk.byteLength);
        chunk.copyTo(data);
        this.#addSoundBefore(chunk.timestamp);
        this.#writer.addPicture({ timestamp: chunk.timestamp, isKey: chunk.type === 'key', data });
      },
      error: (error) => {
        this.#failure = error;
      },
    });
    this.#encoder.configure(config);
  }

  /** Encodes the canvas as picture number `i`. */
  async add(i: number): Promise<void> {
    const timestamp = Math.round((i / this.#rate) * 1e6);
    const picture = new VideoFrame(this.#canvas, { timestamp, duration: Math.round(1e6 / this.#rate) });
    try {
      this.#encoder.encode(picture, { keyFrame: i % (KEY_SECONDS * this.#rate) === 0 });
    } finally {
      picture.close();
    }
    while (this.#encoder.encodeQueueSize > MOST_WAITING) {
      await new Promise((resolve) => {
        this.#encoder.addEventListener('dequeue', resolve, { once: true });
      });
    }
    this.#check();
  }

  /** The file. @param seconds how long the film lasts */
  async finish(seconds: number): Promise<Blob> {
    await this.#encoder.flush();
    this.#check();
    this.#addSoundBefore(seconds * 1e6);
    return this.#writer.finish(seconds);
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  #check(): void {
    if (this.#failure) throw asEaselError(this.#failure, 'export-failed');
  }

  #addSoundBefore(timestamp: number): void {
    for (;;) {
      const chunk = this.#sound?.chunks[this.#soundAt];
      if (!chunk || chunk.timestamp >= timestamp) return;
      this.#writer.addSound(chunk);
      this.#soundAt++;
    }
  }
}
