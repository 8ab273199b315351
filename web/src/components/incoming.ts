import { useEffect, useState } from 'react';
import type { Purpose } from '../protocol/opener';
import { strings } from '../strings';
import type { Studio } from '../studio/studio';

/** What a place on the page takes: inside `[data-drop=style]` a style, everywhere else a photo. */
function purposeAt(target: EventTarget | null): Purpose {
  return target instanceof Element && target.closest('[data-drop="style"]') ? 'style' : 'photo';
}

function pictureFile(data: DataTransfer | null): File | undefined {
  const files = Array.from(data?.files ?? []);
  return files.find((file) => file.type.startsWith('image/')) ?? files[0];
}

/**
 * Pictures that are dropped or pasted anywhere on the page.
 * @returns what a picture that hangs over the page right now would become, or null
 */
export function useIncoming(studio: Studio): Purpose | null {
  const [over, setOver] = useState<Purpose | null>(null);

  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;

    function take(data: DataTransfer | null, purpose: Purpose): void {
      const file = pictureFile(data);
      if (file) void studio.chooseFile(purpose, file);
      else studio.reportNoFile();
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
        event.preventDefault();
        take(renamed(event.clipboardData), purposeAt(document.activeElement));
      },
      { signal },
    );
    return () => {
      listening.abort();
    };
  }, [studio]);

  return over;
}

/** Browsers call a pasted picture "image.png"; a name in the reader's language says more. */
function renamed(data: DataTransfer | null): DataTransfer | null {
  const file = pictureFile(data);
  if (!file || !/^image\.\w+$/.test(file.name)) return data;
  const extension = file.name.slice(file.name.indexOf('.'));
  const transfer = new DataTransfer();
  transfer.items.add(new File([file], `${strings.pastedName}${extension}`, { type: file.type }));
  return transfer;
}
