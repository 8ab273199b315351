/** Records what a canvas shows into a file in memory. */

import { EaselError } from '../protocol/failure';
import { bestContainer, type Container } from './container';

export interface Recording {
  readonly blob: Blob;
  readonly extension: Container['extension'];
}

/** Painted pictures are all edges; this keeps their strokes. */
const BITS_PER_PIXEL_SECOND = 6;
const LEAST_BITS = 2.5e6;
const MOST_BITS = 16e6;

/** Bits a second for pictures of this size. */
export function bitsPerSecond(width: number, height: number): number {
  return Math.min(MOST_BITS, Math.max(LEAST_BITS, width * height * BITS_PER_PIXEL_SECOND));
}

/** Records one stream, from its construction to {@link stop}. */
export class Recorder {
  readonly #recorder: MediaRecorder;
  readonly #extension: Container['extension'];
  readonly #parts: Blob[] = [];
  readonly #ended: Promise<void>;

  /** @throws EaselError `recording-failed` where the browser cannot record this */
  constructor(stream: MediaStream, videoBitsPerSecond: number) {
    const container = bestContainer();
    if (!container) throw new EaselError('recording-failed', 'no container');
    try {
      this.#recorder = new MediaRecorder(stream, { mimeType: container.type, videoBitsPerSecond });
      this.#extension = container.extension;
      this.#recorder.ondataavailable = ({ data }) => {
        this.#parts.push(data);
      };
      // After an error a recorder stops by itself; what came before it is worth keeping.
      this.#ended = new Promise((resolve) => {
        this.#recorder.onstop = () => {
          resolve();
        };
      });
      // In one part: only then do browsers write into the file how long it is.
      this.#recorder.start();
    } catch (error) {
      throw new EaselError('recording-failed', String(error), { cause: error });
    }
  }

  /** Leaves out what is shown from now on. */
  pause(): void {
    if (this.#recorder.state === 'recording') this.#recorder.pause();
  }

  resume(): void {
    if (this.#recorder.state === 'paused') this.#recorder.resume();
  }

  /**
   * Ends the recording.
   * @throws EaselError `recording-failed` when nothing was recorded
   */
  async stop(): Promise<Recording> {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    await this.#ended;
    for (const track of this.#recorder.stream.getTracks()) track.stop();
    const [type = ''] = this.#recorder.mimeType.split(';');
    const blob = new Blob(this.#parts, { type });
    if (blob.size === 0) throw new EaselError('recording-failed', 'the recording is empty');
    return { blob, extension: this.#extension };
  }
}
