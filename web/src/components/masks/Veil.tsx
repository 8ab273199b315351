import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Mask } from '../../protocol/mask';
import type { MaskPart } from '../../studio/masks/brush';
import type { Masks } from '../../studio/masks/masks';

interface Props {
  readonly masks: Masks;
  readonly mask: Mask;
  readonly shown: boolean;
}

/** Red as the film that retouchers cut: no photo has much of it. */
const [RED, GREEN, BLUE] = [255, 32, 96];

/** A coloured veil over where the style goes. */
export function Veil({ masks, mask, shown }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);

  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    element.width = mask.width;
    element.height = mask.height;
    draw(element, mask, { x: 0, y: 0, width: mask.width, height: mask.height });
  }, [mask]);

  useEffect(
    () =>
      masks.onDrawn((part) => {
        if (canvas.current) draw(canvas.current, mask, part);
      }),
    [masks, mask],
  );

  return <canvas ref={canvas} className="mask-veil" aria-hidden="true" data-shown={shown} />;
}

function draw(canvas: HTMLCanvasElement, mask: Mask, { x: left, y: top, width, height }: MaskPart): void {
  const image = new ImageData(width, height);
  for (let y = 0, to = 0; y < height; y++) {
    let from = (top + y) * mask.width + left;
    for (let x = 0; x < width; x++) {
      image.data[to++] = RED;
      image.data[to++] = GREEN;
      image.data[to++] = BLUE;
      image.data[to++] = mask.data[from++] as number;
    }
  }
  canvas.getContext('2d')?.putImageData(image, left, top);
}
