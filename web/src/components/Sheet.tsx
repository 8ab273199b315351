import { useEffect, useRef, type ReactNode } from 'react';
import { CloseButton } from './CloseButton';
import './Sheet.css';

interface Props {
  readonly title: string;
  readonly closeLabel: string;
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialogue over the page, open as long as it is there; Escape, its cross and a press beside it close it. */
export function Sheet({ title, closeLabel, className = '', onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const close = (): void => {
    dialog.current?.close();
  };
  return (
    <dialog
      ref={dialog}
      className={`sheet ${className}`}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      <div className="sheet-page">
        <header className="sheet-head">
          <h2>{title}</h2>
          <CloseButton label={closeLabel} onPress={close} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
