/** How large a picture prints, and how sharp that looks. */

import type { Size } from '../../protocol/engine';
import { isOneOf, isRecord } from '../../protocol/guards';

/** By pixels per inch, or by the width on paper; `off`: the file says nothing of it. */
export const PRINT_WAYS = ['off', '300', '200', '150', 'width'] as const;
export type PrintWay = (typeof PRINT_WAYS)[number];

export const UNITS = ['cm', 'inch'] as const;
export type Unit = (typeof UNITS)[number];

export interface Print {
  readonly way: PrintWay;
  readonly unit: Unit;
  /** Millimetres; counts where the width is chosen. */
  readonly width: number;
}

export const INITIAL_PRINT: Print = { way: 'off', unit: 'cm', width: 200 };

/** Pixels per inch at which prints are as sharp as eyes can see, and what is said of a picture that is not printed. */
export const FINE_DENSITY = 300;
/** Millimetres. */
const NARROWEST = 10;
const WIDEST = 10_000;

const INCH = 25.4;
const MILLIMETRES: Readonly<Record<Unit, number>> = { cm: 10, inch: INCH };

/** How a print looks from as near as one holds a photo, and from further away. */
export type Sharpness = 'fine' | 'good' | 'soft' | 'coarse';

/** Pixels per inch of a picture as it is to be printed; null: nothing is said of it. */
export function densityOf({ way, width }: Print, picture: Size): number | null {
  if (way === 'off') return null;
  return way === 'width' ? (picture.width * INCH) / width : Number(way);
}

/** Width and height on paper. */
export function printedSize(picture: Size, density: number, unit: Unit): Size {
  const perUnit = (density / INCH) * MILLIMETRES[unit];
  return { width: picture.width / perUnit, height: picture.height / perUnit };
}

export function sharpnessOf(density: number): Sharpness {
  if (density >= 250) return 'fine';
  if (density >= 150) return 'good';
  return density >= 90 ? 'soft' : 'coarse';
}

export function inUnit(millimetres: number, unit: Unit): number {
  return millimetres / MILLIMETRES[unit];
}

/** What a reader has written as a width: with a point or a comma; null where it is none that can be printed. */
export function readWidth(text: string, unit: Unit): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (!/^\d{1,5}(?:\.\d{0,3})?$/.test(trimmed)) return null;
  const millimetres = Number(trimmed) * MILLIMETRES[unit];
  return isPrintWidth(millimetres) ? millimetres : null;
}

/** What was kept; whatever cannot be understood is as at the first visit. */
export function readPrint(value: unknown): Print {
  const { way, unit, width } = isRecord(value) ? value : {};
  return {
    way: isOneOf(way, PRINT_WAYS) ? way : INITIAL_PRINT.way,
    unit: isOneOf(unit, UNITS) ? unit : INITIAL_PRINT.unit,
    width: isPrintWidth(width) ? width : INITIAL_PRINT.width,
  };
}

function isPrintWidth(value: unknown): value is number {
  return typeof value === 'number' && value >= NARROWEST && value <= WIDEST;
}
