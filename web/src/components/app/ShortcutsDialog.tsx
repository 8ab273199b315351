import { useEffect, useRef } from 'react';
import { strings } from '../../strings';
import '../output/OutputDialog.css';
import { CloseButton } from './CloseButton';
import './ShortcutsDialog.css';

interface Props {
  readonly enabled: boolean;
  readonly onEnable: (enabled: boolean) => void;
  readonly onClose: () => void;
}

type Listed = keyof typeof strings.app.shortcuts.list;

const ROWS: readonly (readonly [Listed, ...string[]])[] = [
  ['open', 'O'],
  ['style', 'S'],
  ['random', 'R'],
  ['strength', '[', ']'],
  ['compare', 'C'],
  ['save', 'D'],
  ['undo', 'Ctrl Z'],
  ['redo', 'Ctrl Shift Z', 'Ctrl Y'],
  ['fullScreen', 'F'],
  ['modes', '1', '2', '3'],
  ['cancel', 'Esc'],
  ['help', '?'],
];

/** The keys, what they do, and the way to be rid of them. */
export function ShortcutsDialog({ enabled, onEnable, onClose }: Props) {
  const words = strings.app.shortcuts;
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
      className="output shortcuts"
      aria-label={words.title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      <div className="output-sheet">
        <header className="output-head">
          <h2>{words.title}</h2>
          <CloseButton label={words.close} onPress={close} />
        </header>
        <dl className={enabled ? undefined : 'shortcuts-off'}>
          {ROWS.map(([name, ...keys]) => (
            <div key={name}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{words.list[name]}</dd>
            </div>
          ))}
        </dl>
        <label className="shortcuts-switch">
          <input
            type="checkbox"
            checked={enabled}
            onChange={(event) => {
              onEnable(event.currentTarget.checked);
            }}
          />
          <span>
            {words.enabled}
            <small>{words.enabledHelp}</small>
          </span>
        </label>
      </div>
    </dialog>
  );
}
