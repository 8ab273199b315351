/** Fetching files with their progress, and making sure that they are what they should be. */

import { EaselError } from '../protocol/failure';

/**
 * A file's bytes, unpacked. `onBytes` is called with each number of bytes that arrives.
 * @throws EaselError `network-unreachable`
 */
export async function fetchBytes(
  url: URL,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || !response.body) throw new Error(`${String(response.status)} ${response.statusText}`);
    const parts: Uint8Array[] = [];
    let length = 0;
    const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      length += value.length;
      onBytes(value.length);
    }
    return joined(parts, length);
  } catch (error) {
    if (signal.aborted) throw new EaselError('cancelled');
    throw new EaselError('network-unreachable', `${url.pathname}: ${String(error)}`, { cause: error });
  }
}

/** Parts in one piece of memory. */
export function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Compares a file with its sha256 in the manifest. Browsers offer sha256 on secure origins only (https, or this
 * machine itself); elsewhere whoever could change a file in transit could change this check as well.
 * @throws EaselError `network-checksum`
 */
export async function verify(name: string, bytes: Uint8Array<ArrayBuffer>, sha256: string): Promise<void> {
  if (!globalThis.isSecureContext) return;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const actual = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (actual !== sha256) throw new EaselError('network-checksum', `${name} has sha256 ${actual}`);
}
