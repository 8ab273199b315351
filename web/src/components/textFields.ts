/** Text fields take letters, lists search by them. */
const TYPES_LETTERS =
  'textarea, select, [contenteditable], input:not([type=range], [type=checkbox], [type=radio], [type=file])';

/** Whether what is typed, or pasted as text, goes there. */
export function takesLetters(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(TYPES_LETTERS);
}
