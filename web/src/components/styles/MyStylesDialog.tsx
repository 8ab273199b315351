import { useRef, useState, useSyncExternalStore } from 'react';
import { strings } from '../../strings';
import { styleDialogStrings } from '../../strings/styleDialogs';
import type { GalleryEntry } from '../../studio/gallery/gallery';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { isSent } from '../../studio/styles/sent';
import { LONGEST_NAME } from '../../studio/styles/tidyName';
import { useFileDialogue } from '../fileDialogue';
import { Sheet } from '../Sheet';
import { KeepBar } from './KeepBar';
import './MyStylesDialog.css';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
  readonly onClose: () => void;
}

/** The reader's styles: other names, out of the way, into a file and from one. */
export default function MyStylesDialog({ studio, state, onClose }: Props) {
  const words = styleDialogStrings;
  const { styles } = studio;
  const { mine } = styles;
  const { isBusy, deleted } = useSyncExternalStore(mine.store.subscribe, mine.store.get);
  const { open, input } = useFileDialogue('application/json,.json', words.importName, (file) => {
    void mine.import(file);
  });
  const content = useRef<HTMLDivElement>(null);
  /** What had the focus last, and which row was deleted last. */
  const focused = useRef<HTMLElement | null>(null);
  const at = useRef(0);

  /** What was pressed, else the row that stands there now, else what is left. */
  function next(): HTMLElement | null | undefined {
    if (focused.current?.isConnected && !focused.current.matches(':disabled')) return focused.current;
    const rows = content.current?.querySelectorAll('.my-styles-list > li') ?? [];
    const row = rows[Math.min(at.current, rows.length - 1)];
    return (
      row?.querySelector<HTMLElement>('button:last-of-type') ??
      content.current?.querySelector<HTMLElement>('.my-styles-deleted button, .my-styles-actions button')
    );
  }

  return (
    <Sheet title={strings.styles.mine} closeLabel={words.close} className="my-styles" onClose={onClose}>
      <div
        ref={content}
        className="my-styles-page"
        onFocus={({ target }) => {
          focused.current = target as HTMLElement;
        }}
      >
        <p className="my-styles-promise">{words.promise}</p>
        <KeepBar studio={studio} state={state} tells next={next} />
        {state.mine.length === 0 && <p className="my-styles-none">{words.none}</p>}
        {state.mine.length > 0 && (
          <ul className="my-styles-list">
            {state.mine.map((entry, i) => (
              <Row
                key={entry.id}
                studio={studio}
                entry={entry}
                isBusy={isBusy}
                onRemove={() => {
                  at.current = i;
                  void styles.remove(entry.id);
                }}
              />
            ))}
          </ul>
        )}
        {deleted && (
          <div className="my-styles-deleted" role="status">
            <span>{words.removed(deleted.style.name)}</span>
            <button type="button" className="button button-small" disabled={isBusy} onClick={() => void mine.undo()}>
              {words.undo}
            </button>
          </div>
        )}
        <div className="my-styles-actions">
          <button
            type="button"
            className="button"
            disabled={isBusy}
            aria-label={words.importName}
            title={words.importName}
            onClick={open}
          >
            {words.import}
          </button>
          {input}
          <button
            type="button"
            className="button"
            disabled={isBusy || state.mine.length === 0}
            onClick={() => void mine.export(null)}
          >
            {words.saveAll}
          </button>
        </div>
      </div>
    </Sheet>
  );
}

interface RowProps {
  readonly studio: Studio;
  readonly entry: GalleryEntry;
  readonly isBusy: boolean;
  readonly onRemove: () => void;
}

function Row({ studio, entry, isBusy, onRemove }: RowProps) {
  const words = styleDialogStrings;
  const { id, title, thumbnailUrl } = entry;
  /** What is being typed; null while nothing is. */
  const [text, setText] = useState<string | null>(null);

  function rename(): void {
    if (text !== null) void studio.styles.mine.rename(id, text);
    setText(null);
  }

  return (
    <li>
      <img src={thumbnailUrl.href} alt="" draggable={false} />
      <input
        type="text"
        aria-label={words.nameOf(title)}
        value={text ?? title}
        maxLength={LONGEST_NAME}
        autoComplete="off"
        onInput={(event) => {
          setText(event.currentTarget.value);
        }}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key !== 'Escape' || text === null) return;
          // Takes back the name, and leaves the dialogue open.
          event.preventDefault();
          event.stopPropagation();
          setText(null);
        }}
      />
      <RowButton
        label={words.saveOne(title)}
        path="M8 2.500v7.500M4.500 7L8 10.500 11.500 7M3 13.500h10"
        disabled={isBusy}
        onPress={() => void studio.styles.mine.export(id)}
      />
      <RowButton
        label={words.remove(title)}
        path="M3 4.500h10M6.500 4.500v-2h3v2M4.500 4.500l.6 9h5.800l.6-9M7 7v4M9 7v4"
        disabled={isBusy}
        onPress={onRemove}
      />
      {isSent(entry) && <small>{entry.isUnfit ? words.unfit : words.numbers}</small>}
    </li>
  );
}

interface RowButtonProps {
  readonly label: string;
  /** A line drawing in a field of 16 by 16. */
  readonly path: string;
  readonly disabled: boolean;
  readonly onPress: () => void;
}

function RowButton({ label, path, disabled, onPress }: RowButtonProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onPress}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}
