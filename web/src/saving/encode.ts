/** A painting as a file of any of the formats. Runs in a worker, or in tests as it is. */

import { EaselError } from '../protocol/failure';
import type { EncodedFileReply, EncodeFileRequest } from '../protocol/encoder';
import { blendedRows } from './blend';
import { SETTINGS_FORMAT } from '../studio/settings';
import { encodePngRows } from './png';
import { textChunk } from './pngText';
import { recolouredRows } from './recolour';
import type { Rows } from './rows';

/** Pixels that are handed to the canvas at a time. */
const BAND_PIXELS = 2 ** 20;

/** @throws EaselError `save-failed` when the browser cannot make such a file */
export async function encodeFile(request: EncodeFileRequest): Promise<EncodedFileReply> {
  const { photo, strength, format, quality, settings } = request;
  const painting = recolouredRows(photo, request.painting, request.colours);
  const rows = strength === 1 ? painting : blendedRows(photo, painting, strength);
  if (format !== 'png') return { type: 'encoded-file', file: await encodeOnCanvas(rows, `image/${format}`, quality) };
  const text = settings === null ? [] : textChunk(SETTINGS_FORMAT, settings);
  return { type: 'encoded-file', file: await encodePngRows(rows, text) };
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
