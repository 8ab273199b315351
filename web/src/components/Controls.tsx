import { strings } from '../strings';
import type { Studio } from '../studio/studio';
import { shownPainting, type StudioState } from '../studio/state';
import './Controls.css';
import { Facts } from './Facts';
import { StrengthSlider } from './StrengthSlider';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
}

/** Strength, download, and the facts about the painting. */
export function Controls({ studio, state }: Props) {
  const painting = shownPainting(state);
  return (
    <section className="controls" aria-label={strings.painted}>
      <StrengthSlider studio={studio} strength={state.strength} disabled={!painting} />
      <button
        type="button"
        className="button button-primary"
        disabled={!painting || state.saving}
        onClick={() => {
          void studio.save();
        }}
      >
        {strings.save}
      </button>
      <Facts facts={factsOf(state)} />
    </section>
  );
}

/** Size, time and back end of what is shown. */
function factsOf(state: StudioState): string[] {
  const { photo, backend } = state;
  const painting = shownPainting(state);
  const facts: string[] = [];
  if (photo) {
    const { width, height } = photo.picture;
    facts.push(strings.size(width, height));
    if (width !== photo.originalWidth) facts.push(strings.scaledFrom(photo.originalWidth, photo.originalHeight));
  }
  if (painting) facts.push(strings.time(painting.milliseconds));
  const active = painting?.backend ?? backend;
  if (active) facts.push(strings.runsOn(active));
  return facts;
}
