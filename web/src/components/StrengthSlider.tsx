import { useEffect, useRef } from 'react';
import { strings } from '../strings';
import type { Studio } from '../studio/studio';

interface Props {
  readonly studio: Studio;
  /** 0..1 */
  readonly strength: number;
  readonly disabled: boolean;
}

/** From the picture as it was to the painting. */
export function StrengthSlider({ studio, strength, disabled }: Props) {
  const percent = Math.round(strength * 100);
  const slider = useRef<HTMLInputElement>(null);

  // The browser's own event for "let go", which Preact takes for "changes". A key that is held down goes on changing.
  useEffect(() => {
    const element = slider.current;
    let isKeyDown = false;
    const listening = new AbortController();
    const { signal } = listening;
    const settle = (): void => {
      if (!isKeyDown) studio.history.settle();
    };
    element?.addEventListener('change', settle, { signal });
    element?.addEventListener(
      'keydown',
      () => {
        isKeyDown = true;
      },
      { signal },
    );
    const release = (): void => {
      isKeyDown = false;
      settle();
    };
    element?.addEventListener('keyup', release, { signal });
    element?.addEventListener('blur', release, { signal });
    return () => {
      listening.abort();
    };
  }, [studio]);

  return (
    <label className="strength">
      <span>{strings.strength}</span>
      <input
        ref={slider}
        type="range"
        data-shortcut="strength"
        min={0}
        max={100}
        value={percent}
        disabled={disabled}
        aria-valuetext={strings.percent(percent)}
        onInput={(event) => {
          studio.setStrength(Number(event.currentTarget.value) / 100);
        }}
      />
      <output>{strings.percent(percent)}</output>
    </label>
  );
}
