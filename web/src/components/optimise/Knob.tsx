import { useId, type ReactNode } from 'react';
import type { Explained } from '../../strings/knobs';
import './Knob.css';
import { NumberField } from './NumberField';

interface FrameProps {
  readonly words: Explained;
  /** What is wrong with the value; null: nothing. */
  readonly problem?: string | null;
}

interface NumberProps extends FrameProps {
  /** May be no number at all, while the reader types. */
  readonly value: number;
  readonly unit?: string;
  /** Ends of a slider beside the number. */
  readonly slider?: Slider;
  readonly onChange: (value: number) => void;
}

export interface Slider {
  readonly least: number;
  readonly most: number;
  /** Values stand at equal ratios instead of equal distances. */
  readonly isLogarithmic: boolean;
  /** The values that the slider takes. */
  readonly round: (value: number) => number;
}

/** Positions of a slider. */
const POSITIONS = 200;

/** A number to type, and to slide where that helps. */
export function NumberKnob({ words, problem = null, value, unit, slider, onChange }: NumberProps) {
  const id = useId();
  return (
    <div className="knob">
      <label htmlFor={id}>{words.label}</label>
      <span className="knob-number">
        <NumberField
          id={id}
          value={value}
          isWrong={() => problem !== null}
          describedBy={`${id}-help`}
          onChange={onChange}
        />
        {unit !== undefined && <span className="knob-unit">{unit}</span>}
      </span>
      {slider && <Range label={words.label} value={value} slider={slider} onChange={onChange} />}
      <Help id={`${id}-help`} help={words.help} problem={problem} />
    </div>
  );
}

interface RangeProps {
  readonly label: string;
  readonly value: number;
  readonly slider: Slider;
  readonly onChange: (value: number) => void;
}

function Range({ label, value, slider, onChange }: RangeProps) {
  const { least, most, isLogarithmic, round } = slider;
  const scale = isLogarithmic ? Math.log : (x: number): number => x;
  const back = isLogarithmic ? Math.exp : (x: number): number => x;
  const [from, to] = [scale(least), scale(most)];
  const kept = Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : least;
  return (
    <input
      type="range"
      className="knob-range"
      aria-label={label}
      aria-valuetext={String(value)}
      min={0}
      max={POSITIONS}
      value={Math.round(((scale(kept) - from) / (to - from)) * POSITIONS)}
      onInput={(event) => {
        onChange(round(back(from + (Number(event.currentTarget.value) / POSITIONS) * (to - from))));
      }}
    />
  );
}

interface ChoiceProps<T extends string> extends FrameProps {
  readonly value: T;
  readonly names: Readonly<Record<T, string>>;
  readonly onChange: (value: T) => void;
}

/** One of a few. */
export function ChoiceKnob<T extends string>({ words, problem = null, value, names, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className="knob">
      <label htmlFor={id}>{words.label}</label>
      <select
        id={id}
        value={value}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          onChange(event.currentTarget.value as T);
        }}
      >
        {Object.entries<string>(names).map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      <Help id={`${id}-help`} help={words.help} problem={problem} />
    </div>
  );
}

interface SwitchProps extends FrameProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** On or off. */
export function SwitchKnob({ words, problem = null, checked, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className="knob knob-switch">
      <label htmlFor={id}>{words.label}</label>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          onChange(event.currentTarget.checked);
        }}
      />
      <Help id={`${id}-help`} help={words.help} problem={problem} />
    </div>
  );
}

interface HelpProps {
  readonly id: string;
  readonly help: string;
  readonly problem: string | null;
}

function Help({ id, help, problem }: HelpProps): ReactNode {
  return (
    <p id={id} className={`knob-help${problem === null ? '' : ' knob-problem'}`}>
      {problem ?? help}
    </p>
  );
}
