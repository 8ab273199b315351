/** Opens a picture file: looks at its header, decodes it, and brings it to the size for its purpose. */

import type { Box } from '../protocol/box';
import type { Framing, OpenedReply } from '../protocol/opener';
import { EaselError } from '../protocol/failure';
import type { Picture } from '../protocol/picture';
import { cropTo, frameFor, SMALLEST_SIDE, type Frame } from './framing';
import { readHeader, type PictureKind } from './header';
import { Resampler } from './resample';

export const MOST_BYTES = 64 * 2 ** 20;
export const MOST_PIXELS = 64e6;

const HEADER_BYTES = 2 ** 16;
/** Pixels that are read from the decoded picture at a time. */
const BAND_PIXELS = 2 ** 22;

/** Kinds that some browsers cannot decode: a failure then means "not here", not "broken". */
const MAY_BE_UNSUPPORTED: readonly PictureKind[] = ['avif', 'heic', 'webp'];

/**
 * The file as an upright opaque picture at the size for its purpose (see framing.ts).
 * @param part of it, in its own upright pixels
 * @param longSide of a photo, at most
 * @throws EaselError with a `picture-…` code that says what is wrong with the file
 */
export async function openPicture(file: Blob, framing: Framing, part?: Box, longSide?: number): Promise<OpenedReply> {
  const kind = await checkHeader(file);
  const bitmap = await decode(file, kind);
  try {
    const { width, height } = bitmap;
    checkPixels(width, height);
    const frame = frameFor(framing, width, height, part, longSide);
    if (Math.min(frame.crop.width, frame.crop.height) < SMALLEST_SIDE) throw new EaselError('picture-too-small');
    const picture = cropTo(develop(bitmap, frame), frame);
    return { type: 'opened', picture, originalWidth: width, originalHeight: height };
  } finally {
    bitmap.close();
  }
}

async function checkHeader(file: Blob): Promise<PictureKind> {
  if (file.size === 0) throw new EaselError('picture-empty');
  let bytes = await readBytes(file, HEADER_BYTES);
  let header = readHeader(bytes);
  if (header === 'svg') throw new EaselError('picture-svg');
  if (header === 'unsupported') throw new EaselError('picture-unsupported');
  if (header === 'unknown') throw new EaselError('picture-not-picture');
  if (file.size > MOST_BYTES) throw new EaselError('picture-too-heavy');
  if (!header.size && file.size > bytes.length) {
    // Large metadata before the size, as cameras write it.
    bytes = await readBytes(file, file.size);
    header = readHeader(bytes);
  }
  if (typeof header === 'string' || !header.size) throw new EaselError('picture-broken', 'no size in the header');
  checkPixels(header.size.width, header.size.height);
  return header.kind;
}

async function readBytes(file: Blob, length: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, length).arrayBuffer());
  } catch (error) {
    // The file was moved or changed since it was chosen.
    throw new EaselError('picture-unreachable', String(error), { cause: error });
  }
}

function checkPixels(width: number, height: number): void {
  if (width * height > MOST_PIXELS) throw new EaselError('picture-too-large', `${String(width)} × ${String(height)}`);
}

async function decode(file: Blob, kind: PictureKind): Promise<ImageBitmap> {
  try {
    // The browser turns the picture upright (EXIF) and brings the colours of a tagged picture to sRGB, the space of
    // the canvas and of the PNG that is saved: so the photo looks here as it does elsewhere.
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (error) {
    const code = MAY_BE_UNSUPPORTED.includes(kind) ? 'picture-unsupported' : 'picture-broken';
    throw new EaselError(code, String(error), { cause: error });
  }
}

/** The bitmap's pixels on white, scaled to the frame; untouched when the frame has the bitmap's own size. */
function develop(bitmap: ImageBitmap, frame: Frame): Picture {
  const { width, height } = bitmap;
  const same = frame.width === width && frame.height === height;
  const whole = same ? new Uint8ClampedArray(width * height * 4) : null;
  const resampler = same ? null : new Resampler(width, height, frame.width, frame.height);
  const bandRows = Math.max(1, Math.min(height, Math.floor(BAND_PIXELS / width)));
  // Kept in main memory, where canvases do not lose precision and are quick to read.
  const context = new OffscreenCanvas(width, bandRows).getContext('2d', { willReadFrequently: true });
  if (!context) throw new EaselError('out-of-memory', 'no canvas of the picture’s width');
  context.fillStyle = '#fff';
  for (let top = 0; top < height; top += bandRows) {
    const rows = Math.min(bandRows, height - top);
    context.fillRect(0, 0, width, rows);
    context.drawImage(bitmap, 0, -top);
    const { data } = context.getImageData(0, 0, width, rows);
    whole?.set(data, top * width * 4);
    resampler?.addRows(data, rows);
  }
  return resampler?.finish() ?? { width, height, data: whole as Uint8ClampedArray<ArrayBuffer> };
}
