import { useState } from 'react';
import type { Size } from '../../protocol/engine';
import { frameStrings } from '../../strings/frame';
import {
  densityOf,
  FINE_DENSITY,
  inUnit,
  PRINT_WAYS,
  printedSize,
  readWidth,
  sharpnessOf,
  UNITS,
  type Print,
} from '../../studio/frame/print';
import type { Output } from '../../studio/output';
import type { OutputState } from '../../studio/outputState';
import { SegmentsRow } from '../Segments';
import './PrintChoice.css';

interface Props {
  readonly output: Output;
  readonly state: OutputState;
  /** Of the file. */
  readonly size: Size;
}

/** How large the file prints, and how sharp that is. */
export function PrintChoice({ output, state: { print, format }, size }: Props) {
  const words = frameStrings;
  const { way, unit } = print;
  const choose = (change: Partial<Print>): void => {
    output.choose({ print: { ...print, ...change } });
  };
  return (
    <fieldset className="print">
      <legend>{words.print}</legend>
      <SegmentsRow
        group="output-print"
        values={PRINT_WAYS}
        value={way}
        names={words.printWays}
        hints={words.printWayNames}
        onChoose={(one) => {
          choose({ way: one });
        }}
      />
      {way !== 'off' && (
        <div className="print-units">
          {way === 'width' && <WidthField key={unit} print={print} onChange={choose} />}
          <SegmentsRow
            group="output-unit"
            values={UNITS}
            value={unit}
            names={words.units}
            hints={words.unitNames}
            onChoose={(one) => {
              choose({ unit: one });
            }}
          />
        </div>
      )}
      <p className="output-hint" role="status">
        {format === 'webp' && way !== 'off' ? words.noPrintInWebp : <Prints print={print} size={size} />}
      </p>
    </fieldset>
  );
}

/** The size on paper, and a word on it. */
function Prints({ print, size }: { readonly print: Print; readonly size: Size }) {
  const words = frameStrings;
  const density = densityOf(print, size);
  if (density === null) return <>{words.printsUpTo(printedSize(size, FINE_DENSITY, print.unit), print.unit)}</>;
  const sharpness = sharpnessOf(density);
  return (
    <>
      {words.printsAt(printedSize(size, density, print.unit), print.unit, density)}{' '}
      <strong className={`print-${sharpness}`}>{words.sharpness[sharpness]}</strong>
    </>
  );
}

interface WidthProps {
  readonly print: Print;
  readonly onChange: (change: Partial<Print>) => void;
}

/** A width as it is written; what is no width yet is let stand, and changes nothing. */
function WidthField({ print: { width, unit }, onChange }: WidthProps) {
  const words = frameStrings;
  const [text, setText] = useState(() => String(Math.round(inUnit(width, unit) * 100) / 100));
  const isBad = readWidth(text, unit) === null;
  return (
    <label className="print-width">
      <span>{words.printWidth}</span>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        aria-invalid={isBad}
        aria-describedby={isBad ? 'print-bad-width' : undefined}
        onInput={({ currentTarget: { value } }) => {
          setText(value);
          const millimetres = readWidth(value, unit);
          if (millimetres !== null) onChange({ width: millimetres });
        }}
      />
      {isBad && (
        <small id="print-bad-width" role="alert">
          {words.badWidth}
        </small>
      )}
    </label>
  );
}
