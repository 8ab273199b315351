import { useMemo } from 'react';
import type { Colours } from '../protocol/encoder';
import type { Picture } from '../protocol/picture';
import { halfwayPicture } from '../saving/halfway';
import { recoloured } from '../saving/recolour';
import type { Painting } from '../studio/state';
import { PictureCanvas } from './PictureCanvas';

/** What lies over the photo: what lies between them, where the strength needs that, and the painting. */
export interface Layers {
  readonly halfway: Picture | null;
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
  const halfway = useMemo(() => (shown && isMixed ? halfwayPicture(photo, shown) : null), [photo, shown, isMixed]);
  return useMemo(() => shown && { halfway, shown }, [halfway, shown]);
}

interface Props {
  readonly layers: Layers;
  /** 0..1 */
  readonly strength: number;
  readonly label?: string;
}

/** As both have the strength as their opacity, the compositor mixes them with the photo as `blend` does, at no cost. */
export function PaintedLayers({ layers: { halfway, shown }, strength, label }: Props) {
  return (
    <>
      {halfway && <PictureCanvas picture={halfway} opacity={strength} />}
      <PictureCanvas picture={shown} opacity={strength} {...(label !== undefined && { label })} />
    </>
  );
}
