/**
 * The messages between the page and the engine worker, which alone runs TensorFlow.js. Every request carries an
 * id and is answered by exactly one reply with the same id. The engine keeps no picture and no style: a style is
 * the vector that `encode` answers, and it is the page that keeps it.
 */

import { isFailure, type Failure } from './failure';
import { isDuration, isOneOf, isPicture, isRecord, isSide, type UnknownRecord } from './guards';
import type { Picture } from './picture';

/** In the order in which they are tried. */
export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** Numbers in a style vector (K in the manifest may be anything up to this). */
export const STYLE_LENGTH_LIMIT = 256;

/** One network as fetched and verified: its parsed model.json and its weight shards joined. */
export interface NetworkFiles {
  readonly model: UnknownRecord;
  readonly weights: ArrayBuffer;
}

/** What painting in a known style needs. The style encoder comes when a picture's style is wanted. */
export interface Networks {
  readonly styleTransformer: NetworkFiles;
  /** Numbers in a style vector, K. */
  readonly styleLength: number;
}

/** The back end that runs, and on how many threads (1 unless it is threaded wasm). */
export interface ActiveBackend {
  readonly name: BackendName;
  readonly threads: number;
  /** True where a GPU interface is emulated on the processor. */
  readonly software: boolean;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Starts the first back end of `candidates` that works and loads the style transformer on it. */
export interface StartRequest {
  readonly type: 'start';
  readonly candidates: readonly BackendName[];
  /** True when the reader asked for this very back end: then software GPUs count, and there is no next one. */
  readonly forced: boolean;
  readonly networks: Networks;
}

/** Loads the style encoder on the back end that was started. */
export interface LoadEncoderRequest {
  readonly type: 'load-encoder';
  readonly encoder: NetworkFiles;
}

/** Compiles what a photo of this size needs, so that painting does not stall on it. */
export interface PrepareRequest {
  readonly type: 'prepare';
  readonly photo: Size;
  /** The style picture's; null where the vector is known. Else the style encoder must have been loaded. */
  readonly style: Size | null;
}

/** Style picture to style vector; the style encoder must have been loaded. */
export interface EncodeRequest {
  readonly type: 'encode';
  readonly picture: Picture;
}

/** Photo and style vector to painting, at the size of the photo. */
export interface PaintRequest {
  readonly type: 'paint';
  readonly photo: Picture;
  readonly style: Float32Array;
  /** At which the network sees the photo; its own where this is absent. */
  readonly size?: Size;
}

export type EngineRequest = StartRequest | LoadEncoderRequest | PrepareRequest | EncodeRequest | PaintRequest;

export interface StartedReply {
  readonly type: 'started';
  readonly backend: ActiveBackend;
}
export interface EncoderLoadedReply {
  readonly type: 'encoder-loaded';
}
export interface PreparedReply {
  readonly type: 'prepared';
}
export interface EncodedReply {
  readonly type: 'encoded';
  readonly style: Float32Array;
  readonly milliseconds: number;
}
export interface PaintedReply {
  readonly type: 'painted';
  readonly picture: Picture;
  readonly milliseconds: number;
}
export interface FailedReply {
  readonly type: 'failed';
  readonly failure: Failure;
}

export type EngineReply = StartedReply | EncoderLoadedReply | PreparedReply | EncodedReply | PaintedReply | FailedReply;

/** What each request is answered with when it goes well. */
export interface EngineAnswers {
  start: StartedReply;
  'load-encoder': EncoderLoadedReply;
  prepare: PreparedReply;
  encode: EncodedReply;
  paint: PaintedReply;
}

export function isStyle(value: unknown): value is Float32Array {
  return value instanceof Float32Array && value.length > 0 && value.length <= STYLE_LENGTH_LIMIT;
}

function isSize(value: unknown): value is Size {
  return isRecord(value) && isSide(value['width']) && isSide(value['height']);
}

export function isSizeOrAbsent(value: unknown): value is Size | undefined {
  return value === undefined || isSize(value);
}

export function isNetworkFiles(value: unknown): value is NetworkFiles {
  return isRecord(value) && isRecord(value['model']) && value['weights'] instanceof ArrayBuffer;
}

function isNetworks(value: unknown): value is Networks {
  return (
    isRecord(value) &&
    isNetworkFiles(value['styleTransformer']) &&
    isSide(value['styleLength']) &&
    value['styleLength'] <= STYLE_LENGTH_LIMIT
  );
}

export function isActiveBackend(value: unknown): value is ActiveBackend {
  return (
    isRecord(value) &&
    isOneOf(value['name'], BACKENDS) &&
    isSide(value['threads']) &&
    typeof value['software'] === 'boolean'
  );
}

export function isEngineRequest(value: unknown): value is EngineRequest {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'start':
      return (
        Array.isArray(value['candidates']) &&
        value['candidates'].every((name) => isOneOf(name, BACKENDS)) &&
        typeof value['forced'] === 'boolean' &&
        isNetworks(value['networks'])
      );
    case 'load-encoder':
      return isNetworkFiles(value['encoder']);
    case 'prepare':
      return isSize(value['photo']) && (value['style'] === null || isSize(value['style']));
    case 'encode':
      return isPicture(value['picture']);
    case 'paint':
      return isPicture(value['photo']) && isStyle(value['style']) && isSizeOrAbsent(value['size']);
    default:
      return false;
  }
}

export function isEngineReply(value: unknown): value is EngineReply {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'started':
      return isActiveBackend(value['backend']);
    case 'encoder-loaded':
    case 'prepared':
      return true;
    case 'encoded':
      return isStyle(value['style']) && isDuration(value['milliseconds']);
    case 'painted':
      return isPicture(value['picture']) && isDuration(value['milliseconds']);
    case 'failed':
      return isFailure(value['failure']);
    default:
      return false;
  }
}
