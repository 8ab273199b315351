import { strings } from '../../strings';
import type { FullPhase } from '../../studio/fullSize';
import './FullSizeBar.css';

interface Props {
  readonly phase: FullPhase;
  readonly onCancel: () => void;
}

/** How far the painting at full size is, beside everything else that goes on. */
export function FullSizeBar({ phase, onCancel }: Props) {
  const text = strings.output.phase(phase);
  return (
    <div className="full-size progress">
      <span>{text}</span>
      {phase.kind === 'painting' ? (
        <progress aria-label={text} max={1} value={phase.share} />
      ) : (
        <span className="progress-running" aria-hidden="true" />
      )}
      <button
        type="button"
        className="button button-small"
        data-shortcut="cancel"
        aria-label={strings.output.cancelName}
        onClick={onCancel}
      >
        {strings.output.cancel}
      </button>
    </div>
  );
}
