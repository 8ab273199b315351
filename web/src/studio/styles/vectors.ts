/** Where the vector of a style comes from: the gallery, what is kept on the device, or the style encoder. */

import { EaselError } from '../../protocol/failure';
import type { Gallery } from '../gallery/gallery';
import type { StyleSource } from '../painter';
import type { ChosenStyle } from '../state';
import { isKnown, mixOf, partsOf, scaleOf, type KnownStyle } from './mix';
import type { MyStyles } from './myStyles';
import { scaledStyle, type StyleScale } from './scale';
import { isSent } from './sent';

export interface VectorsOptions {
  readonly gallery: () => Gallery | null;
  readonly mine: Pick<MyStyles, 'vector' | 'noteVector'>;
  /** Runs the style encoder; makes each key's vector once. */
  readonly encode: (style: StyleSource) => Promise<Float32Array>;
}

export class StyleVectors {
  readonly #options: VectorsOptions;

  constructor(options: VectorsOptions) {
    this.#options = options;
  }

  /**
   * The style at this scale, with its vector; a style of the gallery is the same object each time.
   * @throws EaselError
   */
  async at(style: ChosenStyle, scale: StyleScale): Promise<KnownStyle> {
    if (isKnown(style) && scaleOf(style) === scale) return style;
    const parts = partsOf(style);
    if (parts.length > 1) {
      return mixOf(
        await Promise.all(parts.map(async (part) => ({ ...part, style: await this.at(part.style, scale) }))),
      );
    }
    const known = (await this.#options.gallery()?.load(scale))?.get(style.id);
    if (known) return style.picture === null ? known : { ...style, vector: known.vector, scale };
    // What came without its picture is what it is, whatever it is mixed with.
    const vector = isSent(style) && isKnown(style) ? style.vector : await this.#encoded(style, scale);
    return { ...style, vector, scale };
  }

  async #encoded({ id, picture }: ChosenStyle, scale: StyleScale): Promise<Float32Array> {
    const { mine, encode } = this.#options;
    const kept = mine.vector(id, scale);
    if (kept) return kept;
    if (!picture) throw new EaselError('unexpected', `no style ${id}`);
    const key = scale === 1 ? id : `${id}@${String(scale)}`;
    const vector = await encode({ key, picture: scaledStyle(picture, scale) });
    void mine.noteVector(id, scale, vector);
    return vector;
  }
}
