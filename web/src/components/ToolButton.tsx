import type { ShortcutName } from './app/shortcuts';
import { Icon, type IconName } from './Icon';
import './ToolButton.css';

interface Props {
  readonly icon: IconName;
  readonly label: string;
  /** The label with all that it means, where there is no room for that. */
  readonly name?: string;
  /** Absent for buttons that do something once. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly shortcut?: ShortcutName;
  /** Of a button that opens something: whether that is open. */
  readonly expanded?: boolean;
  readonly onPress: () => void;
}

/** A drawing with its name beneath, that switches something. */
export function ToolButton(props: Props) {
  const { icon, label, name = label, pressed, disabled = false, shortcut, expanded, onPress } = props;
  return (
    <button
      type="button"
      className="tool"
      data-shortcut={shortcut}
      aria-label={name}
      aria-pressed={pressed}
      aria-expanded={expanded}
      title={name}
      disabled={disabled}
      onClick={onPress}
    >
      <Icon name={icon} />
      {label}
    </button>
  );
}
