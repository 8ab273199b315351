import { useEffect, useRef } from 'react';

/**
 * Whoever works by keyboard goes on where a press has led: when `step` changes and what had the focus has gone with
 * the step before, `next` gets it.
 */
export function useFocusAfter(step: unknown, next: () => HTMLElement | null | undefined): void {
  const before = useRef(step);
  useEffect(() => {
    const isLost = document.activeElement === document.body;
    if (before.current !== step && isLost) next()?.focus({ preventScroll: true });
    before.current = step;
  });
}
