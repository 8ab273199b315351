/**
 * A painted film as a file, picture by picture: the film is moved to each picture, that is painted, however long it
 * takes, and encoded. So the file has the film's duration, its sound, and no picture that is not painted, on slow
 * machines as well; there it only takes longer than the film lasts.
 */

import { asEaselError, EaselError } from '../protocol/failure';
import type { LiveFrame } from '../protocol/live';
import { WebmWriter, type WebmPicture } from '../saving/webm';
import { hasSound, seek } from './film';
import { grabFrame } from './frames';
import { bitsPerSecond, type Recording } from './recorder';
import { encodeSound } from './sound';
import type { FilmSource } from './source';

export interface FilmExport {
  /** Does not play meanwhile. */
  readonly film: FilmSource;
  /** Pictures a second of the painted film. */
  readonly rate: number;
  /** Paints a frame, which changes hands, and resolves when it is on the canvas. */
  readonly paint: (frame: LiveFrame) => Promise<void>;
  readonly canvas: HTMLCanvasElement;
  readonly signal: AbortSignal;
  /** @param share 0..1 of the film is painted */
  readonly onProgress: (share: number) => void;
  /** The film has sound that cannot be decoded, so the painted one will be silent. */
  readonly onSilent: () => void;
}

/** What is encoded, best first. */
const CODECS: readonly { readonly codec: string; readonly webm: WebmPicture['codec'] }[] = [
  { codec: 'vp09.00.41.08', webm: 'V_VP9' },
  { codec: 'vp8', webm: 'V_VP8' },
];
const KEY_SECONDS = 2;
/** Pictures that may wait for the encoder; each is held in memory. */
const MOST_WAITING = 4;

/** True where the browser has what {@link exportFilm} needs. */
export function canExportPictures(): boolean {
  return [typeof VideoEncoder, typeof AudioEncoder, typeof VideoFrame].every((type) => type === 'function');
}

/**
 * @throws EaselError `cancelled`, `export-failed` or what the painter throws
 */
export async function exportFilm(job: FilmExport): Promise<Recording> {
  const { film, signal } = job;
  const { video } = film;
  const { currentTime } = video;
  try {
    return { blob: await encodeFilm(job), extension: 'webm' };
  } catch (error) {
    throw signal.aborted ? new EaselError('cancelled') : asEaselError(error, 'export-failed');
  } finally {
    video.currentTime = currentTime;
  }
}

async function encodeFilm({ film, rate, paint, canvas, signal, onProgress, onSilent }: FilmExport): Promise<Blob> {
  const { video, file } = film;
  const seconds = video.duration;
  const sound = await encodeSound(file, seconds, signal);
  if (!sound && hasSound(video)) onSilent();
  const count = Math.max(1, Math.round(seconds * rate));
  let encoder: PictureEncoder | null = null;
  try {
    for (let i = 0; i < count; i++) {
      signal.throwIfAborted();
      // In the middle of its time each picture is met, however its start was rounded.
      await seek(video, Math.min(seconds, (i + 0.5) / rate));
      await paint(await grabFrame(video));
      encoder ??= await PictureEncoder.start(canvas, rate, sound);
      await encoder.add(i);
      onProgress((i + 1) / count);
    }
    signal.throwIfAborted();
    if (!encoder) throw new EaselError('export-failed', 'no pictures');
    return await encoder.finish(count / rate);
  } finally {
    encoder?.close();
  }
}

type SoundToWrite = Awaited<ReturnType<typeof encodeSound>>;

/** Encodes what the canvas shows, and writes it with the sound. */
class PictureEncoder {
  readonly #canvas: HTMLCanvasElement;
  readonly #rate: number;
  readonly #encoder: VideoEncoder;
  readonly #writer: WebmWriter;
  readonly #sound: SoundToWrite;
  #soundAt = 0;
  #failure: unknown = null;

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
