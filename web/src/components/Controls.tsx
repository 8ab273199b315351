import { strings } from '../strings';
import type { Studio } from '../studio/studio';
import { shownPainting, type StudioState } from '../studio/state';
import './Controls.css';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
}

/** Strength, download, and the facts about the painting. */
export function Controls({ studio, state }: Props) {
  const painting = shownPainting(state);
  const percent = Math.round(state.strength * 100);
  return (
    <section className="controls" aria-label={strings.painted}>
      <label className="strength">
        <span>{strings.strength}</span>
        <input
          type="range"
          min={0}
          max={100}
          value={percent}
          disabled={!painting}
          aria-valuetext={strings.percent(percent)}
          onInput={(event) => {
            studio.setStrength(Number(event.currentTarget.value) / 100);
          }}
        />
        <output>{strings.percent(percent)}</output>
      </label>
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
      <Facts state={state} />
    </section>
  );
}

function Facts({ state }: { readonly state: StudioState }) {
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
  return (
    <p className="facts" data-testid="facts">
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  );
}
