import { Cross } from './Cross';
import './NoticeBar.css';

/** A cross that closes what it stands in. */
export function CloseButton({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  return (
    <button type="button" className="notice-close" aria-label={label} onClick={onPress}>
      <Cross />
    </button>
  );
}
