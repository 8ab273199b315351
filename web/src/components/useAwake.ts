import { useEffect } from 'react';

/** Keeps the screen on while there is work, where the browser lets it: phones stop painting when it goes off. */
export function useAwake(isBusy: boolean): void {
  useEffect(() => {
    if (!isBusy || !('wakeLock' in navigator)) return;
    const { wakeLock } = navigator;
    const listening = new AbortController();
    const { signal } = listening;
    let held: WakeLockSentinel | null = null;

    async function take(): Promise<void> {
      if (document.hidden) return;
      try {
        const taken = await wakeLock.request('screen');
        if (signal.aborted) await taken.release();
        else held = taken;
      } catch {
        // Refused, as when the battery is low: then the painting goes on when the reader is back.
      }
    }

    void take();
    // A page that was hidden has lost it.
    document.addEventListener('visibilitychange', () => void take(), { signal });
    return () => {
      listening.abort();
      void held?.release();
    };
  }, [isBusy]);
}
