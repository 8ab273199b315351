/** Keys that press what is on the page: an element says by `data-shortcut` which of them it answers to. */

import { useEffect } from 'react';
import { takesLetters } from '../textFields';
import './shortcuts.css';

export type ShortcutName = 'open' | 'style' | 'random' | 'compare' | 'save' | 'fullScreen' | 'cancel';

const KEYS: Readonly<Record<string, ShortcutName>> = {
  o: 'open',
  s: 'style',
  r: 'random',
  c: 'compare',
  d: 'save',
  f: 'fullScreen',
};
const MODE_KEYS = ['1', '2', '3', '4'];
const STRENGTH_STEP = 5;
/** On the root element while the photo is shown instead of the painting; shortcuts.css hides that then. */
const HELD = 'data-original-held';

/**
 * The shortcuts, while the page is open.
 * @param enabled false leaves only Escape, which types nothing
 * @param onHelp the list of shortcuts is asked for
 */
export function useShortcuts(enabled: boolean, onHelp: () => void): void {
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;

    function letGo(): void {
      document.documentElement.removeAttribute(HELD);
    }

    window.addEventListener(
      'keydown',
      (event) => {
        if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
        if (takesLetters(event.target)) return;
        // What lies under an open dialogue cannot be reached by a pointer either.
        if (document.querySelector('dialog[open]')) return;
        const key = keyOf(event);
        if (key === 'Escape' ? press('cancel') : enabled && act(key, event.repeat, onHelp)) event.preventDefault();
      },
      { signal },
    );
    window.addEventListener(
      'keyup',
      (event) => {
        if (keyOf(event) === 'c') letGo();
      },
      { signal },
    );
    window.addEventListener('blur', letGo, { signal });
    return () => {
      listening.abort();
      letGo();
    };
  }, [enabled, onHelp]);
}

/** @returns whether the key means something here */
function act(key: string, isRepeated: boolean, onHelp: () => void): boolean {
  if (key === '[' || key === ']') return stepStrength(key === ']' ? STRENGTH_STEP : -STRENGTH_STEP);
  // Holding a key down presses once.
  if (isRepeated) return false;
  if (key === '?') {
    onHelp();
    return true;
  }
  if (MODE_KEYS.includes(key)) {
    document.querySelectorAll<HTMLElement>('.modes a')[MODE_KEYS.indexOf(key)]?.click();
    return true;
  }
  const name = KEYS[key];
  if (!name) return false;
  if (press(name)) return true;
  if (name !== 'compare') return false;
  document.documentElement.setAttribute(HELD, '');
  return true;
}

function press(name: ShortcutName): boolean {
  const element = document.querySelector<HTMLElement>(`[data-shortcut="${name}"]`);
  element?.click();
  return element !== null;
}

function stepStrength(by: number): boolean {
  const slider = document.querySelector<HTMLInputElement>('input[data-shortcut="strength"]');
  if (!slider || slider.disabled) return false;
  slider.value = String(slider.valueAsNumber + by);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}

/** In lower case; where the keyboard writes another script, the letter of the key's place. */
function keyOf({ key, code }: KeyboardEvent): string {
  if (key.length > 1 && key !== 'Process') return key;
  if (key.charCodeAt(0) < 128 && key !== 'Process') return key.toLowerCase();
  if (code === 'BracketLeft') return '[';
  if (code === 'BracketRight') return ']';
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}
