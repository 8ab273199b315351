import type { ReactNode } from 'react';
import type { Picture } from '../protocol/picture';
import type { ShortcutName } from './app/shortcuts';
import { useFileDialogue } from './fileDialogue';
import { PictureCanvas } from './PictureCanvas';
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

interface PictureTileProps extends Omit<TileProps, 'children' | 'busy'> {
  readonly picture: Picture;
}

/** A picture of the reader's, which is there at once. */
export function PictureTile({ picture, ...tile }: PictureTileProps) {
  return (
    <Tile {...tile} busy={false}>
      <PictureCanvas picture={picture} label="" />
    </Tile>
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

/** Opens the camera of a phone, to take a photo there and then; not shown where there is no touch screen. */
export function CameraTile({ label, onFile }: Pick<FileTileProps, 'label' | 'onFile'>) {
  const { open, input } = useFileDialogue(ACCEPTED, label, onFile, true);
  return (
    <li className="tile-camera">
      <button type="button" className="tile tile-file" title={label} onClick={open}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 8.5a1.5 1.5 0 0 1 1.5-1.5H8l1.5-2.5h5L16 7h2.5A1.5 1.5 0 0 1 20 8.5V17a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17Z" />
          <circle cx="12" cy="12.5" r="3.3" />
        </svg>
        {label}
      </button>
      {input}
    </li>
  );
}
