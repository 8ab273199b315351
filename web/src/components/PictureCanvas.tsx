import { useLayoutEffect, useRef } from 'react';
import type { Picture } from '../protocol/picture';

interface Props {
  readonly picture: Picture;
  /** Without it, or where it is empty, the picture is for the eyes only. */
  readonly label?: string;
  readonly className?: string;
  /** 0..1 */
  readonly opacity?: number;
}

/** Shows pixels as they are, one canvas pixel each; the layout scales them. */
export function PictureCanvas({ picture, label, className, opacity = 1 }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);

  // Before the browser paints, so that a new picture never flashes empty.
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    element.width = picture.width;
    element.height = picture.height;
    const context = element.getContext('2d');
    context?.putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0);
  }, [picture]);

  return (
    <canvas
      ref={canvas}
      {...(!label ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      className={className}
      style={{ opacity }}
    />
  );
}
