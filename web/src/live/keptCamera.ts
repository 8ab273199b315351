/** Remembers which camera the reader chose, on this device and for this site only. */

const KEY = 'easel-camera';

/** Its id, or null. */
export function keptCamera(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // Storage may be switched off.
    return null;
  }
}

export function keepCamera(id: string): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // Then it is chosen anew the next time.
  }
}
