import { useEffect, useRef } from 'react';
import type { Size } from '../../protocol/engine';
import type { Picture } from '../../protocol/picture';
import { drawSheet, type PosterPart } from '../../saving/poster';
import type { PosterLayout } from '../../studio/series/layout';
import type { PosterState } from '../../studio/series/posterState';

/** The longer side of the preview, in pixels of the screen. */
const LONGEST = 1600;
const SHORTEST = 400;
/** How much is seen of the photo where its painting is still missing. */
const UNPAINTED = 0.3;

/** Paintings as they were decoded for the preview, at about its size. */
const decoded = new WeakMap<Blob, ImageBitmap>();
const photos = new WeakMap<Picture, HTMLCanvasElement>();

interface Props extends Pick<PosterState, 'picks' | 'paintings' | 'background' | 'colour'> {
  readonly layout: PosterLayout;
  readonly photo: Picture;
  readonly parts: readonly PosterPart[];
  readonly label: string;
}

/** The poster as it will be; what is not painted yet is the pale photo. */
export function PosterPreview({ layout, picks, paintings, background, colour, photo, parts, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    let isShown = true;
    // As many pixels as it takes on the screen: browsers scale a canvas less well than its painter does.
    const { clientWidth, clientHeight } = context.canvas;
    const longer = Math.max(clientWidth, clientHeight) * devicePixelRatio;
    const shown = Math.min(LONGEST, Math.max(SHORTEST, longer));
    const scale = Math.min(1, shown / Math.max(layout.width, layout.height));
    const resizeWidth = Math.max(1, Math.round(layout.cell.width * scale));
    context.canvas.width = Math.round(layout.width * scale);
    context.canvas.height = Math.round(layout.height * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.imageSmoothingQuality = 'high';
    drawSheet(context, layout, parts, { background, colour });
    const { cell } = layout;
    layout.places.forEach(({ left, top }, i) => {
      const painting = paintings[picks[i] ?? ''];
      const ready = painting && decoded.get(painting);
      if (ready) context.drawImage(ready, left, top, cell.width, cell.height);
      // One that was decoded for a smaller preview is shown until it is there in more pixels.
      if (ready && ready.width >= resizeWidth) return;
      if (!ready) drawPale(context, photo, left, top, cell);
      if (!painting) return;
      createImageBitmap(painting, { resizeWidth, resizeQuality: 'high' }).then(
        (bitmap) => {
          decoded.set(painting, bitmap);
          if (isShown) context.drawImage(bitmap, left, top, cell.width, cell.height);
        },
        // The file can be made all the same, or says then what is wrong.
        () => undefined,
      );
    });
    return () => {
      isShown = false;
    };
  }, [layout, picks, paintings, background, colour, photo, parts]);

  return (
    <canvas
      ref={canvas}
      className="poster-preview"
      role="img"
      aria-label={label}
      style={{ '--ratio': layout.width / layout.height }}
    />
  );
}

function drawPale(context: CanvasRenderingContext2D, photo: Picture, left: number, top: number, cell: Size): void {
  context.globalAlpha = UNPAINTED;
  context.drawImage(canvasOf(photo), left, top, cell.width, cell.height);
  context.globalAlpha = 1;
}

function canvasOf(picture: Picture): HTMLCanvasElement {
  const kept = photos.get(picture);
  if (kept) return kept;
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0);
  photos.set(picture, canvas);
  return canvas;
}
