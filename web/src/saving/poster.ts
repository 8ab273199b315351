/** Draws a poster: for the file at its full size, and small for the page. */

import { EaselError } from '../protocol/failure';
import type { PosterLayout } from '../studio/series/layout';
import { inksOf, type PosterState } from '../studio/series/posterState';

/** What stands at one place of a poster. */
export interface PosterPart {
  readonly title: string;
  /** Who painted it, and when. */
  readonly by: string;
}

export type PosterInks = Parameters<typeof inksOf>[0];

/** The letters of museum labels: each system's own, which hold all scripts that titles may be in. */
const LETTERS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans KR', sans-serif";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Paper and captions; the paintings come on top. `context` measures in the poster's own pixels. */
export function drawSheet(
  context: Context,
  layout: PosterLayout,
  parts: readonly PosterPart[],
  look: PosterInks,
): void {
  const { paper, ink, quiet } = inksOf(look);
  context.fillStyle = paper;
  context.fillRect(0, 0, layout.width, layout.height);
  const { cell, letters } = layout;
  if (letters === 0) return;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'start';
  layout.places.forEach(({ left, top }, i) => {
    const { title, by } = parts[i] as PosterPart;
    const base = top + cell.height + letters * 1.5;
    context.font = `600 ${String(letters)}px ${LETTERS}`;
    context.fillStyle = ink;
    context.fillText(fitted(context, title, cell.width), left, base);
    context.font = `400 ${String(letters * 0.82)}px ${LETTERS}`;
    context.fillStyle = quiet;
    context.fillText(fitted(context, by, cell.width), left, base + letters * 1.2);
  });
}

/** The text, or as much of its beginning as there is room for. */
function fitted(context: Context, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && context.measureText(`${letters.join('').trimEnd()}…`).width > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/**
 * The poster as a file: every painting with the pixels that it was painted with.
 * @param type of the file, such as `image/png`
 * @param quality 0..1, where the type has one
 * @throws EaselError `save-failed`
 */
export async function posterFile(
  layout: PosterLayout,
  state: PosterState,
  parts: readonly PosterPart[],
  { type, quality }: { readonly type: string; readonly quality: number },
): Promise<Blob> {
  const { width, height, cell, places } = layout;
  const canvas = new OffscreenCanvas(width, height);
  // Kept in main memory, where canvases do not lose precision and may be larger than what a GPU takes.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new EaselError('save-failed', `no canvas of ${String(width)} × ${String(height)}`);
  drawSheet(context, layout, parts, state);
  // One after the other, so that one is decoded at a time.
  for (const [i, id] of state.picks.entries()) {
    const painting = state.paintings[id];
    const place = places[i];
    if (!painting || !place) throw new EaselError('save-failed', `no painting ${id}`);
    const bitmap = await createImageBitmap(painting);
    context.drawImage(bitmap, place.left, place.top, cell.width, cell.height);
    bitmap.close();
  }
  const file = await canvas.convertToBlob({ type, quality });
  // A browser that does not know the type makes a PNG instead.
  if (file.type !== type) throw new EaselError('save-failed', `this browser makes no ${type}`);
  return file;
}
