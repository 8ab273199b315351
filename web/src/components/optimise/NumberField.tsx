import { useState } from 'react';

interface Props {
  /** May be no number at all, while the reader types. */
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly id?: string;
  /** Where no label on the page names it. */
  readonly label?: string;
  /** Id of what explains it. */
  readonly describedBy?: string | undefined;
  /** Whether what stands in it cannot be used. */
  readonly isWrong: (value: number) => boolean;
}

/** A number to type. While it is typed the text stays as it is: on the way to 0.05 stands 0.0, and no number. */
export function NumberField({ value, onChange, id, label, describedBy, isWrong }: Props) {
  const [text, setText] = useState<string | null>(null);
  return (
    <input
      id={id}
      type="number"
      step="any"
      inputMode="decimal"
      value={text ?? (Number.isFinite(value) ? String(value) : '')}
      aria-label={label}
      aria-invalid={isWrong(text === null ? value : numberOf(text))}
      aria-describedby={describedBy}
      onInput={(event) => {
        const { value: typed } = event.currentTarget;
        setText(typed);
        onChange(numberOf(typed));
      }}
      onBlur={() => {
        setText(null);
      }}
    />
  );
}

function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}
