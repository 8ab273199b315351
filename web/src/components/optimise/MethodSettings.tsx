import { optimiseStrings } from '../../strings/optimise';
import { USUAL_RATES } from '../../protocol/optimise';
import type { AdvancedProps } from './Advanced';
import { ChoiceKnob, NumberKnob, SwitchKnob } from './Knob';

/** Where a plateau begins, for whoever wants to stop there. */
const USUAL_PLATEAU = { patience: 30, change: 0.01 };

/** How the steps are taken, and when they end. */
export function MethodSettings({ room, state, problemOf }: AdvancedProps) {
  const { knobs, choices } = optimiseStrings;
  const { optimiser, rate, stages, views, plateau, previewEvery } = state.settings;
  return (
    <>
      <ChoiceKnob
        words={knobs.optimiser}
        value={optimiser}
        names={choices.optimiser}
        onChange={(name) => {
          room.set({ optimiser: name, rate: USUAL_RATES[name] });
        }}
      />
      <NumberKnob
        words={knobs.rate}
        value={rate}
        problem={problemOf('rate')}
        onChange={(length) => {
          room.set({ rate: length });
        }}
      />
      <NumberKnob
        words={knobs.stages}
        value={stages}
        problem={problemOf('stages')}
        onChange={(count) => {
          room.set({ stages: count });
        }}
      />
      {optimiser === 'adam' && (
        <NumberKnob
          words={knobs.views}
          value={views}
          problem={problemOf('views')}
          onChange={(count) => {
            room.set({ views: count });
          }}
        />
      )}
      <SwitchKnob
        words={knobs.plateau}
        checked={plateau !== null}
        problem={problemOf('plateau')}
        onChange={(wanted) => {
          room.set({ plateau: wanted ? USUAL_PLATEAU : null });
        }}
      />
      {plateau && (
        <>
          <NumberKnob
            words={knobs.patience}
            value={plateau.patience}
            onChange={(patience) => {
              room.set({ plateau: { ...plateau, patience } });
            }}
          />
          <NumberKnob
            words={knobs.change}
            value={plateau.change}
            onChange={(change) => {
              room.set({ plateau: { ...plateau, change } });
            }}
          />
        </>
      )}
      <NumberKnob
        words={knobs.previewEvery}
        value={previewEvery}
        problem={problemOf('previewEvery')}
        onChange={(steps) => {
          room.set({ previewEvery: steps });
        }}
      />
    </>
  );
}
