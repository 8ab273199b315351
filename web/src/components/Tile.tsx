import type { ReactNode } from 'react';
import type { ShortcutName } from './app/shortcuts';
import { useFileDialogue } from './fileDialogue';
import './Tile.css';

interface TileProps {
  readonly label: string;
  readonly hint?: string;
  readonly pressed: boolean;
  readonly busy: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** A picture that can be chosen. */
export function Tile({ label, hint, pressed, busy, onPress, children }: TileProps) {
  return (
    <li>
      <button
        type="button"
        className={`tile${busy ? ' tile-busy' : ''}`}
        aria-label={label}
        aria-pressed={pressed}
        title={hint ? `${label}: ${hint}` : label}
        onClick={onPress}
      >
        {children}
      </button>
    </li>
  );
}

/** What the file dialog offers; SVG is left out, for it cannot be used. */
export const ACCEPTED = 'image/jpeg,image/png,image/webp,image/avif,image/gif,image/bmp,image/heic,image/heif';

interface FileTileProps {
  readonly label: string;
  readonly shortcut: ShortcutName;
  readonly busy: boolean;
  readonly onFile: (file: File) => void;
}

/** Opens the file dialog. */
export function FileTile({ label, shortcut, busy, onFile }: FileTileProps) {
  const { open, input } = useFileDialogue(ACCEPTED, label, onFile);
  return (
    <li>
      <button
        type="button"
        className={`tile tile-file${busy ? ' tile-busy' : ''}`}
        data-shortcut={shortcut}
        title={label}
        onClick={open}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 5v14M5 12h14" />
        </svg>
        {label}
      </button>
      {input}
    </li>
  );
}
