import { useSyncExternalStore } from 'react';
import { fileName } from '../../saving/file';
import { posterFile, type PosterPart } from '../../saving/poster';
import { strings } from '../../strings';
import { seriesStrings } from '../../strings/series';
import { FEWEST_STYLES, MOST_BORDER, MOST_GAP, type PosterLayout } from '../../studio/series/layout';
import type { Poster } from '../../studio/series/poster';
import { BACKGROUNDS, type PosterState } from '../../studio/series/posterState';
import { extensionOf } from '../../studio/series/work';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import '../Controls.css';
import { Facts } from '../Facts';
import { PercentSlider } from '../PercentSlider';
import { Segments } from '../Segments';
import './PhotosControls.css';
import './PosterControls.css';
import { SeriesSettings } from './SeriesSettings';

interface Props {
  readonly poster: Poster;
  readonly studio: Studio;
  readonly state: PosterState;
  readonly studioState: StudioState;
  /** Null without a photo or without styles. */
  readonly layout: PosterLayout | null;
  readonly parts: readonly PosterPart[];
}

/** How the poster looks, the way to paint it, and the download. */
export function PosterControls({ poster, studio, state, studioState, layout, parts }: Props) {
  const { output } = studio;
  const { format, quality } = useSyncExternalStore(output.store.subscribe, output.store.get);
  const { picks, paintings, isPainting, isSaving } = state;
  const { photo } = studioState;
  const missing = picks.filter((id) => !(id in paintings)).length;
  const isEnough = picks.length >= FEWEST_STYLES;

  function save(): void {
    const name = fileName(photo?.name ?? '', seriesStrings.posterName, extensionOf(format));
    const kind = { type: `image/${format}`, quality: quality / 100 };
    void poster.save((there, shown) => posterFile(there, shown, parts, kind), name);
  }

  return (
    <section className="controls series-controls" aria-label={seriesStrings.settings}>
      <SeriesSettings
        studio={studio}
        studioState={studioState}
        hasSize={false}
        applies={seriesStrings.posterApplies(strings.detail.names[studioState.detail])}
        isLocked={isPainting}
      >
        <FrameKnobs poster={poster} state={state} />
      </SeriesSettings>
      <div className="poster-line">
        <PaperKnobs poster={poster} state={state} />
        <Facts facts={layout ? [strings.size(layout.width, layout.height)] : []} />
      </div>
      <div className="ways-out series-ways">
        {missing > 0 || !isEnough ? (
          <button
            type="button"
            className="button button-primary"
            disabled={!isEnough || !photo || isPainting}
            onClick={() => void poster.paint()}
          >
            {!photo
              ? seriesStrings.needsPhoto
              : !isEnough
                ? seriesStrings.needsTwo
                : missing < picks.length
                  ? seriesStrings.paintRest(missing)
                  : seriesStrings.paintPoster}
          </button>
        ) : (
          <button
            type="button"
            className="button button-primary"
            data-shortcut="save"
            disabled={isSaving}
            onClick={save}
          >
            {isSaving ? seriesStrings.saving : strings.output.download(format)}
          </button>
        )}
      </div>
    </section>
  );
}

/** What lies between and around the paintings. */
function FrameKnobs({ poster, state }: Pick<Props, 'poster' | 'state'>) {
  const { gap, border, background } = state;
  return (
    <>
      <PercentSlider
        label={seriesStrings.gap}
        value={gap}
        most={MOST_GAP}
        step={0.5}
        onChange={(value) => {
          poster.choose({ gap: value });
        }}
      />
      <PercentSlider
        label={seriesStrings.border}
        value={border}
        most={MOST_BORDER}
        step={0.5}
        onChange={(value) => {
          poster.choose({ border: value });
        }}
      />
      <Segments
        group="poster-background"
        label={seriesStrings.background}
        values={BACKGROUNDS}
        value={background}
        names={seriesStrings.backgrounds}
        disabled={false}
        onChoose={(one) => {
          poster.choose({ background: one });
        }}
      />
    </>
  );
}

/** Captions, and the colour where it is the reader's own. */
function PaperKnobs({ poster, state }: Pick<Props, 'poster' | 'state'>) {
  const { captions, background, colour } = state;
  return (
    <>
      <label className="poster-check">
        <input
          type="checkbox"
          checked={captions}
          onChange={(event) => {
            poster.choose({ captions: event.currentTarget.checked });
          }}
        />
        {seriesStrings.captions}
      </label>
      {background === 'own' && (
        <label className="poster-check">
          <input
            type="color"
            value={colour}
            onInput={(event) => {
              poster.choose({ colour: event.currentTarget.value });
            }}
          />
          {seriesStrings.colour}
        </label>
      )}
    </>
  );
}
