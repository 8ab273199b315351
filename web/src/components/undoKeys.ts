import { useEffect } from 'react';
import type { History } from '../studio/history';

/** What has an undo of its own. */
const WRITES = 'textarea, [contenteditable], input:not([type=range], [type=checkbox], [type=radio], [type=file])';

/** Ctrl or Cmd with Z goes back; with Shift and Z, or with Y, forth. */
export function useUndoKeys(history: History): void {
  useEffect(() => {
    const listening = new AbortController();
    window.addEventListener(
      'keydown',
      (event) => {
        const way = wayOf(event);
        if (!way || event.defaultPrevented || document.querySelector('dialog[open]')) return;
        if (event.target instanceof Element && event.target.matches(WRITES)) return;
        event.preventDefault();
        if (way === 'undo') history.undo();
        else history.redo();
      },
      { signal: listening.signal },
    );
    return () => {
      listening.abort();
    };
  }, [history]);
}

function wayOf({ ctrlKey, metaKey, altKey, shiftKey, key, code }: KeyboardEvent): 'undo' | 'redo' | null {
  if (altKey || ctrlKey === metaKey) return null;
  // Where the keyboard writes another script, the letter of the key's place.
  const letter = key.charCodeAt(0) < 128 ? key.toLowerCase() : code.replace('Key', '').toLowerCase();
  if (letter === 'y' && ctrlKey && !shiftKey) return 'redo';
  if (letter !== 'z') return null;
  return shiftKey ? 'redo' : 'undo';
}
