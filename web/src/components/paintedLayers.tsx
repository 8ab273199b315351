import { useMemo } from 'react';
import type { Colours } from '../protocol/encoder';
import type { Picture } from '../protocol/picture';
import { matchedPicture } from '../saving/colourMatch';
import { recoloured } from '../saving/recolour';
import type { Painting } from '../studio/state';
import { PictureCanvas } from './PictureCanvas';

/** What lies over the photo: the photo in the painting's colours, where the strength needs that, and the painting. */
export interface Layers {
  readonly matched: Picture | null;
  readonly shown: Picture;
}

/** The layers of a painting in the colours that are chosen. */
export function useLayers(
  photo: Picture,
  painting: Pick<Painting, 'picture'> | null,
  strength: number,
  colours: Colours,
): Layers | null {
  const isMixed = strength > 0 && strength < 1;
  const shown = useMemo(
    () => (painting ? recoloured(photo, painting.picture, colours) : null),
    [photo, painting, colours],
  );
  const matched = useMemo(() => (shown && isMixed ? matchedPicture(photo, shown) : null), [photo, shown, isMixed]);
  return useMemo(() => shown && { matched, shown }, [matched, shown]);
}

interface Props {
  readonly layers: Layers;
  /** 0..1 */
  readonly strength: number;
  readonly label?: string;
}

/** As both have the strength as their opacity, the compositor mixes them with the photo as `blend` does, at no cost. */
export function PaintedLayers({ layers: { matched, shown }, strength, label }: Props) {
  return (
    <>
      {matched && <PictureCanvas picture={matched} opacity={strength} />}
      <PictureCanvas picture={shown} opacity={strength} {...(label !== undefined && { label })} />
    </>
  );
}
