/** Ids for pictures of the reader's, which no other has, in this visit or a later one. */

export function newId(): string {
  const random = crypto.getRandomValues(new Uint8Array(8));
  return `own-${Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
