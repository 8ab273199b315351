import { useSyncExternalStore } from 'react';

export const MODES = ['photo', 'live', 'optimise', 'series'] as const;
export type Mode = (typeof MODES)[number];

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
  };
}

function current(): Mode {
  return MODES.find((mode) => location.hash === `#${mode}`) ?? 'photo';
}

/** What the page is for right now: the address says so, and keeps it over a reload. */
export function useMode(): Mode {
  return useSyncExternalStore(subscribe, current);
}
