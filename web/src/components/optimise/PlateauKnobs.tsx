import { optimiseStrings } from '../../strings/optimise';
import { LIMITS, type OptimiseSettings } from '../../protocol/optimise';
import { NumberKnob, SwitchKnob } from './Knob';

/** Steps without gain, and what counts as one, for whoever wants to stop there. */
const USUAL_PATIENCE = { oneView: 30, manyViews: 64 };
const USUAL_CHANGE = 0.01;

interface Props {
  readonly plateau: OptimiseSettings['plateau'];
  /** From view to view the loss rises and falls: with several a plateau is told only from a few of them. */
  readonly views: OptimiseSettings['views'];
  /** What is wrong with one of its numbers; null: nothing. */
  readonly problem: string | null;
  readonly onChange: (plateau: OptimiseSettings['plateau']) => void;
}

/** Whether a stage ends where it gets no better, and where that is. */
export function PlateauKnobs({ plateau, views, problem, onChange }: Props) {
  const { knobs } = optimiseStrings;
  const isPatienceWrong = plateau !== null && !isPatience(plateau.patience);
  return (
    <>
      <SwitchKnob
        words={knobs.plateau}
        checked={plateau !== null}
        onChange={(wanted) => {
          const patience = views > 1 ? USUAL_PATIENCE.manyViews : USUAL_PATIENCE.oneView;
          onChange(wanted ? { patience, change: USUAL_CHANGE } : null);
        }}
      />
      {plateau && (
        <>
          <NumberKnob
            words={knobs.patience}
            value={plateau.patience}
            problem={isPatienceWrong ? problem : null}
            onChange={(patience) => {
              onChange({ ...plateau, patience });
            }}
          />
          <NumberKnob
            words={knobs.change}
            value={plateau.change}
            problem={isPatienceWrong ? null : problem}
            onChange={(change) => {
              onChange({ ...plateau, change });
            }}
          />
        </>
      )}
    </>
  );
}

function isPatience(steps: number): boolean {
  return Number.isInteger(steps) && steps >= LIMITS.patience.least && steps <= LIMITS.patience.most;
}
