/** Files that are made of other files. */

/** Bytes that the page holds before the browser takes them over, which may put them on the disk. */
const PART_BYTES = 2 ** 24;
/** Of a tile on a dense screen. */
const THUMBNAIL = 320;

/** A stream as a file, which may be larger than what the page could hold. */
export async function chunkedBlob(stream: ReadableStream<Uint8Array>, type: string): Promise<Blob> {
  const parts: Blob[] = [];
  let held: BlobPart[] = [];
  let bytes = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (value) {
      held.push(value as Uint8Array<ArrayBuffer>);
      bytes += value.length;
    }
    if (done || bytes >= PART_BYTES) {
      parts.push(new Blob(held));
      held = [];
      bytes = 0;
    }
    if (done) return new Blob(parts, { type });
  }
}

/** A picture file scaled down, for a tile that shows its middle; null where the browser cannot. */
export async function thumbnailOf(file: Blob): Promise<Blob | null> {
  let bitmap: ImageBitmap | null = null;
  try {
    bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    const scale = Math.min(1, THUMBNAIL / Math.min(width, height));
    const canvas = new OffscreenCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) return null;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
  } catch {
    return null;
  } finally {
    bitmap?.close();
  }
}
