/** The process strip: moments of a run side by side in one picture, each with a line beneath it. */

import { EaselError } from '../protocol/failure';
import type { Picture } from '../protocol/picture';

export interface StripPart {
  readonly picture: Picture;
  readonly caption: string;
}

export interface StripLayout {
  readonly width: number;
  readonly height: number;
  /** Of each picture. */
  readonly part: { readonly width: number; readonly height: number };
  readonly margin: number;
  /** Height of a caption's letters. */
  readonly letters: number;
  /** Left edges of the pictures. */
  readonly lefts: readonly number[];
}

/** Pictures are at most so high, and the whole so wide, that every program opens it. */
const MOST_HEIGHT = 512;
const MOST_WIDTH = 8192;
const WHITE = '#fff';
const INK = '#4a4742';

/** Where `count` pictures of this size stand, all scaled alike, never enlarged. */
export function stripLayout(count: number, width: number, height: number): StripLayout {
  const scale = Math.min(1, MOST_HEIGHT / height, MOST_WIDTH / (count * width * 1.05));
  const part = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const margin = Math.max(4, Math.round(part.height / 32));
  const letters = Math.max(10, Math.round(part.height / 20));
  return {
    width: count * (part.width + margin) + margin,
    height: part.height + letters * 2 + margin * 2,
    part,
    margin,
    letters,
    lefts: Array.from({ length: count }, (_, i) => margin + i * (part.width + margin)),
  };
}

/**
 * The strip as a picture. The last part is the largest; the others are brought to its size.
 * @throws EaselError `save-failed`
 */
export function drawStrip(parts: readonly StripPart[]): Picture {
  const last = parts.at(-1)?.picture;
  if (!last) throw new EaselError('save-failed', 'no moments');
  const layout = stripLayout(parts.length, last.width, last.height);
  const { width, height, part, margin, letters } = layout;
  const context = contextOf(width, height);
  context.fillStyle = WHITE;
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.font = `${String(letters)}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  parts.forEach(({ picture, caption }, i) => {
    const left = layout.lefts[i] as number;
    context.drawImage(canvasOf(picture), left, margin, part.width, part.height);
    context.fillStyle = INK;
    context.fillText(caption, left + part.width / 2, margin + part.height + letters * 1.2, part.width);
  });
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** The picture drawn at another size. */
export function scaledPicture(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture;
  const context = contextOf(width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvasOf(picture), 0, 0, width, height);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

function canvasOf(picture: Picture): HTMLCanvasElement {
  const context = contextOf(picture.width, picture.height);
  context.putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0);
  return context.canvas;
}

function contextOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new EaselError('save-failed', 'no canvas of this size');
  return context;
}
