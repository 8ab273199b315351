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
  return (
    <label className="strength">
      <span>{strings.strength}</span>
      <input
        type="range"
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
