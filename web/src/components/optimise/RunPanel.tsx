import { useState } from 'react';
import { optimiseStrings } from '../../strings/optimise';
import type { Changeable, OptimiseSettings, SettingsProblem } from '../../protocol/optimise';
import type { OptimiseRoom } from '../../studio/optimise/room';
import { weightsOf, type Making, type Run } from '../../studio/optimise/state';
import { ChoiceKnob, NumberKnob, SwitchKnob } from './Knob';
import { LayerKnobs, offeredTaps } from './LayerKnobs';
import { LossChart } from './LossChart';
import { Moments } from './Moments';
import { PlateauKnobs } from './PlateauKnobs';
import './SetupPanel.css';
import { SMOOTHNESS_SLIDER, WEIGHT_SLIDER } from './sliders';
import { StyleMix } from './StyleMix';

interface Props {
  readonly room: OptimiseRoom;
  readonly run: Run;
  readonly making: Making | null;
}

/** All that is to be seen and done while a run goes on, and of it when it is over. */
export function RunPanel({ room, run, making }: Props) {
  return (
    <div className="panel run-panel">
      <LossChart history={run.history} />
      <Moments room={room} run={run} making={making} />
      {run.status !== 'done' && <Changes room={room} run={run} />}
    </div>
  );
}

type Change = Partial<Pick<OptimiseSettings, Changeable>>;

/** What can be turned on the way. A value that cannot be used is shown with what is wrong, and changes nothing. */
function Changes({ room, run }: Pick<Props, 'room' | 'run'>) {
  const { settings, styles } = run;
  const [wrong, setWrong] = useState<{ readonly values: Change; readonly problem: SettingsProblem } | null>(null);

  function change(values: Change): void {
    const problem = room.change(values);
    setWrong(problem && { values, problem });
  }

  function problemOf(name: Changeable): string | null {
    return wrong !== null && name in wrong.values ? optimiseStrings.problem(wrong.problem) : null;
  }

  function knob(name: 'contentWeight' | 'styleWeight' | 'variationWeight' | 'rate' | 'steps' | 'previewEvery') {
    return (
      <NumberKnob
        words={optimiseStrings.knobs[name]}
        value={settings[name]}
        {...(name === 'variationWeight' && { slider: SMOOTHNESS_SLIDER })}
        {...((name === 'contentWeight' || name === 'styleWeight') && { slider: WEIGHT_SLIDER })}
        problem={problemOf(name)}
        onChange={(value) => {
          change({ [name]: value });
        }}
      />
    );
  }

  return (
    <>
      <details className="section">
        <summary>{optimiseStrings.changes}</summary>
        <div className="section-knobs">
          {styles.length > 1 && (
            <StyleMix
              styles={styles}
              weights={weightsOf(settings, styles.length)}
              onRemove={null}
              problem={problemOf('styleWeights')}
              onWeight={(index, weight) => {
                const weights = weightsOf(settings, styles.length);
                change({ styleWeights: weights.map((each, i) => (i === index ? weight : each)) });
              }}
            />
          )}
          {knob('contentWeight')}
          {knob('styleWeight')}
          {knob('variationWeight')}
          <SwitchKnob
            words={optimiseStrings.knobs.keepColours}
            checked={settings.keepColours}
            onChange={(keepColours) => {
              change({ keepColours });
            }}
          />
          {knob('rate')}
          {knob('steps')}
          <PlateauKnobs
            // What is typed stands there even where it cannot be used.
            plateau={wrong?.values.plateau ?? settings.plateau}
            views={settings.optimiser === 'adam' ? settings.views : 1}
            problem={problemOf('plateau')}
            onChange={(plateau) => {
              change({ plateau });
            }}
          />
          {knob('previewEvery')}
        </div>
      </details>
      <details className="section">
        <summary>{optimiseStrings.sections.layers}</summary>
        <div className="section-knobs">
          {(['styleLayers', 'contentLayers'] as const).map((name) => (
            <LayerKnobs
              key={name}
              words={optimiseStrings.knobs[name]}
              taps={offeredTaps(room.tapsOf(settings))}
              layers={settings[name]}
              problem={problemOf(name)}
              onChange={(layers) => {
                change({ [name]: layers });
              }}
            />
          ))}
          <ChoiceKnob
            words={optimiseStrings.knobs.styleLoss}
            value={settings.styleLoss}
            names={optimiseStrings.choices.styleLoss}
            onChange={(styleLoss) => {
              change({ styleLoss });
            }}
          />
        </div>
      </details>
    </>
  );
}
