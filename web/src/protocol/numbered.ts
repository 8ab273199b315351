/** The id that ties a reply to its request. */

import { isCount, isRecord } from './guards';

export type Numbered<T> = T & { readonly id: number };

/** The id of a message, or 0 (which no request has) where there is none. */
export function messageId(value: unknown): number {
  return isRecord(value) && isCount(value['id']) ? value['id'] : 0;
}

/** The checked form of a message, or null when it is not one. */
export function readNumbered<T>(value: unknown, check: (value: unknown) => value is T): Numbered<T> | null {
  return messageId(value) > 0 && check(value) ? (value as Numbered<T>) : null;
}
