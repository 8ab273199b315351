import { useEffect, useRef } from 'react';
import { optimiseStrings } from '../../strings/optimise';
import { PRESETS, presetOf } from '../../studio/optimise/presets';
import type { OptimiseRoom } from '../../studio/optimise/room';
import type { OptimiseStudioState } from '../../studio/optimise/state';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { PhotoChooser } from '../PhotoChooser';
import { Advanced } from './Advanced';
import { NumberKnob } from './Knob';
import './SetupPanel.css';
import { SIZE_SLIDER, STEPS_SLIDER } from './sliders';
import { StylePictures } from './StylePictures';

interface Props {
  readonly room: OptimiseRoom;
  readonly studio: Studio;
  readonly state: OptimiseStudioState;
  readonly studioState: StudioState;
}

/** All that is chosen before a run: photo, style, preset, size and steps; the rest stands below, folded up. */
export function SetupPanel({ room, studio, state, studioState }: Props) {
  const panel = useRef<HTMLDivElement>(null);
  const { notice } = state;
  const told = notice?.kind === 'problem' ? notice.id : null;
  const problem = room.problem();
  const problemOf = (name: string): string | null =>
    problem?.setting === name ? optimiseStrings.problem(problem) : null;

  // What was told stands where it can be mended as well, perhaps out of sight.
  useEffect(() => {
    if (told !== null) panel.current?.querySelector('.knob-problem')?.scrollIntoView({ block: 'center' });
  }, [told]);

  return (
    <div ref={panel} className="panel setup">
      <PhotoChooser studio={studio} state={studioState} />
      <StylePictures room={room} studio={studio} state={state} studioState={studioState} />
      {/* Below what grows when it is known: there from the beginning it would jump. */}
      {(studioState.samples.length > 0 || studioState.notice) && (
        <Settings room={room} state={state} problemOf={problemOf} />
      )}
    </div>
  );
}

interface SettingsProps extends Pick<Props, 'room' | 'state'> {
  readonly problemOf: (name: string) => string | null;
}

function Settings({ room, state, problemOf }: SettingsProps) {
  const { settings } = state;
  return (
    <>
      <Presets room={room} state={state} />
      <div className="setup-knobs">
        <NumberKnob
          words={optimiseStrings.knobs.size}
          unit={optimiseStrings.pixels}
          value={settings.size}
          slider={SIZE_SLIDER}
          problem={problemOf('size')}
          onChange={(size) => {
            room.set({ size });
          }}
        />
        <NumberKnob
          words={optimiseStrings.knobs.steps}
          value={settings.steps}
          slider={STEPS_SLIDER}
          problem={problemOf('steps')}
          onChange={(steps) => {
            room.set({ steps });
          }}
        />
      </div>
      <Advanced room={room} state={state} problemOf={problemOf} />
    </>
  );
}

function Presets({ room, state }: Pick<Props, 'room' | 'state'>) {
  const current = presetOf(state.settings, room.taps);
  return (
    <section className="presets" aria-label={optimiseStrings.presets}>
      <h2>{optimiseStrings.presets}</h2>
      <div className="presets-choice">
        {PRESETS.map((preset) => (
          <button
            key={preset}
            type="button"
            className="preset"
            aria-pressed={preset === current}
            title={optimiseStrings.preset[preset].help}
            onClick={() => {
              room.usePreset(preset);
            }}
          >
            {optimiseStrings.preset[preset].label}
          </button>
        ))}
      </div>
      <p className="knob-help">{current ? optimiseStrings.preset[current].help : optimiseStrings.ownPreset}</p>
    </section>
  );
}
