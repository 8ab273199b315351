/** What the page and the service worker say to each other. */

import { isRecord } from './guards';

/** `keep-next`: keep one more file of the site, and answer. `take-over`: a waiting version becomes the one in use. */
export type OfflineRequest = 'keep-next' | 'take-over';

/** The answer to `keep-next`; a worker that cannot be installed tells its failure to all pages, unasked. */
export type OfflineReply =
  /** Bytes that are not kept yet, and of the whole site. */
  { readonly left: number; readonly bytes: number } | { readonly failure: 'no-room' | 'unreachable' };

export function isOfflineRequest(value: unknown): value is OfflineRequest {
  return value === 'keep-next' || value === 'take-over';
}

export function isOfflineReply(value: unknown): value is OfflineReply {
  if (!isRecord(value)) return false;
  if ('failure' in value) return value['failure'] === 'no-room' || value['failure'] === 'unreachable';
  return typeof value['left'] === 'number' && typeof value['bytes'] === 'number';
}
