import type { FailureCode } from '../../protocol/failure';
import type { Notice } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { NoticeBar } from '../NoticeBar';

interface Props {
  readonly studio: Studio;
  readonly notice: Notice | null;
  /** What keeps the series from going on. */
  readonly problem: FailureCode | null;
  readonly onDismiss: () => void;
}

/** What went wrong with the series, else what the studio has to say. */
export function SeriesNotice({ studio, notice, problem, onDismiss }: Props) {
  if (problem) {
    return <NoticeBar notice={{ id: 0, kind: 'failure', code: problem, about: 'painting' }} onDismiss={onDismiss} />;
  }
  return notice ? (
    <NoticeBar
      notice={notice}
      onDismiss={() => {
        studio.notices.dismiss();
      }}
    />
  ) : null;
}
