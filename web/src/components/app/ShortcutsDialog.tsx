import { strings } from '../../strings';
import { Sheet } from '../Sheet';
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
  ['modes', '1', '2', '3', '4'],
  ['cancel', 'Esc'],
  ['help', '?'],
];

/** The keys, what they do, and the way to be rid of them. */
export default function ShortcutsDialog({ enabled, onEnable, onClose }: Props) {
  const words = strings.app.shortcuts;
  return (
    <Sheet title={words.title} closeLabel={words.close} className="shortcuts" onClose={onClose}>
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
      <label className="check shortcuts-switch">
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
    </Sheet>
  );
}
