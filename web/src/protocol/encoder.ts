/** The messages between the page and the encoder worker, which makes files of paintings. */

import { isBoxOf, type Box } from './box';
import { isFailure, type Failure } from './failure';
import { isDuration, isOneOf, isPicture, isRecord, isString, type UnknownRecord } from './guards';
import { isMask, type Mask } from './mask';
import type { Picture } from './picture';
import { isShot, type Shot } from './shot';

export const FORMATS = ['png', 'jpeg', 'webp'] as const;
export type Format = (typeof FORMATS)[number];

/** Whose colours a painting has: as it was painted; the photo's chroma; its own, moved to where the photo's are. */
export const COLOURS = ['style', 'photo', 'matched'] as const;
export type Colours = (typeof COLOURS)[number];

/** What a file is made of. */
export interface FilePixels {
  readonly photo: Picture;
  /** Of any size; scaled to that of the photo. */
  readonly painting: Picture;
  /** A painting for what the mask leaves; null or absent: the photo. */
  readonly rest?: Picture | null;
}

export interface EncodeFileRequest extends FilePixels {
  readonly type: 'encode-file';
  /** Where the painting is to be seen; null or absent: everywhere. */
  readonly mask?: Mask | null;
  readonly colours: Colours;
  /** 0 (the photo) .. 1 (the painting in these colours). */
  readonly strength: number;
  readonly format: Format;
  /** 0..1; means nothing for PNG. */
  readonly quality: number;
  /** A text for PNG files to hold, with the mask; null: neither. */
  readonly settings: string | null;
  /** The part that goes into the file, in pixels of the photo; null or absent: all of it. */
  readonly crop?: Box | null;
  /** Pixels per inch for PNG and JPEG files to state; null or absent: none. */
  readonly density?: number | null;
  /** What the file says of how the photo was taken; null or absent: nothing. */
  readonly shot?: Shot | null;
}

/** Asks for the pixels of the file that was made last, or was to be made: they came with it and were not copied. */
export interface HandBackRequest {
  readonly type: 'hand-back';
}

/** Asks what a photo's file says of how it was taken. */
export interface ReadShotRequest {
  readonly type: 'read-shot';
  readonly file: Blob;
}

export type EncoderRequest = EncodeFileRequest | HandBackRequest | ReadShotRequest;

export interface EncodedFileReply {
  readonly type: 'encoded-file';
  readonly file: Blob;
}

export interface HandedBackReply extends Required<FilePixels> {
  readonly type: 'handed-back';
}

export interface ShotReply {
  readonly type: 'shot';
  readonly shot: Shot | null;
}

export interface NotEncodedReply {
  readonly type: 'failed';
  readonly failure: Failure;
}

export type EncoderReply = EncodedFileReply | HandedBackReply | ShotReply | NotEncodedReply;

export interface EncoderAnswers {
  'encode-file': EncodedFileReply;
  'hand-back': HandedBackReply;
  'read-shot': ShotReply;
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

export function isEncoderRequest(value: unknown): value is EncoderRequest {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'encode-file':
      return isEncodeFileRequest(value);
    case 'hand-back':
      return true;
    case 'read-shot':
      return value['file'] instanceof Blob;
    default:
      return false;
  }
}

function isFilePixels({ photo, painting, rest = null }: UnknownRecord): boolean {
  return isPicture(photo) && isPicture(painting) && (rest === null || isPicture(rest));
}

function isEncodeFileRequest(value: UnknownRecord): boolean {
  const { photo, mask = null, crop = null, density = null, shot = null } = value;
  return (
    isFilePixels(value) &&
    (mask === null || isMask(mask)) &&
    isOneOf(value['colours'], COLOURS) &&
    isShare(value['strength']) &&
    isOneOf(value['format'], FORMATS) &&
    isShare(value['quality']) &&
    (value['settings'] === null || isString(value['settings'])) &&
    (crop === null || (isPicture(photo) && isBoxOf(crop, photo))) &&
    (density === null || (isDuration(density) && density > 0)) &&
    (shot === null || isShot(shot))
  );
}

export function isEncoderReply(value: unknown): value is EncoderReply {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'encoded-file':
      return value['file'] instanceof Blob;
    case 'handed-back':
      return isFilePixels(value);
    case 'shot':
      return value['shot'] === null || isShot(value['shot']);
    case 'failed':
      return isFailure(value['failure']);
    default:
      return false;
  }
}
