/** A picture in memory: the one form in which pixels cross between threads. */

/**
 * Opaque sRGB pixels, row by row from the top.
 * `data` holds `width * height * 4` bytes: red, green, blue 0..255, alpha always 255.
 */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}
