import { optimiseStrings } from '../../strings/optimise';
import { USUAL_RATES } from '../../protocol/optimise';
import type { AdvancedProps } from './Advanced';
import { ChoiceKnob, NumberKnob } from './Knob';
import { PlateauKnobs } from './PlateauKnobs';

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
      <PlateauKnobs
        plateau={plateau}
        views={optimiser === 'adam' ? views : 1}
        problem={problemOf('plateau')}
        onChange={(wanted) => {
          room.set({ plateau: wanted });
        }}
      />
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
