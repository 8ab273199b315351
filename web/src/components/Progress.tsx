import { strings } from '../strings';
import './Progress.css';

interface Props {
  readonly text: string;
  /** How far it is, 0..1; null where that is not known. */
  readonly share: number | null;
  /** Absent where there is no way back. */
  readonly onCancel?: () => void;
}

/** What is being waited for, how far it is where that is known, and a way out. */
export function Progress({ text, share, onCancel }: Props) {
  return (
    <div className="pill progress">
      <div className="progress-what">
        <span>{text}</span>
        {share === null ? (
          <span className="progress-running" aria-hidden="true" />
        ) : (
          <progress aria-label={text} max={1} value={share} />
        )}
      </div>
      {onCancel && (
        <button type="button" className="button button-small" data-shortcut="cancel" onClick={onCancel}>
          {strings.cancel}
        </button>
      )}
    </div>
  );
}
