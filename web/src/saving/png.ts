/** A picture as a PNG file. */

import { EaselError } from '../protocol/failure';
import type { Picture } from '../protocol/picture';

/** The picture as a PNG. It holds pixels only: nothing of the photo's metadata passes through a canvas. */
export async function encodePng(picture: Picture): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (!blob) throw new EaselError('save-failed');
  return blob;
}
