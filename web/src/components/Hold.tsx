import { useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import { strings } from '../strings';

interface Holding {
  readonly held: boolean;
  /** Handlers for the frame, which can be pressed anywhere. */
  readonly frame: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onLostPointerCapture: () => void;
    readonly onContextMenu: (event: MouseEvent<HTMLElement>) => void;
  };
  /** Handlers for the button, which takes keys. */
  readonly button: {
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    readonly onKeyUp: (event: KeyboardEvent<HTMLElement>) => void;
    readonly onBlur: () => void;
  };
}

/** Something that is shown while a pointer or a key is held down. */
export function useHold(): Holding {
  const [held, setHeld] = useState(false);
  const isKey = ({ key }: KeyboardEvent<HTMLElement>): boolean => key === ' ' || key === 'Enter';
  const release = (): void => {
    setHeld(false);
  };
  return {
    held,
    frame: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        // Lost when it is let go, and when the finger scrolls the page instead.
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(true);
      },
      onLostPointerCapture: release,
      // Which a finger that rests would else call up.
      onContextMenu: (event) => {
        if (held) event.preventDefault();
      },
    },
    button: {
      onKeyDown: (event) => {
        if (!isKey(event)) return;
        event.preventDefault();
        setHeld(true);
      },
      onKeyUp: (event) => {
        if (isKey(event)) release();
      },
      onBlur: release,
    },
  };
}

interface Props {
  readonly held: boolean;
  readonly handlers: Holding['button'];
}

/** Says what is seen, and takes the keys. */
export function Hold({ held, handlers }: Props) {
  return (
    <button type="button" className="divider-side hold" aria-pressed={held} {...handlers}>
      {strings.control.hold}
    </button>
  );
}
