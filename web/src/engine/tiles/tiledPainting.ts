/**
 * Paints a photo of any size tile by tile, exactly as the network would paint it whole: each of its stages goes over
 * all tiles, and the means of its normalised layers are those of the whole picture.
 */

import { EaselError } from '../../protocol/failure';
import type { Picture } from '../../protocol/picture';
import { MULTIPLE, paddedSide, putOutput, toPartInput, type Part } from '../padding';
import { gridSide, type Span } from './grid';
import { Plane } from './plane';
import { scaled, type OpenStage, type Stored, type TiledNetwork } from './tiledNetwork';

/** Sides of the tiles in pixels: larger ones waste less on margins, smaller ones take less memory. */
export const TILE = 512;

/** What the last stage takes, compared with one before it: it works at the full size of the picture. */
const LAST_EFFORT = 1.5;

/** What is kept between two stages. */
interface Kept {
  readonly plane: Plane;
  readonly scale: number;
}

export class TiledPainting {
  readonly #network: TiledNetwork;
  readonly #photo: Picture;
  readonly #style: Float32Array;
  readonly #tile: number;
  readonly #width: number;
  readonly #height: number;
  readonly #painting: Picture;
  readonly #means = new Map<string, Float32Array>();
  #kept: Kept | null = null;

  /** @param tile a multiple of {@link MULTIPLE} */
  constructor(network: TiledNetwork, photo: Picture, style: Float32Array, tile = TILE) {
    this.#network = network;
    this.#photo = photo;
    this.#style = style;
    this.#tile = tile;
    this.#width = paddedSide(photo.width);
    this.#height = paddedSide(photo.height);
    this.#painting = { ...photo, data: new Uint8ClampedArray(photo.data.length) };
  }

  /**
   * Paints; yields after each tile how far it is, 0..1, and returns the painting.
   * @throws EaselError
   */
  async *paint(): AsyncGenerator<number, Picture> {
    const { stages } = this.#network.graph;
    const whole = stages.length - 1 + LAST_EFFORT;
    for (const [i, stage] of stages.entries()) {
      const open = this.#network.open(stage, this.#style, this.#means, this.#kept?.scale ?? 1);
      try {
        const effort = i === stages.length - 1 ? LAST_EFFORT : 1;
        for await (const share of this.#run(open)) yield (i + share * effort) / whole;
      } finally {
        open.dispose();
      }
    }
    return this.#painting;
  }

  /** Runs one stage over all tiles. */
  async *#run(open: OpenStage): AsyncGenerator<number, void> {
    const margin = Math.ceil(open.reach.margin / MULTIPLE) * MULTIPLE;
    const columns = gridSide(this.#width, this.#tile, margin, MULTIPLE);
    const rows = gridSide(this.#height, this.#tile, margin, MULTIPLE);
    const before = this.#kept;
    const totals = open.stage.means.map(() => new Totals());
    const count = rows.spans.length * columns.spans.length;
    let done = 0;
    for (const row of rows.spans) {
      before?.plane.settle(row.from / before.scale);
      for (const column of columns.spans) {
        const tile = { x: column.from, y: row.from, width: columns.tile, height: rows.tile };
        const part = partOf(column, row);
        const inside = { ...part, x: part.x - tile.x, y: part.y - tile.y };
        const image = open.stage.seesImage ? toPartInput(this.#photo, tile) : null;
        const { kept, painted, sums } = await open.run(image, before && storedOf(before, tile), tile, inside);
        sums.forEach(({ sum, count: summands }, i) => totals[i]?.add(sum, summands));
        if (kept) this.#keep(kept, before, part, inside, tile.width);
        if (painted && !putOutput(painted, tile.width, inside.x, inside.y, this.#painting, part)) {
          throw new EaselError('result-invalid', 'the painting is not finite');
        }
        yield ++done / count;
      }
      // A new plane holds nothing that the next tiles read.
      if (this.#kept !== before) this.#kept?.plane.settle(Infinity);
    }
    this.#kept?.plane.settle(Infinity);
    open.stage.means.forEach(({ name }, i) => this.#means.set(name, (totals[i] as Totals).mean()));
  }

  /** Stores the inside of a tile, in place of what was stored before where that has the same shape. */
  #keep(tile: Stored, before: Kept | null, part: Part, inside: Part, tilePixels: number): void {
    const scale = tilePixels / tile.width;
    if (this.#kept === before) {
      const width = this.#width / scale;
      const height = this.#height / scale;
      const fits = before?.plane.width === width && before.plane.channels === tile.channels;
      if (!fits) this.#kept = { plane: new Plane(width, height, tile.channels), scale };
    }
    const { x, y } = scaled(inside, scale);
    this.#kept?.plane.write(scaled(part, scale), tile.values, tile.width, x, y);
  }
}

function partOf(column: Span, row: Span): Part {
  return { x: column.start, y: row.start, width: column.end - column.start, height: row.end - row.start };
}

function storedOf({ plane, scale }: Kept, tile: Part): Stored {
  const part = scaled(tile, scale);
  return { width: part.width, height: part.height, channels: plane.channels, values: plane.read(part) };
}

/** Sums over all tiles, in double precision. */
class Totals {
  #sums = new Float64Array(0);
  #count = 0;

  add(sums: Float32Array, count: number): void {
    if (this.#sums.length === 0) this.#sums = new Float64Array(sums.length);
    sums.forEach((sum, i) => {
      this.#sums[i] = (this.#sums[i] as number) + sum;
    });
    this.#count += count;
  }

  mean(): Float32Array {
    return Float32Array.from(this.#sums, (sum) => sum / this.#count);
  }
}
