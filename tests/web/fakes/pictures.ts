import type { Picture } from '../../../web/src/protocol/picture';

/** A picture whose every pixel follows from its place; the Python side of a fixed value makes the same. */
export function patternPicture(width: number, height: number): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = (y * width + x) * 4;
      data.set([(x * 37 + y * 101) % 256, (x * x * 13 + y * 7) % 256, ((x * 5) ^ (y * 11)) % 256, 255], i);
    }
  }
  return { width, height, data };
}

export function greyPicture(width: number, height: number, grey: number): Picture {
  const data = new Uint8ClampedArray(width * height * 4).fill(grey);
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  return { width, height, data };
}

/** The red, green and blue bytes without alpha. */
export function rgb(picture: Picture): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Array.from(picture.data).filter((_, i) => i % 4 !== 3));
}
