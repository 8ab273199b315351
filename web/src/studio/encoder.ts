/** The page's hold on the workers that make files: one for each file, so that its memory is given back. */

import {
  isEncoderReply,
  type EncodeFileRequest,
  type EncoderAnswers,
  type EncoderReply,
  type EncoderRequest,
  type FilePixels,
} from '../protocol/encoder';
import { Port, type WorkerLike } from '../protocol/port';

type EncoderPort = Port<EncoderRequest, EncoderAnswers, EncoderReply>;
type Work = Omit<EncodeFileRequest, 'type' | keyof FilePixels>;

export class Encoder {
  readonly #spawn: () => WorkerLike;

  constructor(spawn: () => WorkerLike) {
    this.#spawn = spawn;
  }

  /**
   * Makes a file of a copy of the pixels.
   * @throws EaselError
   */
  encode(pixels: FilePixels, work: Work): Promise<Blob> {
    return this.#withPort(async (port) => (await port.ask({ type: 'encode-file', ...pixels, ...work })).file);
  }

  /**
   * Makes a file of the pixels themselves, which takes their size of memory less. They are gone in the meantime and
   * come back through `onBack`, whether there is a file or not; null: they did not, as the worker broke down.
   * @throws EaselError
   */
  encodeLent(pixels: FilePixels, work: Work, onBack: (pixels: Required<FilePixels> | null) => void): Promise<Blob> {
    return this.#withPort(async (port) => {
      try {
        return (await port.ask({ type: 'encode-file', ...pixels, ...work }, buffersOf(pixels))).file;
      } finally {
        onBack(await handedBack(port));
      }
    });
  }

  async #withPort<Result>(make: (port: EncoderPort) => Promise<Result>): Promise<Result> {
    const port: EncoderPort = new Port(this.#spawn(), isEncoderReply);
    try {
      return await make(port);
    } finally {
      port.close();
    }
  }
}

async function handedBack(port: EncoderPort): Promise<Required<FilePixels> | null> {
  try {
    const { photo, painting, rest } = await port.ask({ type: 'hand-back' });
    return { photo, painting, rest };
  } catch {
    return null;
  }
}

function buffersOf({ photo, painting, rest }: FilePixels): ArrayBuffer[] {
  return [photo, painting, ...(rest ? [rest] : [])].map(({ data }) => data.buffer);
}
