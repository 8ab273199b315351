import { useSyncExternalStore } from 'react';
import { strings } from '../../strings';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { useFocusAfter } from '../useFocusAfter';
import { KeptMessage } from './KeptMessage';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
  /** Whether messages are to be seen here, and not in a dialogue. */
  readonly tells: boolean;
  /** What has the focus when what had it has done its work and is gone. */
  readonly next: () => HTMLElement | null | undefined;
}

/** The way to keep the reader's own style picture, and what there is to say about kept ones. */
export function KeepBar({ studio, state, tells, next }: Props) {
  const words = strings.styles;
  const { styles } = studio;
  const { isBusy, message } = useSyncExternalStore(styles.mine.store.subscribe, styles.mine.store.get);
  const keepable = styles.keepable();
  useFocusAfter(isBusy || message, () => (isBusy ? null : next()));
  const isKept = state.mine.some(({ id }) => id === state.style?.id);
  return (
    <>
      {keepable && (
        <div className="keep-bar">
          <button type="button" className="button button-small" disabled={isBusy} onClick={() => void styles.keep()}>
            {words.keep}
          </button>
          <small>{keepable.picture ? words.keepDetail : words.keepNumbers}</small>
        </div>
      )}
      {isKept && !message && <p className="keep-bar keep-kept">{words.kept}</p>}
      <div role="status" className="keep-status">
        {tells && <KeptMessage mine={styles.mine} />}
      </div>
    </>
  );
}
