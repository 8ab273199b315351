import { strings } from '../../strings';

interface Props {
  readonly label: string;
  readonly share: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly disabled?: boolean;
  readonly onChange: (share: number) => void;
  /** The slider is let go. */
  readonly onSettle?: () => void;
}

/** A slider in percent. */
export function Share({ label, share, least, most, step, disabled = false, onChange, onSettle }: Props) {
  const percent = Math.round(share * 100);
  return (
    <label className="strength">
      <span>{label}</span>
      <input
        type="range"
        min={least * 100}
        max={most * 100}
        step={step * 100}
        value={percent}
        disabled={disabled}
        aria-valuetext={strings.percent(percent)}
        onInput={(event) => {
          onChange(Number(event.currentTarget.value) / 100);
        }}
        onPointerUp={onSettle}
        onKeyUp={onSettle}
        onBlur={onSettle}
      />
      <output>{strings.percent(percent)}</output>
    </label>
  );
}
