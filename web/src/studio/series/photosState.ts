/** What is seen of many photos while they are painted. */

import type { FailureCode } from '../../protocol/failure';
import type { MiddleKind } from '../frame/crop';
import type { FullPhase } from '../fullSize';
import type { Phase } from '../painter';

export interface SeriesPhoto {
  readonly id: number;
  /** Of its file. */
  readonly name: string;
  readonly status: 'waiting' | 'opening' | 'painting' | 'done' | 'failed';
  /** Paintings of it that are there. */
  readonly painted: number;
  /** The newest of them, small. */
  readonly thumbnail: Blob | null;
  /** Why it could not be painted. */
  readonly failure: FailureCode | null;
}

export interface PhotosState {
  readonly photos: readonly SeriesPhoto[];
  /** Ids of the styles that each photo is painted in. */
  readonly picks: readonly string[];
  /** What is cut out of the middle of each painting. */
  readonly crop: MiddleKind;
  /** `over`: all were painted, or the reader has broken it off. */
  readonly status: 'choosing' | 'running' | 'paused' | 'over';
  /** What the photo that is painted right now is at. */
  readonly phase: Phase | FullPhase | null;
  /** Milliseconds until all are painted, once that can be told. */
  readonly left: number | null;
  /** Why it waits, where not the reader has said so. */
  readonly problem: FailureCode | null;
  /** What was left out of the folders that were added last. */
  readonly passedOver: number;
  /** Photos that were one too many. */
  readonly tooMany: number;
  /** The archive is being made. */
  readonly isPacking: boolean;
  /** All that is there has been saved. */
  readonly isSaved: boolean;
}

export const INITIAL_PHOTOS: PhotosState = {
  photos: [],
  picks: [],
  crop: 'whole',
  status: 'choosing',
  phase: null,
  left: null,
  problem: null,
  passedOver: 0,
  tooMany: 0,
  isPacking: false,
  isSaved: false,
};

/** True for the photo that is painted right now. */
export function isUnderWay({ status }: SeriesPhoto): boolean {
  return status === 'opening' || status === 'painting';
}

/** How far all of it is, 0..1: a photo that failed is done with. */
export function shareOfAll({ photos, picks, phase }: PhotosState): number {
  const done = photos.reduce((sum, { status, painted }) => sum + (status === 'failed' ? picks.length : painted), 0);
  const begun = phase?.kind === 'painting' && 'share' in phase ? phase.share : 0;
  return Math.min(1, (done + begun) / Math.max(1, photos.length * picks.length));
}
