import { strings } from '../../strings';
import './ShortcutsButton.css';

/** Lists the keys; it wears the one that does the same. */
export function ShortcutsButton({ onPress }: { readonly onPress: () => void }) {
  const { title } = strings.app.shortcuts;
  return (
    <button
      type="button"
      className="head-button"
      aria-label={title}
      aria-haspopup="dialog"
      title={title}
      onClick={onPress}
    >
      <span aria-hidden="true">?</span>
    </button>
  );
}
