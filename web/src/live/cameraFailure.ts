/** Why there is no camera picture, from what `getUserMedia` throws. */

import { EaselError, type FailureCode } from '../protocol/failure';

/** Names of the standard, and those that older browsers use for the same. */
const CODES: Readonly<Record<string, FailureCode>> = {
  NotFoundError: 'camera-none',
  DevicesNotFoundError: 'camera-none',
  NotSupportedError: 'camera-none',
  NotAllowedError: 'camera-denied',
  PermissionDeniedError: 'camera-denied',
  SecurityError: 'camera-denied',
  NotReadableError: 'camera-busy',
  TrackStartError: 'camera-busy',
  AbortError: 'camera-busy',
  OverconstrainedError: 'camera-size',
  ConstraintNotSatisfiedError: 'camera-size',
};

export function cameraFailure(thrown: unknown): EaselError {
  if (thrown instanceof EaselError) return thrown;
  const name = thrown instanceof Error ? thrown.name : '';
  return new EaselError(CODES[name] ?? 'camera-busy', String(thrown), { cause: thrown });
}

/** Failures after which the same camera may still work when less is asked of it. */
export function mayWorkLooser({ code }: EaselError): boolean {
  return code === 'camera-size' || code === 'camera-busy';
}
