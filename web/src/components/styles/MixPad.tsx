import { useId, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { styleDialogStrings } from '../../strings/styleDialogs';
import { titleOf } from '../../strings/titles';
import type { MixPart, StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { mixName } from '../../studio/styles/mix';
import type { Place } from '../../studio/styles/weights';
import { StyleThumb } from './StyleThumb';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
}

/** How far a key moves, of the pad's side. */
const STEP = 0.1;
const SMALL_STEP = 0.02;

/** Right and down. */
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Which style is seen how strongly in which corner of the map: with three the last corner is half of either neighbour. */
const MAPS: Readonly<Record<number, readonly (readonly [part: number, corner: number, opacity: number])[]>> = {
  1: [[0, 4, 1]],
  2: [
    [0, 0, 1],
    [1, 1, 1],
  ],
  3: [
    [0, 0, 1],
    [1, 1, 1],
    [2, 2, 1],
    [1, 3, 0.5],
    [2, 3, 0.5],
  ],
  4: [
    [0, 0, 1],
    [1, 1, 1],
    [2, 2, 1],
    [3, 3, 1],
  ],
};

/**
 * The styles of a mix in the corners of a field, or at the ends of a line, and a point to drag between them. Behind it they
 * melt into each other: each place looks as much like each style as there is of it in the mix.
 */
export function MixPad({ studio, state }: Props) {
  const words = styleDialogStrings;
  const { mixer } = studio.styles;
  const field = useRef<HTMLDivElement>(null);
  const help = useId();
  const parts = mixer.parts();
  const place = mixer.place();
  const isLine = parts.length === 2;
  const isIdle = parts.length < 2;

  function follow(event: PointerEvent<HTMLElement>): void {
    const element = field.current;
    if (!element) return;
    // Its border is there to be pressed as well, and belongs to no place of its own.
    const { left, top } = element.getBoundingClientRect();
    const { clientLeft, clientTop, clientWidth, clientHeight } = element;
    mixer.moveTo({
      x: share(event.clientX - left - clientLeft, clientWidth),
      y: share(event.clientY - top - clientTop, clientHeight),
    });
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const way = event.ctrlKey || event.altKey || event.metaKey ? undefined : ARROWS[event.key];
    if (!way || isIdle) return;
    event.preventDefault();
    const step = event.shiftKey ? SMALL_STEP : STEP;
    mixer.moveTo(within({ x: place.x + way[0] * step, y: place.y + way[1] * step }));
  }

  return (
    <div className="mix-pad" data-count={parts.length}>
      <MixMap studio={studio} parts={parts} state={state} />
      <div
        ref={field}
        className="mix-field"
        onPointerDown={(event) => {
          if (event.button !== 0 || isIdle) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          follow(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
        }}
        onLostPointerCapture={() => {
          mixer.finish();
        }}
      >
        {parts.map(({ style }, i) => (
          <span key={style.id} className="mix-corner" data-corner={i}>
            <StyleThumb studio={studio} style={style} state={state} />
          </span>
        ))}
        <div
          className="mix-knob"
          style={{ left: `${String(place.x * 100)}%`, top: `${String((isLine ? 0.5 : place.y) * 100)}%` }}
          role="slider"
          tabIndex={isIdle ? -1 : 0}
          aria-label={words.pad}
          aria-roledescription={words.padKind}
          aria-describedby={help}
          aria-disabled={isIdle}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={parts[0]?.weight ?? 0}
          aria-valuetext={mixName(parts, titleOf)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            mixer.finish();
          }}
        />
      </div>
      <span id={help} className="visually-hidden">
        {words.padHelp}
      </span>
    </div>
  );
}

/** For the eyes only. */
function MixMap({ studio, parts, state }: Props & { readonly parts: readonly MixPart[] }) {
  return (
    <div className="mix-map" aria-hidden="true">
      {(MAPS[parts.length] ?? []).map(([at, corner, opacity]) => {
        const style = parts[at]?.style;
        return (
          style && (
            <span key={`${style.id} ${String(corner)}`} data-corner={corner} style={{ opacity }}>
              <StyleThumb studio={studio} style={style} state={state} />
            </span>
          )
        );
      })}
    </div>
  );
}

function share(of: number, all: number): number {
  return Math.min(1, Math.max(0, all > 0 ? of / all : 0));
}

function within({ x, y }: Place): Place {
  return { x: share(x, 1), y: share(y, 1) };
}
