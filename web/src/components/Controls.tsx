import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import { strings } from '../strings';
import type { Keeper } from '../studio/keeper';
import type { Studio } from '../studio/studio';
import type { Output } from '../studio/output';
import { COLOURS } from '../protocol/encoder';
import { shownPainting, type StudioState } from '../studio/state';
import './Controls.css';
import { DetailChoice } from './DetailChoice';
import { Facts } from './Facts';
import { FullSizeBar } from './output/FullSizeBar';
import { Segments } from './Segments';
import { StrengthSlider } from './StrengthSlider';
import { Tools } from './Tools';
import { NotFetched } from './Unreachable';
import { withWords } from './withWords';

/** Fetched when it is wanted. */
const OutputDialog = lazy(() =>
  withWords(import('./output/OutputDialog')).then(
    ({ OutputDialog: it }) => ({ default: it }),
    () => ({ default: NotFetched }),
  ),
);

interface Props {
  readonly studio: Studio;
  readonly keeper: Keeper;
  readonly state: StudioState;
}

/** Strength, colours, download, and the facts about the painting. */
export function Controls({ studio, keeper, state }: Props) {
  const { control } = strings;
  const { output } = studio;
  const outputState = useSyncExternalStore(output.store.subscribe, output.store.get);
  const [choosing, setChoosing] = useState(false);
  const painting = shownPainting(state);
  const { run, busy, format } = outputState;
  const isMissing = painting !== null && output.needsPainting(painting);
  return (
    <section className="controls" aria-label={strings.painted}>
      <StrengthSlider studio={studio} strength={state.strength} disabled={!painting} />
      <Segments
        group="colours"
        label={control.colours}
        values={COLOURS}
        value={state.colours}
        names={control.coloursOf}
        hints={control.coloursDetail}
        disabled={!painting}
        onChoose={(colours) => {
          studio.setColours(colours);
        }}
      />
      <DetailChoice studio={studio} state={state} />
      <Tools studio={studio} keeper={keeper} state={state} />
      <div className="ways-out">
        <button
          type="button"
          className="button"
          aria-haspopup="dialog"
          disabled={!painting}
          onClick={() => {
            setChoosing(true);
          }}
        >
          {strings.output.options}
        </button>
        <button
          type="button"
          className="button button-primary"
          data-shortcut="save"
          disabled={!painting || busy !== null || (isMissing && run !== null)}
          onClick={() => void output.save()}
        >
          {strings.output.download(format)}
        </button>
      </div>
      {run && (
        <FullSizeBar
          phase={run.phase}
          onCancel={() => {
            output.cancel();
          }}
        />
      )}
      <Facts facts={factsOf(state, output)} />
      {choosing && painting && (
        <Suspense fallback={null}>
          <OutputDialog
            studio={studio}
            crop={state.crop}
            state={outputState}
            painting={painting}
            onClose={() => {
              setChoosing(false);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}

/** Size, time and back end of what is shown. */
function factsOf(state: StudioState, output: Output): string[] {
  const { photo, backend } = state;
  const painting = shownPainting(state);
  const facts: string[] = [];
  if (photo) {
    const { width, height } = photo.picture;
    facts.push(strings.size(width, height));
    const { originalWidth, originalHeight } = photo;
    const file = painting && output.sizeOf(painting);
    if (file && (file.width !== width || file.height !== height))
      facts.push(strings.output.savedAt(file.width, file.height));
    else if (width !== originalWidth) facts.push(strings.scaledFrom(originalWidth, originalHeight));
  }
  if (painting && output.store.get().keepsShot) facts.push(strings.output.keepsShot);
  if (painting) facts.push(strings.time(painting.milliseconds));
  const active = painting?.backend ?? backend;
  if (active) facts.push(strings.runsOn(active));
  return facts;
}
