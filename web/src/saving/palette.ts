/** The colours of a GIF: at most 256 of them for all its pictures, found by median cut. */

import type { Picture } from '../protocol/picture';

export const MOST_COLOURS = 256;
/** Colours are told apart by so many bits a channel. */
const BITS = 5;
const LEVELS = 1 << BITS;
const SHIFT = 8 - BITS;

/** Distinct colours of the pictures that fall into one box of the colour cube, as indices of the histogram. */
interface Box {
  readonly cells: readonly number[];
  readonly count: number;
}

export interface Palette {
  /** RGB bytes of each colour, at most {@link MOST_COLOURS}. */
  readonly colours: Uint8Array<ArrayBuffer>;
  /** Index of the nearest colour for each cell of the colour cube. */
  readonly nearest: Uint8Array<ArrayBuffer>;
}

/** Where a colour lies in the tables of a palette. */
export function cellOf(red: number, green: number, blue: number): number {
  return ((red >> SHIFT) << (2 * BITS)) | ((green >> SHIFT) << BITS) | (blue >> SHIFT);
}

/** One palette that serves all of these pictures. */
export function paletteOf(pictures: readonly Picture[]): Palette {
  const counts = new Uint32Array(LEVELS ** 3);
  for (const { data } of pictures) {
    for (let i = 0; i < data.length; i += 4) {
      const cell = cellOf(data[i] as number, data[i + 1] as number, data[i + 2] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  const boxes = cut(counts);
  const colours = Uint8Array.from(boxes.flatMap((box) => meanOf(box, counts)));
  return { colours, nearest: nearestOf(colours) };
}

/** Halves the fullest box, along its longest side, until there are enough. */
function cut(counts: Uint32Array): readonly Box[] {
  const used = Array.from(counts.keys()).filter((cell) => counts[cell] !== 0);
  const boxes = [boxOf(used, counts)];
  while (boxes.length < MOST_COLOURS) {
    const divisible = boxes.filter(({ cells }) => cells.length > 1);
    if (divisible.length === 0) break;
    const fullest = divisible.reduce((most, box) => (box.count > most.count ? box : most));
    boxes.splice(boxes.indexOf(fullest), 1, ...halved(fullest, counts));
  }
  return boxes;
}

function halved({ cells, count }: Box, counts: Uint32Array): readonly Box[] {
  const channel = longestSide(cells);
  const sorted = cells.toSorted((one, other) => channelOf(one, channel) - channelOf(other, channel));
  let before = 0;
  let middle = 0;
  while (middle < sorted.length - 1 && (before < count / 2 || middle === 0)) {
    before += counts[sorted[middle] as number] as number;
    middle++;
  }
  return [boxOf(sorted.slice(0, middle), counts), boxOf(sorted.slice(middle), counts)];
}

function boxOf(cells: readonly number[], counts: Uint32Array): Box {
  return { cells, count: cells.reduce((sum, cell) => sum + (counts[cell] as number), 0) };
}

function channelOf(cell: number, channel: number): number {
  return (cell >> (BITS * (2 - channel))) & (LEVELS - 1);
}

function longestSide(cells: readonly number[]): number {
  const sides = [0, 1, 2].map((channel) => {
    let least = LEVELS;
    let most = 0;
    for (const cell of cells) {
      const value = channelOf(cell, channel);
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most - least;
  });
  return sides.indexOf(Math.max(...sides));
}

/** Mean colour of a box, each cell by its middle. */
function meanOf({ cells, count }: Box, counts: Uint32Array): number[] {
  return [0, 1, 2].map((channel) => {
    const sum = cells.reduce((all, cell) => all + channelOf(cell, channel) * (counts[cell] as number), 0);
    return Math.round(((sum / count + 0.5) / LEVELS) * 255);
  });
}

function nearestOf(colours: Uint8Array): Uint8Array<ArrayBuffer> {
  const nearest = new Uint8Array(LEVELS ** 3);
  for (let cell = 0; cell < nearest.length; cell++) {
    let best = Infinity;
    const [red, green, blue] = [0, 1, 2].map((channel) => ((channelOf(cell, channel) + 0.5) / LEVELS) * 255);
    for (let i = 0; i < colours.length; i += 3) {
      const distance =
        ((colours[i] as number) - (red as number)) ** 2 +
        ((colours[i + 1] as number) - (green as number)) ** 2 +
        ((colours[i + 2] as number) - (blue as number)) ** 2;
      if (distance < best) {
        best = distance;
        nearest[cell] = i / 3;
      }
    }
  }
  return nearest;
}
