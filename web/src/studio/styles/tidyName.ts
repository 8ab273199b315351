/** Names that readers give to styles, and that come with files and links from elsewhere. */

export const LONGEST_NAME = 80;

/** A name as it is kept; null where nothing is left of it. */
export function tidyName(text: string): string | null {
  const tidy = text
    // Control characters and those that turn the direction of writing have no place in a name.
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const short = Array.from(tidy).slice(0, LONGEST_NAME).join('');
  return short === '' ? null : short;
}
