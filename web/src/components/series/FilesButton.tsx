import { useRef } from 'react';
import type { ShortcutName } from '../app/shortcuts';
import { ACCEPTED } from '../Tile';

interface Props {
  readonly label: string;
  readonly isPrimary?: boolean;
  /** All files of a folder instead of some files. */
  readonly ofFolder?: boolean;
  readonly shortcut?: ShortcutName;
  readonly onFiles: (files: readonly File[]) => void;
}

/** True where browsers let their readers choose a folder. */
export function canChooseFolder(): boolean {
  return 'webkitdirectory' in HTMLInputElement.prototype;
}

/** Opens the browser's dialogue for many files. */
export function FilesButton({ label, isPrimary = false, ofFolder = false, shortcut, onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={`button${isPrimary ? ' button-primary' : ''}`}
        data-shortcut={shortcut}
        onClick={() => input.current?.click()}
      >
        {label}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label={label}
        {...(ofFolder ? { webkitdirectory: true } : { accept: ACCEPTED })}
        onChange={({ currentTarget }) => {
          const files = Array.from(currentTarget.files ?? []);
          // Emptied, so that choosing the same files once more is a change again.
          currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
