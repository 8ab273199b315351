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
  readonly onPress: () => void;
}

/** A drawing with its name beneath, that switches something. */
export function ToolButton({ icon, label, name = label, pressed, disabled = false, onPress }: Props) {
  return (
    <button
      type="button"
      className="tool"
      aria-label={name}
      aria-pressed={pressed}
      title={name}
      disabled={disabled}
      onClick={onPress}
    >
      <Icon name={icon} />
      {label}
    </button>
  );
}
