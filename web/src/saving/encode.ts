/** A painting as a file of any of the formats. Runs in a worker, or in tests as it is. */

import { EaselError } from '../protocol/failure';
import type { EncodedFileReply, EncodeFileRequest } from '../protocol/encoder';
import type { Picture } from '../protocol/picture';
import { blendedRows } from './blend';
import { SETTINGS_FORMAT } from '../studio/settings';
import { pngDensity, pngExif, withJpegHead, withWebpExif } from './exif/embed';
import { writeExif } from './exif/write';
import { maskedRows } from './masked';
import { encodePngRows } from './png';
import { MASK_KEYWORD, writeMask } from './maskText';
import { textChunk } from './pngText';
import { recolouredRows } from './recolour';
import { croppedRows, rowsOf, type Rows } from './rows';
import { scaledRows } from './scaledRows';

/** Pixels that are handed to the canvas at a time. */
const BAND_PIXELS = 2 ** 20;

/** @throws EaselError `save-failed` when the browser cannot make such a file */
export async function encodeFile(request: EncodeFileRequest): Promise<EncodedFileReply> {
  const { crop = null } = request;
  const whole = finishedRows(request);
  return { type: 'encoded-file', file: await encodeRows(crop ? croppedRows(whole, crop) : whole, request) };
}

async function encodeRows(rows: Rows, request: EncodeFileRequest): Promise<Blob> {
  const { format, quality, settings, mask = null, density = null, shot = null } = request;
  const exif = shot && writeExif(shot, density);
  switch (format) {
    case 'png':
      return encodePngRows(rows, [
        ...(density === null ? [] : pngDensity(density)),
        ...(exif ? pngExif(exif) : []),
        ...(settings === null ? [] : textChunk(SETTINGS_FORMAT, settings)),
        ...(settings === null || mask === null ? [] : textChunk(MASK_KEYWORD, await writeMask(mask))),
      ]);
    case 'jpeg':
      return withJpegHead(await encodeOnCanvas(rows, 'image/jpeg', quality), density, exif);
    case 'webp': {
      const file = await encodeOnCanvas(rows, 'image/webp', quality);
      return exif ? withWebpExif(file, exif) : file;
    }
  }
}

/** What is seen: the style where the mask lets it, the photo or the second style elsewhere. */
function finishedRows({ photo, painting, rest, mask, colours, strength }: EncodeFileRequest): Rows {
  const styled = (one: Picture): Rows => {
    const recoloured = recolouredRows(photo, scaledRows(rowsOf(one), photo.width, photo.height), colours);
    return strength === 1 ? recoloured : blendedRows(photo, recoloured, strength);
  };
  if (!mask) return styled(painting);
  return maskedRows(rest ? styled(rest) : rowsOf(photo), styled(painting), mask);
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
