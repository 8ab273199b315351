/** Notices when the loss of a stage falls no more. */

import type { OptimiseSettings } from '../../protocol/optimiseSettings';

export class Plateau {
  /** Total losses of the stage, in 32 bits, in which they are kept. */
  readonly #losses: number[];
  #steps: number;

  /** @param losses what {@link snapshot} gave */
  constructor(losses: Float32Array = new Float32Array()) {
    this.#losses = [...losses];
    this.#steps = losses.length;
  }

  countStep(): void {
    this.#steps++;
  }

  add(loss: number): void {
    this.#losses.push(Math.fround(loss));
  }

  /**
   * Whether the lowest loss has fallen by less than `change` of itself in the last `patience` steps. The last step's
   * loss does not count yet: it may still be on its way, and a run must not depend on that.
   */
  isReached({ patience, change }: NonNullable<OptimiseSettings['plateau']>): boolean {
    const known = this.#losses.slice(0, this.#steps - 1);
    if (known.length <= patience) return false;
    const before = Math.min(...known.slice(0, -patience));
    return before - Math.min(...known) < change * before;
  }

  snapshot(): Float32Array<ArrayBuffer> {
    return Float32Array.from(this.#losses);
  }
}
