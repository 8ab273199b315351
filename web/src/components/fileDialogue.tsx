import { useRef, type ReactNode } from 'react';

/**
 * The browser's dialogue to choose a file.
 * @param accept what it offers
 * @param fromCamera opens the camera of a phone instead, the one at its back
 * @returns `open`, to be called by a button, and the hidden `input` to be rendered beside it
 */
export function useFileDialogue(
  accept: string,
  label: string,
  onFile: (file: File) => void,
  fromCamera = false,
): { readonly open: () => void; readonly input: ReactNode } {
  const input = useRef<HTMLInputElement>(null);

  function takeFile(): void {
    const element = input.current;
    const file = element?.files?.[0];
    if (!element || !file) return;
    // Emptied, so that choosing the same file once more is a change again.
    element.value = '';
    onFile(file);
  }

  return {
    open: () => input.current?.click(),
    input: (
      <input
        ref={input}
        type="file"
        accept={accept}
        {...(fromCamera && { capture: 'environment' })}
        aria-label={label}
        tabIndex={-1}
        hidden
        onChange={takeFile}
      />
    ),
  };
}
