/** Numbers as a language writes them. */

import type { Language } from './language';

export interface Formats {
  /** With at most one digit after the point. */
  readonly decimal: (value: number) => string;
  readonly whole: (value: number) => string;
  /** Three digits that count, wherever the point is, and no separators. */
  readonly significant: (value: number) => string;
  /** A share from 0 to 1, in whole per cent. */
  readonly percent: (share: number) => string;
}

export function formats(language: Language): Formats {
  const written = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(language, options);
    return (value: number) => format.format(value);
  };
  return {
    decimal: written({ maximumFractionDigits: 1 }),
    whole: written({ maximumFractionDigits: 0 }),
    significant: written({ maximumSignificantDigits: 3, useGrouping: false }),
    percent: written({ style: 'percent', maximumFractionDigits: 0 }),
  };
}

/** 83 seconds as 1:23, 3683 as 1:01:23; what is less than a second is left out. */
export function clock(seconds: number): string {
  const all = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const padded = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${String(hours)}:${padded(minutes)}:${padded(rest)}` : `${String(minutes)}:${padded(rest)}`;
}
