/** The size of a picture in an ISO base media file (AVIF, HEIC). */

/** Boxes on the way to the sizes, with the bytes that stand before their first child. */
const WAY: Readonly<Record<string, number>> = { meta: 4, iprp: 0, ipco: 0 };

/**
 * The largest of the image sizes ("ispe" properties): a picture made of tiles states the size of a tile and the
 * size of the whole. Null when there is none within the bytes given.
 */
export function isobmffSize(view: DataView): { width: number; height: number } | null {
  let largest: { width: number; height: number } | null = null;

  function walk(start: number, end: number): void {
    let at = start;
    while (at + 8 <= end) {
      const length = view.getUint32(at);
      const type = String.fromCharCode(...[4, 5, 6, 7].map((i) => view.getUint8(at + i)));
      // 0: to the end; 1: a 64-bit length, which no box on our way needs
      const next = length === 0 ? end : at + length;
      if (length === 1 || next < at + 8) return;
      const skipped = WAY[type];
      if (skipped !== undefined) walk(at + 8 + skipped, Math.min(next, end));
      if (type === 'ispe' && at + 20 <= end) {
        const width = view.getUint32(at + 12);
        const height = view.getUint32(at + 16);
        if (width * height > (largest ? largest.width * largest.height : 0)) largest = { width, height };
      }
      at = next;
    }
  }

  walk(0, view.byteLength);
  return largest;
}
