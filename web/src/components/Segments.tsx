import type { ReactNode } from 'react';
import './Segments.css';

interface RowProps<Value extends string> {
  /** Name of the radio buttons; no other on the page has it. */
  readonly group: string;
  readonly values: readonly Value[];
  readonly value: Value;
  readonly names: Readonly<Record<Value, string>>;
  /** What is shown instead of the names. */
  readonly pictures?: Readonly<Record<Value, ReactNode>>;
  readonly hints?: Readonly<Record<Value, string>>;
  readonly onChoose: (value: Value) => void;
}

/** A few choices side by side; the one that holds is filled. Lies in a field set that names them. */
export function SegmentsRow<Value extends string>(props: RowProps<Value>) {
  const { group, values, value, names, pictures, hints, onChoose } = props;
  return (
    <div className={`segments-row${pictures ? ' segments-pictures' : ''}`}>
      {values.map((one) => (
        <label key={one} title={hints?.[one] ?? (pictures && names[one])}>
          <input
            type="radio"
            className="radio-over"
            name={group}
            checked={value === one}
            aria-label={names[one]}
            onChange={() => {
              onChoose(one);
            }}
          />
          {pictures?.[one] ?? <span>{names[one]}</span>}
        </label>
      ))}
    </div>
  );
}

interface Props<Value extends string> extends RowProps<Value> {
  /** What is chosen with it. */
  readonly label: string;
  readonly disabled: boolean;
}

/** The same with its name, which is seen where the choices are words. */
export function Segments<Value extends string>({ label, disabled, ...row }: Props<Value>) {
  return (
    <fieldset className="segments" disabled={disabled}>
      <legend className="visually-hidden">{label}</legend>
      {!row.pictures && <span aria-hidden="true">{label}</span>}
      <SegmentsRow {...row} />
    </fieldset>
  );
}
