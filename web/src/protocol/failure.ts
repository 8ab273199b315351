/**
 * What can go wrong, as codes. Code that fails says which of these it was; the strings module turns a code
 * into a sentence in the reader's language. `detail` is for developers (the console), never shown as it is.
 */

import { isOneOf, isRecord, isString } from './guards';

export const FAILURES = [
  // choosing a picture
  'picture-empty',
  'picture-not-picture',
  'picture-svg',
  'picture-broken',
  'picture-unsupported',
  'picture-too-heavy',
  'picture-too-large',
  'picture-too-small',
  'picture-unreachable',
  // fetching the rest of the app, and the networks
  'program-unreachable',
  'network-unreachable',
  'network-manifest',
  'network-checksum',
  'network-broken',
  // running them
  'backend-unknown',
  'backend-unavailable',
  'backend-none',
  'gpu-lost',
  'out-of-memory',
  'result-invalid',
  // filming
  'camera-insecure',
  'camera-none',
  'camera-denied',
  'camera-busy',
  'camera-size',
  'camera-unplugged',
  'film-unreadable',
  'recording-failed',
  'export-failed',
  // anything else
  'save-failed',
  'copy-failed',
  'share-failed',
  'cancelled',
  'unexpected',
] as const;

export type FailureCode = (typeof FAILURES)[number];

export interface Failure {
  readonly code: FailureCode;
  readonly detail: string;
}

/** The one error type that this app throws on purpose. */
export class EaselError extends Error implements Failure {
  readonly code: FailureCode;
  readonly detail: string;

  constructor(code: FailureCode, detail = '', options?: ErrorOptions) {
    super(detail === '' ? code : `${code}: ${detail}`, options);
    this.name = 'EaselError';
    this.code = code;
    this.detail = detail;
  }
}

export function isFailure(value: unknown): value is Failure {
  return isRecord(value) && isOneOf(value['code'], FAILURES) && isString(value['detail']);
}

/** Any thrown value as an {@link EaselError}; what is none becomes one with the code `otherwise`. */
export function asEaselError(thrown: unknown, otherwise: FailureCode = 'unexpected'): EaselError {
  if (thrown instanceof EaselError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new EaselError(otherwise, detail, { cause: thrown });
}

/** The form in which a failure crosses between threads (class instances do not survive the copy). */
export function asFailure(thrown: unknown): Failure {
  const { code, detail } = asEaselError(thrown);
  return { code, detail };
}
