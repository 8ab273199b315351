/** How many pictures a second a film holds, found out while it plays, for no browser tells. */

/** Where it was not found out: that of most films. */
const USUAL = 25;
/** Beyond this the eye gains little, and each picture must be painted. */
const HIGHEST = 30;
const LOWEST = 5;
const SAMPLES = 60;
const ENOUGH = 4;

export class FrameRate {
  #gaps: number[] = [];
  #last: number | null = null;

  /** @param mediaTime when the picture stands in the film, in seconds */
  add(mediaTime: number): void {
    const gap = this.#last === null ? 0 : mediaTime - this.#last;
    this.#last = mediaTime;
    // Jumps are no gaps, nor is the end of a loop.
    if (gap <= 0.001 || gap > 1 / LOWEST + 0.1) return;
    this.#gaps.push(gap);
    if (this.#gaps.length > SAMPLES) this.#gaps.shift();
  }

  /** Pictures a second, 5..30. Busy machines skip pictures, so it is the shorter gaps that tell. */
  get value(): number {
    if (this.#gaps.length < ENOUGH) return USUAL;
    const sorted = this.#gaps.toSorted((a, b) => a - b);
    const gap = sorted[Math.floor(sorted.length / 4)] as number;
    return Math.min(HIGHEST, Math.max(LOWEST, Math.round(1 / gap)));
  }
}
