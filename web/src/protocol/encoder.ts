/** The messages between the page and the encoder worker, which makes files of paintings. */

import { isFailure, type Failure } from './failure';
import { isOneOf, isPicture, isRecord, isString } from './guards';
import type { Picture } from './picture';

export const FORMATS = ['png', 'jpeg', 'webp'] as const;
export type Format = (typeof FORMATS)[number];

/** Whose colours a painting has: as it was painted; the photo's chroma; its own, moved to where the photo's are. */
export const COLOURS = ['style', 'photo', 'matched'] as const;
export type Colours = (typeof COLOURS)[number];

export interface EncodeFileRequest {
  readonly type: 'encode-file';
  readonly photo: Picture;
  /** Of the same size. */
  readonly painting: Picture;
  readonly colours: Colours;
  /** 0 (the photo) .. 1 (the painting in these colours). */
  readonly strength: number;
  readonly format: Format;
  /** 0..1; means nothing for PNG. */
  readonly quality: number;
  /** A text for PNG files to hold; null: none. */
  readonly settings: string | null;
}

export interface EncodedFileReply {
  readonly type: 'encoded-file';
  readonly file: Blob;
}

export interface NotEncodedReply {
  readonly type: 'failed';
  readonly failure: Failure;
}

export type EncoderReply = EncodedFileReply | NotEncodedReply;

export interface EncoderAnswers {
  'encode-file': EncodedFileReply;
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

export function isEncoderRequest(value: unknown): value is EncodeFileRequest {
  return (
    isRecord(value) &&
    value['type'] === 'encode-file' &&
    isPicture(value['photo']) &&
    isPicture(value['painting']) &&
    isOneOf(value['colours'], COLOURS) &&
    isShare(value['strength']) &&
    isOneOf(value['format'], FORMATS) &&
    isShare(value['quality']) &&
    (value['settings'] === null || isString(value['settings']))
  );
}

export function isEncoderReply(value: unknown): value is EncoderReply {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'encoded-file':
      return value['file'] instanceof Blob;
    case 'failed':
      return isFailure(value['failure']);
    default:
      return false;
  }
}
