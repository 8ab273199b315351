import type { Phase } from '../studio/painter';
import { strings } from '../strings';
import './Progress.css';

interface Props {
  readonly phase: Phase;
  readonly onCancel: () => void;
}

/** What is being waited for, how far it is where that is known, and a way out. */
export function Progress({ phase, onCancel }: Props) {
  const known = phase.kind === 'downloading' && phase.total > 0;
  return (
    <div className="pill progress">
      <div className="progress-what">
        <span>{strings.phase(phase)}</span>
        {known ? (
          <progress aria-label={strings.phase(phase)} max={phase.total} value={phase.loaded} />
        ) : (
          <span className="progress-running" aria-hidden="true" />
        )}
      </div>
      <button type="button" className="button button-small" onClick={onCancel}>
        {strings.cancel}
      </button>
    </div>
  );
}
