import { useEffect, useState } from 'react';
import type { Purpose } from '../protocol/opener';
import { strings } from '../strings';
import { severalIn, type Dropped } from './series/dropped';
import { takesLetters } from './textFields';

/** What a place on the page takes: inside `[data-drop=style]` a style, everywhere else a photo. */
function purposeAt(target: EventTarget | null): Purpose {
  return target instanceof Element && target.closest('[data-drop="style"]') ? 'style' : 'photo';
}

/** The first file of this kind, else the first file. */
function fileIn(data: DataTransfer | null, kind: 'image/' | 'video/'): File | undefined {
  const files = Array.from(data?.files ?? []);
  return files.find((file) => file.type.startsWith(kind)) ?? files[0];
}

/** What becomes of incoming files; what it refers to must stay the same from render to render. */
export interface Takers {
  /** Kind of the files that are taken outside of the place for styles. */
  readonly kind: 'image/' | 'video/';
  readonly onFile: (purpose: Purpose, file: File) => void;
  /** There was no file in it. */
  readonly onNothing: () => void;
  /** Several files, or folders, outside of the place for styles; without it the first file is taken. */
  readonly onSeveral?: (dropped: Dropped) => void;
}

/**
 * Files that are dropped or pasted anywhere on the page.
 * @returns what a file that hangs over the page right now would become, or null
 */
export function useIncoming({ kind, onFile, onNothing, onSeveral }: Takers): Purpose | null {
  const [over, setOver] = useState<Purpose | null>(null);

  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;

    function take(data: DataTransfer | null, purpose: Purpose): void {
      const several = purpose === 'photo' && onSeveral ? severalIn(data) : null;
      const file = fileIn(data, purpose === 'style' ? 'image/' : kind);
      if (several) onSeveral?.(several);
      else if (file) onFile(purpose, file);
      else onNothing();
    }

    function onDrag(event: DragEvent): void {
      event.preventDefault();
      setOver(purposeAt(event.target));
    }

    window.addEventListener('dragenter', onDrag, { signal });
    window.addEventListener('dragover', onDrag, { signal });
    window.addEventListener(
      'dragleave',
      (event) => {
        // Without a related target the pointer has left the page.
        if (!event.relatedTarget) setOver(null);
      },
      { signal },
    );
    window.addEventListener(
      'drop',
      (event) => {
        event.preventDefault();
        setOver(null);
        take(event.dataTransfer, purposeAt(event.target));
      },
      { signal },
    );
    window.addEventListener(
      'paste',
      (event) => {
        if (isTextFor(event)) return;
        event.preventDefault();
        take(renamed(event.clipboardData), purposeAt(document.activeElement));
      },
      { signal },
    );
    return () => {
      listening.abort();
    };
  }, [kind, onFile, onNothing, onSeveral]);

  return over;
}

/** Words for the field in which they are pasted. A picture that is copied alone is a picture there as well. */
function isTextFor({ target, clipboardData: data }: ClipboardEvent): boolean {
  return takesLetters(target) && !(data?.files.length && !data.types.includes('text/plain'));
}

/** Browsers call a pasted picture "image.png"; a name in the reader's language says more. */
function renamed(data: DataTransfer | null): DataTransfer | null {
  const file = fileIn(data, 'image/');
  if (!file || !/^image\.\w+$/.test(file.name)) return data;
  const extension = file.name.slice(file.name.indexOf('.'));
  const transfer = new DataTransfer();
  transfer.items.add(new File([file], `${strings.pastedName}${extension}`, { type: file.type }));
  return transfer;
}
