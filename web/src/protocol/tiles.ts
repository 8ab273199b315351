/**
 * The messages between the page and an engine worker that paints one photo at its full size, tile by tile. Requests
 * get exactly one reply each; between them the worker keeps how far it is, so that progress can be shown, and a
 * painting that is broken off ends with the worker.
 */

import {
  BACKENDS,
  isActiveBackend,
  isNetworkFiles,
  isSizeOrAbsent,
  isStyle,
  type ActiveBackend,
  type BackendName,
  type NetworkFiles,
  type Size,
} from './engine';
import { isFailure, type Failure } from './failure';
import { isDuration, isOneOf, isPicture, isRecord } from './guards';
import type { Picture } from './picture';

/** Starts the first back end of `candidates` that works, and loads the style transformer on it. */
export interface TilesStartRequest {
  readonly type: 'tiles-start';
  readonly candidates: readonly BackendName[];
  readonly forced: boolean;
  readonly transformer: NetworkFiles;
}

/** Begins to paint a photo; one that was not finished is given up. */
export interface TilesBeginRequest {
  readonly type: 'tiles-begin';
  readonly photo: Picture;
  readonly style: Float32Array;
  /** At which the network sees the photo, and at which it is painted; its own where this is absent. */
  readonly size?: Size;
}

/** Goes on for a moment. */
export interface TilesStepRequest {
  readonly type: 'tiles-step';
}

export type TilesRequest = TilesStartRequest | TilesBeginRequest | TilesStepRequest;

export interface TilesStartedReply {
  readonly type: 'tiles-started';
  readonly backend: ActiveBackend;
}
export interface TilesProgressReply {
  readonly type: 'tiles-progress';
  /** How far it is, 0..1. */
  readonly share: number;
}
export interface TilesPaintedReply {
  readonly type: 'tiles-painted';
  /** The photo, handed back. */
  readonly photo: Picture;
  /** At the size that was asked for. */
  readonly painting: Picture;
  /** Time that the network took. */
  readonly milliseconds: number;
}
export interface TilesFailedReply {
  readonly type: 'failed';
  readonly failure: Failure;
}

export type TilesReply = TilesStartedReply | TilesProgressReply | TilesPaintedReply | TilesFailedReply;

export interface TilesAnswers {
  'tiles-start': TilesStartedReply;
  'tiles-begin': TilesProgressReply;
  'tiles-step': TilesProgressReply | TilesPaintedReply;
}

export function isTilesRequest(value: unknown): value is TilesRequest {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'tiles-start':
      return (
        Array.isArray(value['candidates']) &&
        value['candidates'].every((name) => isOneOf(name, BACKENDS)) &&
        typeof value['forced'] === 'boolean' &&
        isNetworkFiles(value['transformer'])
      );
    case 'tiles-begin':
      return isPicture(value['photo']) && isStyle(value['style']) && isSizeOrAbsent(value['size']);
    case 'tiles-step':
      return true;
    default:
      return false;
  }
}

export function isTilesReply(value: unknown): value is TilesReply {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'tiles-started':
      return isActiveBackend(value['backend']);
    case 'tiles-progress':
      return isDuration(value['share']) && value['share'] <= 1;
    case 'tiles-painted':
      return isPicture(value['photo']) && isPicture(value['painting']) && isDuration(value['milliseconds']);
    case 'failed':
      return isFailure(value['failure']);
    default:
      return false;
  }
}
