import { strings } from '../strings';
import './Controls.css';

interface Props {
  readonly label: string;
  /** Percent. */
  readonly value: number;
  readonly least?: number;
  readonly most?: number;
  readonly step?: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** A share of something, with its percentage beside it. */
export function PercentSlider({ label, value, least = 0, most = 100, step = 1, disabled = false, onChange }: Props) {
  return (
    <label className="strength">
      <span>{label}</span>
      <input
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        disabled={disabled}
        aria-valuetext={strings.percent(value)}
        onInput={(event) => {
          onChange(event.currentTarget.valueAsNumber);
        }}
      />
      <output>{strings.percent(value)}</output>
    </label>
  );
}
