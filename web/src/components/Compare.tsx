import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Painting, Chosen } from '../studio/state';
import { strings } from '../strings';
import './Compare.css';
import { PictureCanvas } from './PictureCanvas';

interface Props {
  readonly photo: Chosen;
  readonly painting: Painting | null;
  /** 0..1 */
  readonly strength: number;
}

/** Where the divider stands at first: most of it painting, enough photo to see the difference. */
const START = 28;
const STEP = 2;
const PAGE = 10;

/**
 * The photo with the painting over it: left of the divider the photo, right of it the painting. Lying over the
 * photo with the strength as its opacity, the painting is mixed with it by the compositor, at no cost.
 */
export function Compare({ photo, painting, strength }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [divider, setDivider] = useState(START);
  /** The painting whose reveal is over, because the divider was moved. */
  const [revealed, setRevealed] = useState<Painting | null>(null);
  const { picture } = photo;

  function moveTo(percent: number): void {
    setRevealed(painting);
    setDivider(Math.min(100, Math.max(0, Math.round(percent * 10) / 10)));
  }

  function followPointer(event: PointerEvent<HTMLDivElement>): void {
    const box = frame.current?.getBoundingClientRect();
    if (box) moveTo(((event.clientX - box.left) / box.width) * 100);
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (!painting || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    // A finger may be about to scroll the page: then no move follows, and the divider stays.
    if (event.pointerType !== 'touch') followPointer(event);
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) followPointer(event);
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const target = keyTarget(event.key, divider);
    if (target === null) return;
    event.preventDefault();
    moveTo(target);
  }

  const size = {
    '--ratio': picture.width / picture.height,
    '--natural': `${String(picture.width)}px`,
    '--divider': `${String(divider)}%`,
  };
  return (
    <div
      ref={frame}
      className={`compare${painting ? ' compare-painted' : ''}${revealed === painting ? '' : ' compare-revealing'}`}
      style={size}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
    >
      <PictureCanvas picture={picture} label={strings.photoLabel(photo.name, photo.description)} />
      {painting && (
        <>
          <div className="compare-painting" key={painting.style.id}>
            <PictureCanvas
              picture={painting.picture}
              label={strings.paintingLabel(photo.name, painting.style.name)}
              opacity={strength}
            />
          </div>
          <span className="compare-side compare-side-photo" hidden={divider < 16}>
            {strings.original}
          </span>
          <span className="compare-side compare-side-painting" hidden={divider > 80}>
            {strings.painted}
          </span>
          <div
            key={`divider-${painting.style.id}`}
            className="compare-divider"
            role="slider"
            tabIndex={0}
            aria-label={strings.divider}
            aria-orientation="horizontal"
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(divider)}
            aria-valuetext={strings.dividerValue(Math.round(divider))}
            onKeyDown={onKeyDown}
          >
            <svg className="compare-handle" viewBox="0 0 40 40" aria-hidden="true">
              <circle cx="20" cy="20" r="19" />
              <path d="M15 13l-6 7 6 7M25 13l6 7-6 7" />
            </svg>
          </div>
        </>
      )}
    </div>
  );
}

/** Where a key moves the divider, or null for keys that do not. */
function keyTarget(key: string, divider: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return divider - STEP;
    case 'ArrowRight':
    case 'ArrowUp':
      return divider + STEP;
    case 'PageDown':
      return divider - PAGE;
    case 'PageUp':
      return divider + PAGE;
    case 'Home':
      return 0;
    case 'End':
      return 100;
    default:
      return null;
  }
}
