/** The messages between the page and the opener worker, which opens picture files. */

import { isBoxOf, type Box } from './box';
import { isFailure, type Failure } from './failure';
import { isOneOf, isPicture, isRecord, isSide } from './guards';
import type { Picture } from './picture';

/** What a picture is wanted for decides the size at which it is developed. */
export const PURPOSES = ['photo', 'style'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** `whole`: a photo at its full size. */
export const FRAMINGS = [...PURPOSES, 'whole'] as const;
export type Framing = (typeof FRAMINGS)[number];

export interface OpenRequest {
  readonly type: 'open';
  readonly purpose: Framing;
  readonly file: Blob;
  /** The part of the picture that is wanted, in its own upright pixels; all of it where there is none. */
  readonly part?: Box;
  /** How long a photo may be; a photo at its full size, and a style, are what they are. */
  readonly longSide?: number;
}

export interface OpenedReply {
  readonly type: 'opened';
  readonly picture: Picture;
  /** Width and height of the file itself, upright. */
  readonly originalWidth: number;
  readonly originalHeight: number;
}

export interface NotOpenedReply {
  readonly type: 'failed';
  readonly failure: Failure;
}

export type OpenerReply = OpenedReply | NotOpenedReply;

export interface OpenerAnswers {
  open: OpenedReply;
}

/** How large the picture is, the worker knows. */
const ANY_SIZE = { width: Infinity, height: Infinity };

export function isOpenerRequest(value: unknown): value is OpenRequest {
  return (
    isRecord(value) &&
    value['type'] === 'open' &&
    isOneOf(value['purpose'], FRAMINGS) &&
    value['file'] instanceof Blob &&
    (value['part'] === undefined || isBoxOf(value['part'], ANY_SIZE)) &&
    (value['longSide'] === undefined || isSide(value['longSide']))
  );
}

export function isOpenerReply(value: unknown): value is OpenerReply {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'opened':
      return isPicture(value['picture']) && isSide(value['originalWidth']) && isSide(value['originalHeight']);
    case 'failed':
      return isFailure(value['failure']);
    default:
      return false;
  }
}
