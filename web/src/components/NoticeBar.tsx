import type { Notice } from '../studio/state';
import { strings } from '../strings';
import { CloseButton } from './CloseButton';
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
      <CloseButton label={strings.dismiss} onPress={onDismiss} />
    </div>
  );
}
