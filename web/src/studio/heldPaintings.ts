/** Paintings that were made a while ago, held so that going back to them takes no time. */

import type { Detail } from './detail';
import type { Chosen, ChosenStyle, Painting } from './state';

/** At most so many … */
export const PAINTINGS_HELD = 8;
/** … with at most so many pixels in all: 64 MiB. */
export const PIXELS_HELD = 2 ** 24;

export class HeldPaintings {
  /** The one that was used last comes last. */
  #held: readonly Painting[] = [];

  hold(painting: Painting): void {
    const others = this.#held.filter((one) => !isOf(one, painting.photo, painting.style, painting.detail));
    const held = [...others, painting];
    while (held.length > 1 && (held.length > PAINTINGS_HELD || pixelsOf(held) > PIXELS_HELD)) held.shift();
    this.#held = held;
  }

  /** Gives back their memory. */
  release(): void {
    this.#held = [];
  }

  /** The painting of this photo in this style and detail, or null. */
  find(photo: Chosen, style: ChosenStyle, detail: Detail): Painting | null {
    const found = this.#held.find((one) => isOf(one, photo, style, detail));
    if (!found) return null;
    // What was opened anew is the same picture, and another object.
    const painting = { ...found, photo, style };
    this.hold(painting);
    return painting;
  }
}

function isOf({ photo, style, detail }: Painting, ofPhoto: Chosen, inStyle: ChosenStyle, ofDetail: Detail): boolean {
  const isSameStyle = style.id === inStyle.id && style.vector === inStyle.vector;
  return photo.id === ofPhoto.id && isSameStyle && detail === ofDetail;
}

function pixelsOf(paintings: readonly Painting[]): number {
  return paintings.reduce((sum, { picture }) => sum + picture.width * picture.height, 0);
}
