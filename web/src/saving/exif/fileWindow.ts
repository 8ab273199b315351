/** A file that is read here and there, a little at a time. */

/** Bytes that are read at once. */
const WINDOW = 2 ** 16;
/** Large photos take some ten thousand; a file that needs more than this was made to take long. */
const MOST_READINGS = 2 ** 16;

export class FileWindow {
  readonly #file: Blob;
  #start = 0;
  #window = new Uint8Array(0);
  #readings = 0;

  constructor(file: Blob) {
    this.#file = file;
  }

  /** So many bytes from a place; null where the file has no such place, or was read too often. */
  async read(at: number, length: number): Promise<Uint8Array | null> {
    if (at < 0 || at + length > this.#file.size || ++this.#readings > MOST_READINGS) return null;
    if (at < this.#start || at + length > this.#start + this.#window.length) {
      const end = at + Math.max(length, WINDOW);
      this.#window = new Uint8Array(await this.#file.slice(at, end).arrayBuffer());
      this.#start = at;
    }
    return this.#window.subarray(at - this.#start, at - this.#start + length);
  }
}
