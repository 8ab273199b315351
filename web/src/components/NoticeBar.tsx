import type { Notice } from '../studio/state';
import { strings } from '../strings';
import './NoticeBar.css';

/** What can be done about a notice, beside dismissing it. */
export interface NoticeAction {
  readonly label: string;
  readonly onPress: () => void;
}

interface Props {
  readonly notice: Notice;
  readonly onDismiss: () => void;
  readonly action?: NoticeAction | null;
}

/** What the reader should know, and need do nothing about. */
const NEWS: readonly Notice['kind'][] = ['fallback', 'rebuilding', 'no-sound', 'settings'];

/** Says what went wrong, or what the reader should know, until it is dismissed. */
export function NoticeBar({ notice, onDismiss, action }: Props) {
  return (
    <div className={`notice${NEWS.includes(notice.kind) ? '' : ' notice-problem'}`} role="alert" key={notice.id}>
      <p>{strings.notice(notice)}</p>
      {action && (
        <button type="button" className="button button-small" onClick={action.onPress}>
          {action.label}
        </button>
      )}
      <button type="button" className="notice-close" aria-label={strings.dismiss} onClick={onDismiss}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4 4l8 8M12 4l-8 8" />
        </svg>
      </button>
    </div>
  );
}
