/**
 * The messages between the page and the worker that optimises a picture (Gatys, Ecker, Bethge 2015). Requests get
 * exactly one reply each, like those of `engine.ts`, and it is the page that drives: `optimise-open` lays a run out,
 * every `optimise-advance` takes some steps of it. So
 *
 * - a pause is to ask for no more steps, and to resume is to ask again;
 * - to cancel is to close the port, which ends the worker at once;
 * - between two advances the page may change weights (`optimise-change`) or take a state to keep
 *   (`optimise-snapshot`), from which a later `optimise-open` goes on as if nothing had been.
 *
 * The settings themselves are in `optimiseSettings.ts`, what may be wrong with them in `optimiseProblems.ts`, and files
 * of them in `optimiseFile.ts`.
 */

import {
  BACKENDS,
  isActiveBackend,
  isNetworkFiles,
  type ActiveBackend,
  type BackendName,
  type NetworkFiles,
} from './engine';
import { isFailure, type Failure } from './failure';
import { isCount, isDuration, isOneOf, isPicture, isRecord, isSide, type UnknownRecord } from './guards';
import { isOptimiseSettings } from './optimiseFile';
import { CHANGEABLE, TAPS, type Changeable, type OptimiseSettings, type TapName } from './optimiseSettings';
import type { Picture } from './picture';

export * from './optimiseFile';
export * from './optimiseProblems';
export * from './optimiseSettings';

/**
 * Everything a run needs to go on: the picture, what the optimiser remembers, and where it stands. Opaque to the page,
 * which only keeps it (it survives structured cloning, so IndexedDB takes it as it is). On the back end `wasm` a run
 * that goes on from it gives the bytes that it would have given without the interruption.
 */
export interface OptimiseState {
  readonly version: 1;
  /** Stage, from 0. */
  readonly stage: number;
  /** Steps done in this stage, and in all. */
  readonly step: number;
  readonly total: number;
  /** Sides of the picture at this stage. */
  readonly width: number;
  readonly height: number;
  /** By name; `image` has the shape [height, width, 3]. */
  readonly arrays: Readonly<Record<string, Float32Array>>;
  readonly numbers: Readonly<Record<string, number>>;
}

/**
 * Starts a back end, loads the encoder and lays the run out. Once in a worker's life.
 * Photo and style pictures come at their own size (at most 2048 px); the worker scales them.
 */
export interface OptimiseOpenRequest {
  readonly type: 'optimise-open';
  readonly candidates: readonly BackendName[];
  /** True when the reader asked for this very back end: then software GPUs count, and there is no next one. */
  readonly forced: boolean;
  readonly encoder: NetworkFiles;
  readonly settings: OptimiseSettings;
  readonly photo: Picture;
  readonly styles: readonly Picture[];
  /** Where to go on; null: from the start. It must stem from the same settings and pictures. */
  readonly state: OptimiseState | null;
}

/** Takes steps for about so long (at least one), less where a preview is due or a stage ends. */
export interface OptimiseAdvanceRequest {
  readonly type: 'optimise-advance';
  readonly milliseconds: number;
}

/** Other weights, rate or steps from the next step on. */
export interface OptimiseChangeRequest {
  readonly type: 'optimise-change';
  readonly change: Partial<Pick<OptimiseSettings, Changeable>>;
}

export interface OptimiseSnapshotRequest {
  readonly type: 'optimise-snapshot';
}

export type OptimiseRequest =
  OptimiseOpenRequest | OptimiseAdvanceRequest | OptimiseChangeRequest | OptimiseSnapshotRequest;

/** One stage of a run, coarse to fine. */
export interface OptimiseStage {
  readonly width: number;
  readonly height: number;
}

/** The run is laid out and nothing has been computed yet but what it aims at. */
export interface OptimiseReadyReply {
  readonly type: 'optimise-ready';
  readonly backend: ActiveBackend;
  readonly stages: readonly OptimiseStage[];
  /** Where it stands: 0 and 0, or where the state left it. */
  readonly stage: number;
  readonly step: number;
  readonly total: number;
  /** What the run needs at its largest stage, by estimate, and what there is. */
  readonly bytes: number;
  readonly limit: number;
  /** The picture as it starts. */
  readonly picture: Picture;
}

/** It would need more memory than there is. The worker has loaded nothing and can be closed. */
export interface OptimiseRefusedReply {
  readonly type: 'optimise-refused';
  readonly bytes: number;
  readonly limit: number;
  /** The largest `size` with which it would go; null where none would. */
  readonly possible: number | null;
}

/** The terms of the loss after a step, each with its weight, so that they add up to `total`. */
export interface OptimiseLosses {
  /** Stage from 0, and the number of this step in all, from 1. */
  readonly stage: number;
  readonly step: number;
  readonly total: number;
  readonly content: number;
  readonly variation: number;
  /** By tap. */
  readonly style: Readonly<Partial<Record<TapName, number>>>;
}

/** Why a run is over. */
export const ENDINGS = ['steps', 'plateau'] as const;
export type Ending = (typeof ENDINGS)[number];

