import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { Box } from '../../protocol/box';
import type { Size } from '../../protocol/engine';
import { frameStrings } from '../../strings/frame';
import { CORNERS, dragged, grown, moved, stepOf, type Corner } from '../../studio/frame/boxes';
import { sizeOf, type Cropped } from '../../studio/frame/crop';
import type { Painting } from '../../studio/state';
import { PictureCanvas } from '../PictureCanvas';

interface Props {
  readonly painting: Pick<Painting, 'picture'> & { readonly photo: Cropped };
  /** What the picture and the frame are called where they are no painting and no part of a file. */
  readonly pictureLabel?: string;
  readonly handleLabel?: string;
  /** Address of the painting as it is shown; until that is there it is seen as it was painted. */
  readonly preview: string | null;
  /** In pixels of the photo's file; null: all of it. */
  readonly box: Box | null;
  readonly isRound: boolean;
  /** Width by height; null: any. */
  readonly ratio: number | null;
  /** Id of the element that says how it is used. */
  readonly describedBy: string;
  readonly onChange: (box: Box) => void;
  /** It is let go. */
  readonly onSettle: () => void;
}

/** The whole painting with the part that goes into files, which is moved and resized by pointer and by keys. */
export function CropFrame(props: Props) {
  const words = frameStrings;
  const { painting, pictureLabel = words.picture, handleLabel = words.handle } = props;
  const { preview, box, isRound, ratio, describedBy, onChange, onSettle } = props;
  const picture = useRef<HTMLDivElement>(null);
  const size = sizeOf(painting.photo);
  const drag = useBoxDrag(picture, box, ratio, size, onChange);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const way = box && !event.ctrlKey && !event.altKey && !event.metaKey ? ARROWS[event.key] : undefined;
    if (!box || !way) return;
    event.preventDefault();
    const [right, down] = way.map((one) => one * stepOf(size)) as [number, number];
    onChange(event.shiftKey ? grown(box, right, down, ratio, size) : moved(box, right, down, size));
  }

  return (
    <div ref={picture} className="crop-picture" style={{ '--ratio': size.width / size.height }}>
      <div className="crop-whole">
        <PictureCanvas picture={painting.picture} label={pictureLabel} />
        {preview !== null && <img src={preview} alt="" draggable={false} />}
        {box && <div className="crop-shade" style={placeOf(box, size)} />}
      </div>
      {box && (
        <div
          className={`crop-frame${isRound ? ' crop-frame-round' : ''}`}
          style={placeOf(box, size)}
          role="slider"
          tabIndex={0}
          aria-label={handleLabel}
          aria-roledescription={words.handleKind}
          aria-describedby={describedBy}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(((box.width * box.height) / (size.width * size.height)) * 100)}
          aria-valuetext={words.place(box)}
          onKeyDown={onKeyDown}
          onKeyUp={onSettle}
          onBlur={onSettle}
          onLostPointerCapture={onSettle}
          {...drag}
        >
          {CORNERS.map((corner, i) => (
            <span key={i} className="crop-handle" data-corner={i} data-right={corner.right} data-down={corner.down} />
          ))}
        </div>
      )}
    </div>
  );
}

/** Right and down, in steps. */
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** In percent of the picture. */
function placeOf({ left, top, width, height }: Box, size: Size): Readonly<Record<string, string>> {
  const percent = (part: number, of: number): string => `${String((part / of) * 100)}%`;
  return {
    left: percent(left, size.width),
    top: percent(top, size.height),
    width: percent(width, size.width),
    height: percent(height, size.height),
  };
}

/** Where a drag began: all of it is counted from there, so that rounding does not add up. */
interface Begun {
  readonly x: number;
  readonly y: number;
  readonly box: Box;
  /** Null: all of the frame is moved. */
  readonly corner: Corner | null;
}

type Handlers = Record<'onPointerDown' | 'onPointerMove', (event: PointerEvent<HTMLElement>) => void>;

function useBoxDrag(
  picture: { readonly current: HTMLElement | null },
  box: Box | null,
  ratio: number | null,
  size: Size,
  onChange: (box: Box) => void,
): Handlers {
  const begun = useRef<Begun | null>(null);
  return {
    onPointerDown: (event) => {
      if (!box || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const { corner } = event.target instanceof HTMLElement ? event.target.dataset : {};
      begun.current = { x: event.clientX, y: event.clientY, box, corner: CORNERS[Number(corner ?? NaN)] ?? null };
    },
    onPointerMove: (event) => {
      const from = begun.current;
      const shown = picture.current?.getBoundingClientRect();
      if (!from || !shown || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const right = ((event.clientX - from.x) / shown.width) * size.width;
      const down = ((event.clientY - from.y) / shown.height) * size.height;
      const { corner } = from;
      if (!corner) {
        onChange(moved(from.box, right, down, size));
        return;
      }
      const x = from.box.left + corner.right * from.box.width + right;
      const y = from.box.top + corner.down * from.box.height + down;
      onChange(dragged(from.box, corner, x, y, ratio, size));
    },
  };
}
