import { useFileDialogue } from '../fileDialogue';

interface Props {
  readonly className: string;
  readonly label: string;
  readonly disabled?: boolean;
  readonly onFile: (file: File) => void;
}

/** Opens the file dialogue for a video. */
export function FileButton({ className, label, disabled = false, onFile }: Props) {
  const { open, input } = useFileDialogue('video/*', label, onFile);
  return (
    <>
      <button type="button" className={className} data-shortcut="open" disabled={disabled} onClick={open}>
        {label}
      </button>
      {input}
    </>
  );
}
