/** Files for other programs: through the clipboard and the share sheet, where the browser has them. */

export function canCopy(): boolean {
  return typeof ClipboardItem === 'function' && 'clipboard' in navigator;
}

/** @param png may still be in the making, so that the browser remembers the click */
export async function copyPng(png: Promise<Blob>): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
}

/** @throws where there is no clipboard, or it is refused */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

/** True where pictures can be shared; browsers may have a share sheet for links only. */
export function canShare(): boolean {
  // Absent in browsers without a share sheet, whatever the types say.
  const { canShare: can } = navigator as { canShare?: (data: ShareData) => boolean };
  return can?.call(navigator, { files: [new File([''], 'painting.png', { type: 'image/png' })] }) ?? false;
}

/** @throws DOMException `AbortError` when the reader closes the share sheet */
export function shareFile(file: File): Promise<void> {
  return navigator.share({ files: [file] });
}
