/** An element over the whole screen, where the browser allows that. */

export function canFillScreen(): boolean {
  return document.fullscreenEnabled;
}

/** Spreads the element over the screen, or puts it back. Does nothing where the browser refuses. */
export async function toggleFullScreen(element: Element): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await element.requestFullscreen();
  } catch {
    // The reader sees that it stays as it is.
  }
}
