/** Saving: a picture as a PNG file, under a name that says what it is. */

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

/** A name for a file: letters and digits of any script, words joined by hyphens. */
export function slug(name: string): string {
  const words =
    name
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.join('-').slice(0, 60).replace(/-$/, '');
}

/** `photo_style.png`, after the names of both. */
export function pngName(photo: string, style: string): string {
  return `${slug(photo) || 'photo'}_${slug(style) || 'style'}.png`;
}

/** Hands a file to the reader's downloads. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the blob after the click has returned.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
