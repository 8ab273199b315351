/** Reads the frames of a camera as they come, and keeps only the newest. */

/** Why there is no frame: none came in time, or none will come any more. */
export type NoFrame = 'late' | 'ended';

export class FrameReader {
  readonly #reader: ReadableStreamDefaultReader<VideoFrame>;
  #newest: VideoFrame | null = null;
  #ended = false;
  #skipped = 0;
  #wake: (() => void) | null = null;

  constructor(stream: ReadableStream<VideoFrame>) {
    this.#reader = stream.getReader();
    void this.#read();
  }

  /** Frames that were passed over since this was last asked. */
  takeSkipped(): number {
    const skipped = this.#skipped;
    this.#skipped = 0;
    return skipped;
  }

  /** The newest frame that was not given yet, for which it waits a while. The caller closes it. */
  async next(milliseconds: number): Promise<VideoFrame | NoFrame> {
    if (!this.#newest && !this.#ended) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = null;
    }
    const frame = this.#newest;
    this.#newest = null;
    return frame ?? (this.#ended ? 'ended' : 'late');
  }

  stop(): void {
    this.#end();
    void this.#reader.cancel();
  }

  async #read(): Promise<void> {
    try {
      for (;;) {
        const { value, done } = await this.#reader.read();
        if (done) break;
        if (this.#ended) {
          value.close();
          break;
        }
        if (this.#newest) this.#skipped++;
        this.#newest?.close();
        this.#newest = value;
        this.#wake?.();
      }
    } finally {
      this.#end();
    }
  }

  #end(): void {
    this.#ended = true;
    this.#newest?.close();
    this.#newest = null;
    this.#wake?.();
  }
}
