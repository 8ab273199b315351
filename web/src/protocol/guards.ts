/** Small runtime checks for values whose type the compiler cannot know: messages and fetched JSON. */

import type { Picture } from './picture';

export type UnknownRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** A width or height in pixels. */
export function isSide(value: unknown): value is number {
  return isCount(value) && value > 0;
}

export function isDuration(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

export function isOneOf<const T extends string>(value: unknown, names: readonly T[]): value is T {
  return (names as readonly unknown[]).includes(value);
}

export function isPicture(value: unknown): value is Picture {
  return (
    isRecord(value) &&
    isSide(value['width']) &&
    isSide(value['height']) &&
    value['data'] instanceof Uint8ClampedArray &&
    value['data'].length === value['width'] * value['height'] * 4
  );
}
