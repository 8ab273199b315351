/** Frames that must be painted, in their order, with whoever waits for them. */

import { EaselError } from '../../protocol/failure';
import type { LiveFrame } from '../../protocol/live';

export interface Order {
  readonly frame: LiveFrame;
  readonly resolve: () => void;
  readonly reject: (failure: EaselError) => void;
}

export class Orders {
  readonly #waiting: Order[] = [];

  /** Takes a frame over. Resolves when it was painted. */
  add(frame: LiveFrame): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ frame, resolve, reject });
    });
  }

  next(): Order | undefined {
    return this.#waiting.shift();
  }

  /** Closes the frames; whoever waits for them is told. */
  cancel(): void {
    for (const { frame, reject } of this.#waiting.splice(0)) {
      frame.close();
      reject(new EaselError('cancelled'));
    }
  }
}
