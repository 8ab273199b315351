import { useEffect, useRef, useState } from 'react';
import { strings } from '../../strings';
import { randomStyle } from '../../studio/gallery/search';
import type { Studio } from '../../studio/studio';
import { CloseButton } from '../CloseButton';
import './Welcome.css';

interface Props {
  /** Null where there is nothing to be painted by one press. */
  readonly studio: Studio | null;
  /** The reader has asked for it, and is to be brought to it. */
  readonly asked: boolean;
  readonly onClose: () => void;
}

/** What Easel is and does, on the first visit and whenever it is asked for; and a first painting by one press. */
export function Welcome({ studio, asked, onClose }: Props) {
  const { welcome } = strings.app;
  const section = useRef<HTMLElement>(null);
  /** Where there is little room the points are folded up. */
  const [unfolded, setUnfolded] = useState(asked);
  const [shown, setShown] = useState(false);

  useEffect(() => {
    if (!asked) return;
    const opener = document.activeElement;
    section.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, [asked]);

  function showNext(): void {
    if (!studio) return;
    const { gallery, style } = studio.store.get();
    const next = randomStyle(gallery, style ? [style.id] : [], Math.random());
    if (!next) return;
    setShown(true);
    void studio.chooseStyle(next);
  }

  return (
    <section
      ref={section}
      className="welcome"
      aria-label={welcome.title}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      <button
        type="button"
        className="welcome-fold"
        aria-expanded={unfolded}
        onClick={() => {
          setUnfolded(!unfolded);
        }}
      >
        {welcome.toggle}
      </button>
      <ol className={`welcome-points${unfolded ? ' welcome-unfolded' : ''}`}>
        {welcome.points.map(({ title, text }) => (
          <li key={title}>
            <strong>{title}</strong> {text}
          </li>
        ))}
      </ol>
      {studio && (
        <button type="button" className="button button-small button-primary" onClick={showNext}>
          {shown ? welcome.another : welcome.show}
        </button>
      )}
      <CloseButton label={welcome.dismiss} onPress={onClose} />
    </section>
  );
}
