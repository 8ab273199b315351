import { optimiseStrings } from '../../strings/optimise';
import type { AdvancedProps } from './Advanced';
import { ChoiceKnob, NumberKnob } from './Knob';
import { SHARE_SLIDER } from './sliders';

/** What the first picture is made of. */
export function StartSettings({ room, state, problemOf }: AdvancedProps) {
  const { knobs, choices } = optimiseStrings;
  const { start, noiseRatio, noise, noiseRange, seed } = state.settings;
  return (
    <>
      <ChoiceKnob
        words={knobs.start}
        value={start}
        names={choices.start}
        onChange={(chosen) => {
          room.set({ start: chosen });
        }}
      />
      {start === 'blend' && (
        <NumberKnob
          words={knobs.noiseRatio}
          value={noiseRatio}
          slider={SHARE_SLIDER}
          problem={problemOf('noiseRatio')}
          onChange={(ratio) => {
            room.set({ noiseRatio: ratio });
          }}
        />
      )}
      {start !== 'content' && (
        <>
          <ChoiceKnob
            words={knobs.noise}
            value={noise}
            names={choices.noise}
            onChange={(kind) => {
              room.set({ noise: kind });
            }}
          />
          <NumberKnob
            words={knobs.noiseRange}
            value={noiseRange}
            problem={problemOf('noiseRange')}
            onChange={(range) => {
              room.set({ noiseRange: range });
            }}
          />
          <NumberKnob
            words={knobs.seed}
            value={seed}
            problem={problemOf('seed')}
            onChange={(number) => {
              room.set({ seed: number });
            }}
          />
        </>
      )}
    </>
  );
}
