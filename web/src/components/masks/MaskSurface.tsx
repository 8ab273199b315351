import { useEffect, useId, useRef, useState, useSyncExternalStore, type KeyboardEvent, type PointerEvent } from 'react';
import type { Size } from '../../protocol/engine';
import type { Mask } from '../../protocol/mask';
import { maskStrings } from '../../strings/masks';
import type { BrushPoint } from '../../studio/masks/brush';
import type { Masks } from '../../studio/masks/masks';

interface Props {
  readonly masks: Masks;
  /** Without the stroke that is being drawn. */
  readonly mask: Mask | null;
  readonly picture: Size;
}

type Place = Pick<BrushPoint, 'x' | 'y'>;

/** Of the picture's long side, for a press of an arrow key, and with Shift. */
const STEP = 0.02;
const LEAP = 0.1;
/** Of the brush's size, for a press of plus. */
const GROWTH = 1.25;
/** A pen that hardly touches still draws. */
const LEAST_PRESSURE = 0.15;

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Takes fingers, pens, the mouse and keys, and shows where the brush is. */
export function MaskSurface({ masks, mask, picture }: Props) {
  const { size, erases } = useSyncExternalStore(masks.store.subscribe, masks.store.get);
  const surface = useRef<HTMLDivElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const place = useRef<Place>({ x: 0.5, y: 0.5 });
  /** Pointers that are down; with two fingers the page scrolls. */
  const down = useRef(new Set<number>());
  const [said, setSaid] = useState('');
  const help = useId();
  const words = maskStrings;

  useEffect(() => {
    surface.current?.focus({ preventScroll: true });
  }, []);

  function moveRing({ x, y }: Place): void {
    place.current = { x, y };
    if (!ring.current) return;
    ring.current.style.left = `${String(x * 100)}%`;
    ring.current.style.top = `${String(y * 100)}%`;
  }

  function pointOf(event: globalThis.PointerEvent): BrushPoint {
    const box = surface.current?.getBoundingClientRect();
    const pressure = event.pointerType === 'pen' ? Math.max(LEAST_PRESSURE, event.pressure) : 1;
    if (!box) return { x: 0, y: 0, pressure };
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height, pressure };
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    down.current.add(event.pointerId);
    if (down.current.size > 1) {
      masks.cancelStroke();
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    const point = pointOf(event);
    moveRing(point);
    masks.beginStroke(point);
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    const point = pointOf(event);
    moveRing(point);
    if (!down.current.has(event.pointerId) || !masks.isDrawing) return;
    // All that lies between two frames, so that quick strokes are no polygons.
    const passed = event.getCoalescedEvents().map(pointOf);
    for (const one of passed.length > 0 ? passed : [point]) masks.moveStroke(one);
  }

  function onPointerUp(event: PointerEvent<HTMLDivElement>): void {
    if (down.current.delete(event.pointerId)) masks.endStroke();
  }

  /** The browser has taken the finger to scroll. */
  function onPointerCancel(event: PointerEvent<HTMLDivElement>): void {
    if (down.current.delete(event.pointerId)) masks.cancelStroke();
  }

  function step(event: KeyboardEvent<HTMLDivElement>, [across, along]: readonly [number, number]): void {
    const long = Math.max(picture.width, picture.height) * (event.shiftKey ? LEAP : STEP);
    const x = within(place.current.x + (across * long) / picture.width);
    const y = within(place.current.y + (along * long) / picture.height);
    moveRing({ x, y });
    masks.moveStroke({ x, y, pressure: 1 });
    if (!masks.isDrawing) setSaid(words.place(Math.round(x * 100), Math.round(y * 100)));
  }

  function putDown(): void {
    masks.beginStroke({ ...place.current, pressure: 1 });
    setSaid(words.down);
  }

  function liftUp(): void {
    if (!masks.isDrawing) return;
    masks.endStroke();
    setSaid(words.up);
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction) step(event, direction);
    else if (event.key === ' ') {
      if (!event.repeat && !masks.isDrawing) putDown();
    } else if (event.key === 'Enter') {
      if (!event.repeat) (masks.isDrawing ? liftUp : putDown)();
    } else if (event.key === '+' || event.key === '=') masks.choose({ size: size * GROWTH });
    else if (event.key === '-') masks.choose({ size: size / GROWTH });
    else if (event.key.toLowerCase() === 'e' || event.code === 'KeyE') {
      masks.choose({ erases: !erases });
      setSaid(erases ? words.ways.paint : words.ways.erase);
    } else if (event.key === 'Escape') masks.open(false);
    else return;
    event.preventDefault();
  }

  const diameter = (side: number): string =>
    `${String((size * 100 * Math.max(picture.width, picture.height)) / side)}%`;
  return (
    <>
      <div
        ref={surface}
        className="mask-surface"
        role="application"
        tabIndex={0}
        aria-label={words.surface}
        aria-describedby={help}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerCancel}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => {
          if (event.key === ' ') liftUp();
        }}
        onBlur={liftUp}
      >
        <div
          ref={ring}
          className={`mask-ring${erases ? ' mask-ring-erases' : ''}`}
          style={{ inlineSize: diameter(picture.width), blockSize: diameter(picture.height), left: '50%', top: '50%' }}
        />
      </div>
      <p id={help} className="visually-hidden">
        {words.surfaceHelp}
      </p>
      <p className="visually-hidden" role="status">
        {said} {mask && words.drawn(coverageOf(mask))}
      </p>
    </>
  );
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** How much of the picture the style covers, 0..100. */
function coverageOf({ data }: Mask): number {
  let sum = 0;
  for (const value of data) sum += value;
  return Math.round((sum / data.length / 255) * 100);
}
