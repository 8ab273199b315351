/** A painting as a file of any of the formats. Runs in a worker, or in tests as it is. */

import { EaselError } from '../protocol/failure';
import type { EncodedFileReply, EncodeFileRequest } from '../protocol/encoder';
import { blendedRows } from './blend';
import { encodePngRows } from './png';
import { rowsOf, type Rows } from './rows';

/** Pixels that are handed to the canvas at a time. */
const BAND_PIXELS = 2 ** 20;

/** @throws EaselError `save-failed` when the browser cannot make such a file */
export async function encodeFile(request: EncodeFileRequest): Promise<EncodedFileReply> {
  const { photo, painting, strength, format, quality } = request;
  const rows = strength === 1 ? rowsOf(painting) : blendedRows(photo, painting, strength);
  const file = format === 'png' ? await encodePngRows(rows) : await encodeOnCanvas(rows, `image/${format}`, quality);
  return { type: 'encoded-file', file };
}

async function encodeOnCanvas(rows: Rows, type: string, quality: number): Promise<Blob> {
  const { width, height } = rows;
  const canvas = new OffscreenCanvas(width, height);
  // Kept in main memory, where pictures may be larger than what a GPU takes.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new EaselError('save-failed', `no canvas of ${String(width)} × ${String(height)}`);
  const bandRows = Math.max(1, Math.floor(BAND_PIXELS / width));
  for (let top = 0; top < height; top += bandRows) {
    const count = Math.min(bandRows, height - top);
    const band = new ImageData(width, count);
    for (let i = 0; i < count; i++) band.data.set(rows.row(top + i), i * width * 4);
    context.putImageData(band, 0, top);
  }
  const file = await canvas.convertToBlob({ type, quality });
  // A browser that does not know the type makes a PNG instead.
  if (file.type !== type) throw new EaselError('save-failed', `this browser makes no ${type}`);
  return file;
}
