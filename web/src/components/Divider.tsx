import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { strings } from '../strings';
import './Divider.css';

const STEP = 2;
const PAGE = 10;

interface Props {
  /** Where it stands, 0..100 from the left. */
  readonly percent: number;
  readonly onMove: (percent: number) => void;
}

/** The line between the picture as it was, on its left, and as it is painted, on its right. */
export function Divider({ percent, onMove }: Props) {
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const target = keyTarget(event.key, percent);
    if (target === null) return;
    event.preventDefault();
    onMove(kept(target));
  }

  const value = Math.round(percent);
  return (
    <div
      className="divider"
      role="slider"
      tabIndex={0}
      aria-label={strings.divider}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value}
      aria-valuetext={strings.dividerValue(value)}
      onKeyDown={onKeyDown}
    >
      <svg className="divider-handle" viewBox="0 0 40 40" aria-hidden="true">
        <circle cx="20" cy="20" r="19" />
        <path d="M15 13l-6 7 6 7M25 13l6 7-6 7" />
      </svg>
    </div>
  );
}

/** Says on each side of the divider what lies there, where there is room for it. */
export function DividerSides({ percent, original }: { readonly percent: number; readonly original: string }) {
  return (
    <>
      <span className="divider-side divider-side-photo" hidden={percent < 16}>
        {original}
      </span>
      <span className="divider-side divider-side-painting" hidden={percent > 80}>
        {strings.painted}
      </span>
    </>
  );
}

/**
 * Lets a pointer drag the divider anywhere on its frame.
 * @param active false while there is nothing to divide
 * @returns handlers for the frame
 */
export function useDividerDrag(
  frame: RefObject<HTMLElement | null>,
  active: boolean,
  onMove: (percent: number) => void,
): Record<'onPointerDown' | 'onPointerMove', (event: PointerEvent<HTMLElement>) => void> {
  function follow(event: PointerEvent<HTMLElement>): void {
    const box = frame.current?.getBoundingClientRect();
    if (box) onMove(kept(((event.clientX - box.left) / box.width) * 100));
  }

  return {
    onPointerDown: (event) => {
      if (!active || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      // A finger may be about to scroll the page: then no move follows, and the divider stays.
      if (event.pointerType !== 'touch') follow(event);
    },
    onPointerMove: (event) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
    },
  };
}

/** On the frame, in tenths of a percent. */
function kept(percent: number): number {
  return Math.min(100, Math.max(0, Math.round(percent * 10) / 10));
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
