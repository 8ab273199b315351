/** Files for the reader's downloads, under names that say what they are. */

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
export function fileName(photo: string, style: string, extension: string): string {
  return `${slug(photo) || 'photo'}_${slug(style) || 'style'}.${extension}`;
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
