import { useState, type ReactNode } from 'react';
import { optimiseStrings } from '../../strings/optimise';
import { USUAL_VIEWS, type OptimiseSettings } from '../../protocol/optimise';
import type { OptimiseRoom } from '../../studio/optimise/room';
import { weightsOf, type OptimiseStudioState } from '../../studio/optimise/state';
import { useFileDialogue } from '../fileDialogue';
import { ChoiceKnob, NumberKnob, SwitchKnob } from './Knob';
import { LayerKnobs, offeredTaps } from './LayerKnobs';
import { MethodSettings } from './MethodSettings';
import { SMOOTHNESS_SLIDER, WEIGHT_SLIDER } from './sliders';
import { StartSettings } from './StartSettings';
import { StyleMix } from './StyleMix';

export interface AdvancedProps {
  readonly room: OptimiseRoom;
  readonly state: OptimiseStudioState;
  /** What is wrong with a setting, in words; null: nothing. */
  readonly problemOf: (setting: string) => string | null;
}

/** Everything that can be set, in the order in which it matters. */
export function Advanced(props: AdvancedProps) {
  const { knobs, sections } = optimiseStrings;
  const { room, state, problemOf } = props;
  return (
    <section className="advanced" aria-label={optimiseStrings.advanced}>
      <h2>{optimiseStrings.advanced}</h2>
      <Section title={sections.styles} settings={['styleWeights', 'keepColours']} problemOf={problemOf}>
        <Mix {...props} />
        <SwitchKnob
          words={knobs.keepColours}
          checked={state.settings.keepColours}
          onChange={(keepColours) => {
            room.set({ keepColours });
          }}
        />
      </Section>
      <Section
        title={sections.balance}
        settings={['contentWeight', 'styleWeight', 'variationWeight']}
        problemOf={problemOf}
      >
        <Weight {...props} name="contentWeight" />
        <Weight {...props} name="styleWeight" />
        <NumberKnob
          words={knobs.variationWeight}
          value={state.settings.variationWeight}
          slider={SMOOTHNESS_SLIDER}
          problem={problemOf('variationWeight')}
          onChange={(variationWeight) => {
            room.set({ variationWeight });
          }}
        />
      </Section>
      <Section
        title={sections.layers}
        settings={['styleLayers', 'contentLayers', 'styleLoss', 'encoder', 'pooling']}
        problemOf={problemOf}
      >
        <Layers {...props} />
      </Section>
      <Section
        title={sections.start}
        settings={['start', 'noiseRatio', 'noise', 'noiseRange', 'seed']}
        problemOf={problemOf}
      >
        <StartSettings {...props} />
      </Section>
      <Section
        title={sections.method}
        settings={['optimiser', 'rate', 'stages', 'views', 'plateau', 'previewEvery']}
        problemOf={problemOf}
      >
        <MethodSettings {...props} />
      </Section>
      <Section title={sections.file} settings={[]} problemOf={problemOf}>
        <SettingsFile room={room} />
      </Section>
    </section>
  );
}

interface SectionProps extends Pick<AdvancedProps, 'problemOf'> {
  readonly title: string;
  /** What is set in it; where something is wrong with one, it unfolds. */
  readonly settings: readonly (keyof OptimiseSettings)[];
  readonly children: ReactNode;
}

function Section({ title, settings, problemOf, children }: SectionProps) {
  const [isOpen, setOpen] = useState(false);
  const isWrong = settings.some((name) => problemOf(name) !== null);
  return (
    <details
      className="section"
      open={isOpen || isWrong}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{title}</summary>
      <div className="section-knobs">{children}</div>
    </details>
  );
}

function Mix({ room, state, problemOf }: AdvancedProps) {
  const styles = room.styles.all;
  const isWaiting = state.mix.length > 0 && state.mix.length === styles.length;
  return (
    <>
      <StyleMix
        styles={styles}
        weights={weightsOf(state.settings, styles.length)}
        onRemove={(index) => {
          room.styles.remove(index);
        }}
        onWeight={(index, weight) => {
          room.styles.setWeight(index, weight);
        }}
        problem={problemOf('styleWeights')}
      />
      <div className="section-line">
        <button
          type="button"
          className="button button-small"
          disabled={styles.length === 0 || isWaiting}
          onClick={() => {
            room.styles.keep();
          }}
        >
          {optimiseStrings.addStyle}
        </button>
        <p className="knob-help" aria-live="polite">
          {isWaiting ? optimiseStrings.addingStyle : optimiseStrings.mixHelp}
        </p>
      </div>
    </>
  );
}

function Weight({ room, state, problemOf, name }: AdvancedProps & { readonly name: 'contentWeight' | 'styleWeight' }) {
  const { knobs } = optimiseStrings;
  return (
    <NumberKnob
      words={knobs[name]}
      value={state.settings[name]}
      slider={WEIGHT_SLIDER}
      problem={problemOf(name)}
      onChange={(weight) => {
        room.set({ [name]: weight });
      }}
    />
  );
}

function Layers({ room, state, problemOf }: AdvancedProps) {
  const { knobs, choices } = optimiseStrings;
  const { settings } = state;
  const offered = offeredTaps(room.taps);
  return (
    <>
      {(['styleLayers', 'contentLayers'] as const).map((name) => (
        <LayerKnobs
          key={name}
          words={knobs[name]}
          taps={offered}
          layers={settings[name]}
          problem={problemOf(name)}
          onChange={(layers) => {
            room.set({ [name]: layers });
          }}
        />
      ))}
      <ChoiceKnob
        words={knobs.styleLoss}
        value={settings.styleLoss}
        names={choices.styleLoss}
        onChange={(styleLoss) => {
          room.set({ styleLoss });
        }}
      />
      <ChoiceKnob
        words={knobs.encoder}
        value={settings.encoder}
        names={choices.encoder}
        problem={
          state.encoders && !state.encoders[settings.encoder]
            ? optimiseStrings.notice({ id: 0, kind: 'missing', encoder: settings.encoder })
            : null
        }
        onChange={(encoder) => {
          room.set({ encoder, views: USUAL_VIEWS[encoder] });
        }}
      />
      <ChoiceKnob
        words={knobs.pooling}
        value={settings.pooling}
        names={choices.pooling}
        onChange={(pooling) => {
          room.set({ pooling });
        }}
      />
    </>
  );
}

function SettingsFile({ room }: Pick<AdvancedProps, 'room'>) {
  const { open, input } = useFileDialogue('application/json,.json,image/png', optimiseStrings.openSettings, (file) => {
    void room.files.openSettings(file);
  });
  return (
    <>
      <div className="section-line">
        <button
          type="button"
          className="button button-small"
          onClick={() => {
            room.takes.saveSettings();
          }}
        >
          {optimiseStrings.saveSettings}
        </button>
        <button type="button" className="button button-small" onClick={open}>
          {optimiseStrings.openSettings}
        </button>
        {input}
      </div>
      <p className="knob-help">{optimiseStrings.fileHelp}</p>
    </>
  );
}