export interface OptimiseProgressReply {
  readonly type: 'optimise-progress';
  /** Where it stands: stage from 0, steps done in it, steps done in all. */
  readonly stage: number;
  readonly step: number;
  readonly total: number;
  /** One a step, in order; measured on the picture that the step started from. */
  readonly losses: readonly OptimiseLosses[];
  /** Milliseconds a step, the mean of this advance. */
  readonly milliseconds: number;
  /** The picture at the size of its stage: every `previewEvery` steps, at the end of a stage, and at the end. */
  readonly picture: Picture | null;
  /** Null while there are steps to take; `picture` then is the result. */
  readonly ending: Ending | null;
}

export interface OptimiseChangedReply {
  readonly type: 'optimise-changed';
  readonly settings: OptimiseSettings;
}

export interface OptimiseStateReply {
  readonly type: 'optimise-state';
  readonly state: OptimiseState;
}

export interface OptimiseFailedReply {
  readonly type: 'failed';
  readonly failure: Failure;
}

export type OptimiseReply =
  | OptimiseReadyReply
  | OptimiseRefusedReply
  | OptimiseProgressReply
  | OptimiseChangedReply
  | OptimiseStateReply
  | OptimiseFailedReply;

/** What each request is answered with when it goes well. */
export interface OptimiseAnswers {
  'optimise-open': OptimiseReadyReply | OptimiseRefusedReply;
  'optimise-advance': OptimiseProgressReply;
  'optimise-change': OptimiseChangedReply;
  'optimise-snapshot': OptimiseStateReply;
}

/** Whether a value, perhaps out of the browser's storage, has the form of a state. */
export function isOptimiseState(value: unknown): value is OptimiseState {
  if (!isRecord(value) || value['version'] !== 1) return false;
  const { stage, step, total, width, height, arrays, numbers } = value;
  if (!isCount(stage) || !isCount(step) || !isCount(total) || !isSide(width) || !isSide(height)) return false;
  if (!isRecord(arrays) || !isRecord(numbers)) return false;
  const length = width * height * 3;
  const image = arrays['image'];
  return (
    image instanceof Float32Array &&
    image.length === length &&
    Object.values(arrays).every((array) => array instanceof Float32Array) &&
    Object.values(numbers).every((number) => typeof number === 'number')
  );
}

export function isOptimiseRequest(value: unknown): value is OptimiseRequest {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'optimise-open':
      return (
        Array.isArray(value['candidates']) &&
        value['candidates'].every((name) => isOneOf(name, BACKENDS)) &&
        typeof value['forced'] === 'boolean' &&
        isNetworkFiles(value['encoder']) &&
        isOptimiseSettings(value['settings']) &&
        isPicture(value['photo']) &&
        Array.isArray(value['styles']) &&
        value['styles'].length > 0 &&
        value['styles'].every(isPicture) &&
        (value['state'] === null || isOptimiseState(value['state']))
      );
    case 'optimise-advance':
      return isDuration(value['milliseconds']);
    case 'optimise-change':
      // What it makes of the settings is checked when it is put into them.
      return isRecord(value['change']) && Object.keys(value['change']).every((name) => isOneOf(name, CHANGEABLE));
    case 'optimise-snapshot':
      return true;
    default:
      return false;
  }
}

export function isOptimiseReply(value: unknown): value is OptimiseReply {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'optimise-ready':
      return (
        isActiveBackend(value['backend']) &&
        Array.isArray(value['stages']) &&
        value['stages'].every((stage) => isRecord(stage) && isSide(stage['width']) && isSide(stage['height'])) &&
        isPlace(value) &&
        isDuration(value['bytes']) &&
        isDuration(value['limit']) &&
        isPicture(value['picture'])
      );
    case 'optimise-refused':
      return (
        isDuration(value['bytes']) &&
        isDuration(value['limit']) &&
        (value['possible'] === null || isSide(value['possible']))
      );
    case 'optimise-progress':
      return (
        isPlace(value) &&
        Array.isArray(value['losses']) &&
        value['losses'].every(isLosses) &&
        isDuration(value['milliseconds']) &&
        (value['picture'] === null || isPicture(value['picture'])) &&
        (value['ending'] === null || isOneOf(value['ending'], ENDINGS))
      );
    case 'optimise-changed':
      return isOptimiseSettings(value['settings']);
    case 'optimise-state':
      return isOptimiseState(value['state']);
    case 'failed':
      return isFailure(value['failure']);
    default:
      return false;
  }
}

function isPlace(value: UnknownRecord): boolean {
  return isCount(value['stage']) && isCount(value['step']) && isCount(value['total']);
}

export function isLosses(value: unknown): value is OptimiseLosses {
  return (
    isRecord(value) &&
    isCount(value['stage']) &&
    isSide(value['step']) &&
    [value['total'], value['content'], value['variation']].every(isDuration) &&
    isRecord(value['style']) &&
    Object.entries(value['style']).every(([tap, loss]) => isOneOf(tap, TAPS) && isDuration(loss))
  );
}
