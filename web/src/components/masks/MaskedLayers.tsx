import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Mask } from '../../protocol/mask';
import type { Picture } from '../../protocol/picture';
import type { Masks } from '../../studio/masks/masks';
import { PaintedLayers, type Layers } from '../paintedLayers';
import { MaskedDrawing } from './maskedDrawing';

interface Props {
  readonly photo: Picture;
  readonly front: Layers;
  /** What the mask leaves; null: the photo beneath. */
  readonly back: Layers | null;
  readonly mask: Mask;
  /** 0..1 */
  readonly strength: number;
  readonly label: string;
  /** Tells of strokes, where some are drawn. */
  readonly masks?: Masks;
}

/** The painting where the mask lets it, over the second style or the photo. */
export function MaskedLayers({ photo, front, back, mask, strength, label, masks }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<MaskedDrawing | null>(null);

  // Before the browser paints, so that nothing flashes unmasked.
  useLayoutEffect(() => {
    drawing.current = canvas.current && new MaskedDrawing(canvas.current, photo, front, strength, mask);
  }, [photo, front, strength, mask]);

  useEffect(() => masks?.onDrawn((part) => drawing.current?.draw(part)), [masks]);

  return (
    <>
      {back && <PaintedLayers layers={back} strength={strength} />}
      <canvas ref={canvas} role="img" aria-label={label} />
    </>
  );
}
