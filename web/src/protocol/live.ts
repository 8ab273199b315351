/**
 * The messages between the page and the engine worker while it paints live: one network, one style, frame after
 * frame. Like those of `engine.ts` they are requests that get exactly one reply each. Unlike there the worker keeps
 * the style and the last frame, so that a frame costs one small message.
 */

import {
  BACKENDS,
  isActiveBackend,
  isNetworkFiles,
  isStyle,
  STYLE_LENGTH_LIMIT,
  type ActiveBackend,
  type BackendName,
  type NetworkFiles,
  type Size,
} from './engine';
import { isFailure, type Failure } from './failure';
import { isDuration, isOneOf, isRecord, isSide } from './guards';

/** Long sides in pixels at which frames are painted: few, because shaders and buffers are kept for each size. */
export const LIVE_SIZES = [160, 224, 288, 384, 512, 640] as const;
export type LiveSize = (typeof LIVE_SIZES)[number];

/** Frames are shown at the size of their source, at most at this long side. */
export const LIVE_CANVAS_LIMIT = 1280;

/** How a painted frame is shown. None of it runs the network. */
export interface LiveView {
  /** 0 (the camera picture) .. 1 (the painting). */
  readonly strength: number;
  /** Brightness of the painting, colours of the camera picture. */
  readonly keepColours: boolean;
  /** Left and right exchanged, as in a mirror. */
  readonly mirror: boolean;
  /** Left of this share of the width (0..1, after mirroring) lies the camera picture; null: nowhere. */
  readonly divider: number | null;
  /** Holds the painting where the camera picture is still, against flicker. */
  readonly smooth: boolean;
}

export const INITIAL_VIEW: LiveView = { strength: 1, keepColours: false, mirror: false, divider: null, smooth: true };

/** A picture of a camera or film: whoever receives it closes it. */
export type LiveFrame = VideoFrame | ImageBitmap;

/** The network of live frames, with what the page knows of it. */
export interface LiveNetwork {
  readonly files: NetworkFiles;
  /** Numbers in a style vector, K. */
  readonly styleLength: number;
}

/** Starts the first back end of `candidates` that works, and loads the network on it. Once in a worker's life. */
export interface LiveStartRequest {
  readonly type: 'live-start';
  readonly candidates: readonly BackendName[];
  readonly forced: boolean;
  readonly network: LiveNetwork;
}

/** The style of all frames from now on. */
export interface LiveStyleRequest {
  readonly type: 'live-style';
  readonly style: Float32Array;
}

/** Makes everything ready for frames of this source at this long side: shaders, buffers, one run. */
export interface LivePrepareRequest {
  readonly type: 'live-prepare';
  readonly source: Size;
  readonly size: LiveSize;
}

/** Frames are to be read from here when a request brings none; null ends that. */
export interface LiveStreamRequest {
  readonly type: 'live-stream';
  readonly stream: ReadableStream<VideoFrame> | null;
}

/** Paints a frame. Without one: the newest of the stream, once there is one that was not painted yet. */
export interface LiveFrameRequest {
  readonly type: 'live-frame';
  readonly frame: LiveFrame | null;
  readonly size: LiveSize;
  readonly view: LiveView;
}

/** The last frame again, in another view. */
export interface LiveShowRequest {
  readonly type: 'live-show';
  readonly view: LiveView;
}

export type LiveRequest =
  LiveStartRequest | LiveStyleRequest | LivePrepareRequest | LiveStreamRequest | LiveFrameRequest | LiveShowRequest;

export interface LiveStartedReply {
  readonly type: 'live-started';
  readonly backend: ActiveBackend;
}

/** The request was done and there is nothing to tell. */
export interface LiveDoneReply {
  readonly type: 'live-done';
}

export interface LivePaintedReply {
  readonly type: 'live-painted';
  /** The frame as it is to be shown: whoever receives it shows or closes it. */
  readonly picture: ImageBitmap;
  /** Time from the frame in hand to the picture. */
  readonly milliseconds: number;
  /** The size at which the network ran. */
  readonly painted: Size;
  /** Frames of the stream that were passed over since the last reply. */
  readonly skipped: number;
}

/** The stream had no new frame for a while, or has `ended`: the camera was taken away, or the film is over. */
export interface LiveIdleReply {
  readonly type: 'live-idle';
  readonly ended: boolean;
}

export interface LiveFailedReply {
  readonly type: 'failed';
  readonly failure: Failure;
}

export type LiveReply = LiveStartedReply | LiveDoneReply | LivePaintedReply | LiveIdleReply | LiveFailedReply;

/** What each request is answered with when it goes well. */
export interface LiveAnswers {
  'live-start': LiveStartedReply;
  'live-style': LiveDoneReply;
  'live-prepare': LiveDoneReply;
  'live-stream': LiveDoneReply;
  'live-frame': LivePaintedReply | LiveIdleReply;
  'live-show': LivePaintedReply;
}

function isSize(value: unknown): value is Size {
  return isRecord(value) && isSide(value['width']) && isSide(value['height']);
}

export function isLiveSize(value: unknown): value is LiveSize {
  return (LIVE_SIZES as readonly unknown[]).includes(value);
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function isView(value: unknown): value is LiveView {
  return (
    isRecord(value) &&
    isShare(value['strength']) &&
    typeof value['keepColours'] === 'boolean' &&
    typeof value['mirror'] === 'boolean' &&
    (value['divider'] === null || isShare(value['divider'])) &&
    typeof value['smooth'] === 'boolean'
  );
}

/** An instance of a class that not every browser, and no Node, has. */
function isInstance(value: unknown, name: 'VideoFrame' | 'ImageBitmap' | 'ReadableStream'): boolean {
  const made = (globalThis as Record<string, unknown>)[name];
  return typeof made === 'function' && value instanceof made;
}

function isFrame(value: unknown): value is LiveFrame {
  return isInstance(value, 'VideoFrame') || isInstance(value, 'ImageBitmap');
}

function isLiveNetwork(value: unknown): value is LiveNetwork {
  return (
    isRecord(value) &&
    isNetworkFiles(value['files']) &&
    isSide(value['styleLength']) &&
    value['styleLength'] <= STYLE_LENGTH_LIMIT
  );
}

export function isLiveRequest(value: unknown): value is LiveRequest {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'live-start':
      return (
        Array.isArray(value['candidates']) &&
        value['candidates'].every((name) => isOneOf(name, BACKENDS)) &&
        typeof value['forced'] === 'boolean' &&
        isLiveNetwork(value['network'])
      );
    case 'live-style':
      return isStyle(value['style']);
    case 'live-prepare':
      return isSize(value['source']) && isLiveSize(value['size']);
    case 'live-stream':
      return value['stream'] === null || isInstance(value['stream'], 'ReadableStream');
    case 'live-frame':
      return (value['frame'] === null || isFrame(value['frame'])) && isLiveSize(value['size']) && isView(value['view']);
    case 'live-show':
      return isView(value['view']);
    default:
      return false;
  }
}

export function isLiveReply(value: unknown): value is LiveReply {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'live-started':
      return isActiveBackend(value['backend']);
    case 'live-done':
      return true;
    case 'live-idle':
      return typeof value['ended'] === 'boolean';
    case 'live-painted':
      return (
        isInstance(value['picture'], 'ImageBitmap') &&
        isDuration(value['milliseconds']) &&
        isSize(value['painted']) &&
        isDuration(value['skipped'])
      );
    case 'failed':
      return isFailure(value['failure']);
    default:
      return false;
  }
}
