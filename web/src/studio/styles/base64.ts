/** Bytes as letters, for files that hold both. */

/** Bytes that are turned at a time: functions take only so many arguments. */
const STEP = 2 ** 13;

export function toBase64(bytes: Uint8Array): string {
  const letters: string[] = [];
  for (let from = 0; from < bytes.length; from += STEP) {
    letters.push(String.fromCharCode(...bytes.subarray(from, from + STEP)));
  }
  return btoa(letters.join(''));
}

/** Null for what is no base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

/** Numbers as little-endian float32, whatever the machine is. */
export function floatsToBytes(values: Float32Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(values.length * Float32Array.BYTES_PER_ELEMENT));
  values.forEach((value, i) => {
    view.setFloat32(i * Float32Array.BYTES_PER_ELEMENT, value, true);
  });
  return new Uint8Array(view.buffer);
}

/** The numbers in bytes that {@link floatsToBytes} made; what is left of a number at the end is passed over. */
export function bytesToFloats(bytes: Uint8Array<ArrayBuffer>): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Math.floor(bytes.length / Float32Array.BYTES_PER_ELEMENT);
  return Float32Array.from({ length }, (_, i) => view.getFloat32(i * Float32Array.BYTES_PER_ELEMENT, true));
}
