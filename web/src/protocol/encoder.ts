/** The messages between the page and the encoder worker, which makes files of paintings. */

import { isFailure, type Failure } from './failure';
import { isOneOf, isPicture, isRecord } from './guards';
import type { Picture } from './picture';

export const FORMATS = ['png', 'jpeg', 'webp'] as const;
export type Format = (typeof FORMATS)[number];

export interface EncodeFileRequest {
  readonly type: 'encode-file';
  readonly photo: Picture;
  /** Of the same size. */
  readonly painting: Picture;
  /** 0 (the photo) .. 1 (the painting). */
  readonly strength: number;
  readonly format: Format;
  /** 0..1; means nothing for PNG. */
  readonly quality: number;
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
    isShare(value['strength']) &&
    isOneOf(value['format'], FORMATS) &&
    isShare(value['quality'])
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
