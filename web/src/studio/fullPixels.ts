/** The pixels of a painting at full size: painted anew, or enlarged from what is shown; with those of a second style. */

import type { Size } from '../protocol/engine';
import type { Picture } from '../protocol/picture';
import type { FullPhase, FullSizeOptions, FullSizePainter } from './fullSize';
import { styleSource, type Painting } from './state';

/** What files are made of. */
export interface Pixels {
  readonly photo: Picture;
  /** Of any size. */
  readonly painting: Picture;
  /** For what a mask leaves; null: the photo. */
  readonly rest: Picture | null;
}

export interface PaintedPixels extends Pixels {
  /** For each pixel that the network saw; null where it saw none. */
  readonly milliseconds: number | null;
}

/** As they are shown. */
export function onScreen({ photo, picture }: Painting, rest: Painting | null): Pixels {
  return { photo: photo.picture, painting: picture, rest: rest?.picture ?? null };
}

/** With strokes as they are shown: what is shown is enlarged when a file is made of it. */
export async function enlarged(
  { open, makeRoom }: Pick<FullSizeOptions, 'open' | 'makeRoom'>,
  file: Blob,
  painting: Painting,
  rest: Painting | null,
): Promise<PaintedPixels> {
  makeRoom();
  return { ...onScreen(painting, rest), photo: await open(file), milliseconds: null };
}

/**
 * With strokes as the network paints them at this size: in one style, and then in the second where there is one.
 * @throws EaselError
 */
export async function paintedAnew(
  painter: FullSizePainter,
  file: Blob,
  painting: Painting,
  rest: Painting | null,
  onPhase: (phase: FullPhase) => void,
): Promise<PaintedPixels> {
  const { style, detail } = painting;
  const count = rest ? 2 : 1;
  const report = (done: number) => (phase: FullPhase) => {
    onPhase(phaseOfAll(phase, done, count));
  };
  const first = await painter.paint({ file, style: styleSource(style), detail }, report(0));
  const milliseconds = first.milliseconds / countOf(first.picture);
  if (!rest) return { photo: first.photo, painting: first.picture, rest: null, milliseconds };
  const job = { file, photo: first.photo, style: styleSource(rest.style), detail: rest.detail };
  const second = await painter.paint(job, report(1));
  return { photo: second.photo, painting: first.picture, rest: second.picture, milliseconds };
}

export function countOf({ width, height }: Size): number {
  return width * height;
}

/** How far it is with all paintings, of which some are done. */
function phaseOfAll(phase: FullPhase, done: number, count: number): FullPhase {
  if (phase.kind !== 'painting') return phase;
  const { share, left } = phase;
  // Each takes as long as this one.
  const later = left === null || share === 1 ? 0 : (left / (1 - share)) * (count - 1 - done);
  return { kind: 'painting', share: (done + share) / count, left: left === null ? null : left + later };
}
