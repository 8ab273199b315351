/**
 * What a camera has noted about a picture and may go into a file: when it was taken, and with what. This list is all
 * that is ever read or written; it holds no place, no time zone, no serial number, no name of a person.
 */

import { isRecord } from './guards';

/** Numerator and denominator, 1..2³² - 1. */
export type Fraction = readonly [number, number];

/** Kinds of values, with their types. */
interface Values {
  readonly text: string;
  /** `YYYY:MM:DD HH:MM:SS` by the camera's clock. */
  readonly moment: string;
  readonly fraction: Fraction;
  /** 1..65535 */
  readonly count: number;
}
export type ValueKind = keyof Values;

export interface Field {
  /** Where EXIF has it: with the picture, or with how it was taken. */
  readonly directory: 'image' | 'exif';
  readonly tag: number;
  readonly kind: ValueKind;
}

export const SHOT_FIELDS = {
  make: { directory: 'image', tag: 0x010f, kind: 'text' },
  model: { directory: 'image', tag: 0x0110, kind: 'text' },
  /** Seconds. */
  exposure: { directory: 'exif', tag: 0x829a, kind: 'fraction' },
  /** The f-number. */
  aperture: { directory: 'exif', tag: 0x829d, kind: 'fraction' },
  iso: { directory: 'exif', tag: 0x8827, kind: 'count' },
  taken: { directory: 'exif', tag: 0x9003, kind: 'moment' },
  /** Millimetres. */
  focal: { directory: 'exif', tag: 0x920a, kind: 'fraction' },
  /** Millimetres, as on film of 35 mm. */
  focal35: { directory: 'exif', tag: 0xa405, kind: 'count' },
  lensMake: { directory: 'exif', tag: 0xa433, kind: 'text' },
  lens: { directory: 'exif', tag: 0xa434, kind: 'text' },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof SHOT_FIELDS;
export const FIELD_NAMES = Object.keys(SHOT_FIELDS) as FieldName[];

export type Shot = {
  readonly [Name in FieldName]?: Values[(typeof SHOT_FIELDS)[Name]['kind']];
};

/** What can be read on every camera's back; whoever writes longer ones writes something else. */
export const LONGEST_TEXT = 80;
const TEXT = new RegExp(`^[\\x21-\\x7e](?:[\\x20-\\x7e]{0,${String(LONGEST_TEXT - 2)}}[\\x21-\\x7e])?$`);
const MOMENT = /^(?:19|20|21)\d\d:(?:0[1-9]|1[0-2]):(?:0[1-9]|[12]\d|3[01]) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** Whether a value is one that a field of this kind may have. */
export function isValue<Kind extends ValueKind>(value: unknown, kind: Kind): value is Values[Kind] {
  switch (kind) {
    case 'text':
      return typeof value === 'string' && TEXT.test(value);
    case 'moment':
      return typeof value === 'string' && MOMENT.test(value);
    case 'fraction':
      return Array.isArray(value) && value.length === 2 && value.every((part) => isWithin(part, 0xffffffff));
    default:
      return isWithin(value, 0xffff);
  }
}

function isWithin(value: unknown, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;
}

/** Whether it holds fields of the list, and nothing else. */
export function isShot(value: unknown): value is Shot {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(([name, found]) => {
    return Object.hasOwn(SHOT_FIELDS, name) && isValue(found, SHOT_FIELDS[name as FieldName].kind);
  });
}
