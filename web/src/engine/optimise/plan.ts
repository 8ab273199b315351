/** The sizes of a run's stages, and pictures at them. The Python tool does the same (`export/optimise.py`). */

import { Resampler } from '../../opener/resample';
import type { OptimiseStage } from '../../protocol/optimise';
import type { OptimiseSettings } from '../../protocol/optimiseSettings';
import { sidesAt } from '../../protocol/optimiseSides';
import type { Picture } from '../../protocol/picture';

/** The stages of a run, coarse to fine. */
export function stagesOf(photo: OptimiseStage, settings: Pick<OptimiseSettings, 'size' | 'stages'>): OptimiseStage[] {
  return Array.from({ length: settings.stages }, (_, stage) =>
    sidesAt(photo, Math.round(settings.size / 2 ** (settings.stages - 1 - stage))),
  );
}

/** Sides of a style picture at a stage: its long side is that of the stage, but never more than its own. */
export function styleSides(style: OptimiseStage, stage: OptimiseStage): OptimiseStage {
  const size = Math.max(stage.width, stage.height);
  return sidesAt(style, Math.min(size, Math.max(style.width, style.height)));
}

/** The picture at these sides: RGB bytes, [height, width, 3]. */
export function bytesAt(picture: Picture, { width, height }: OptimiseStage): Uint8Array<ArrayBuffer> {
  const resampler = new Resampler(picture.width, picture.height, width, height);
  resampler.addRows(picture.data, picture.height);
  const { data } = resampler.finish();
  const bytes = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    bytes.set(data.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
  }
  return bytes;
}
