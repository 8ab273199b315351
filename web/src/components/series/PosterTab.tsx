import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { strings } from '../../strings';
import { titleOf } from '../../strings/titles';
import { seriesStrings } from '../../strings/series';
import { shareOf } from '../../studio/painter';
import { FEWEST_STYLES } from '../../studio/series/layout';
import { layoutOf } from '../../studio/series/poster';
import type { SeriesRoom, SeriesState } from '../../studio/series/room';
import type { PosterState } from '../../studio/series/posterState';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { Announcer } from '../Announcer';
import { PhotoChooser } from '../PhotoChooser';
import { Icon } from '../Icon';
import '../live/Invitation.css';
import { Progress } from '../Progress';
import '../Stage.css';
import { SegmentsRow } from '../Segments';
import { useFocusAfter } from '../useFocusAfter';
import { PosterControls } from './PosterControls';
import { partsOf } from './posterParts';
import { PosterPreview } from './PosterPreview';
import './PosterTab.css';
import { SeriesNotice } from './SeriesNotice';
import { StylePicks } from './StylePicks';

/** Numbers of styles that fill a poster without a hole, for most photos. */
const COUNTS = ['4', '6', '9', '12', '16'] as const;
type Count = (typeof COUNTS)[number];
const COUNT_NAMES = Object.fromEntries(COUNTS.map((count) => [count, count])) as Record<Count, string>;

interface Props {
  readonly room: SeriesRoom;
  readonly studio: Studio;
  readonly state: SeriesState;
  readonly studioState: StudioState;
}

/** The same photo in several styles, as one picture. */
export function PosterTab({ room, studio, state, studioState }: Props) {
  const { poster } = room;
  const posterState = useSyncExternalStore(poster.store.subscribe, poster.store.get);
  const [wished, setWished] = useState<Count>('9');
  const { picks, isPainting, problem } = posterState;
  const { photo, gallery, mine } = studioState;
  const { own } = state;
  const { pictures } = strings;
  const parts = useMemo(
    () => partsOf(picks, [...mine, ...gallery], own, pictures),
    [picks, mine, gallery, own, pictures],
  );
  const { gap, border, captions } = posterState;
  const count = picks.length;
  const layout = useMemo(
    () => layoutOf(photo, count, { gap, border, captions }),
    [photo, count, gap, border, captions],
  );

  const surpriseRow = useRef<HTMLDivElement>(null);
  // From the button of the invitation to its double, which stays.
  useFocusAfter(layout !== null, () => surpriseRow.current?.querySelector('button'));

  function surprise(): void {
    poster.surprise(gallery, Number(wished));
  }

  return (
    <>
      <section className="stage" aria-label={seriesStrings.poster}>
        <div className="stage-wall" aria-busy={isPainting}>
          {photo && layout ? (
            <PosterPreview
              layout={layout}
              picks={picks}
              paintings={posterState.paintings}
              background={posterState.background}
              colour={posterState.colour}
              photo={photo.picture}
              parts={parts}
              label={seriesStrings.posterLabel(
                titleOf(photo),
                parts.map(({ title }) => title),
              )}
            />
          ) : (
            <div className="invitation">
              <Icon name="poster" />
              <h2>{seriesStrings.posterInvitation}</h2>
              <p>{seriesStrings.posterPromise}</p>
              <div className="invitation-ways">
                <button
                  type="button"
                  className="button button-primary"
                  disabled={gallery.length === 0}
                  onClick={surprise}
                >
                  {seriesStrings.surpriseWith(Number(wished))}
                </button>
              </div>
            </div>
          )}
        </div>
        <div className="stage-foot">
          {isPainting && (
            <Progress
              text={progressText(posterState)}
              share={progressShare(posterState)}
              onCancel={() => {
                poster.cancel();
              }}
            />
          )}
        </div>
        <SeriesNotice
          studio={studio}
          notice={studioState.notice}
          problem={problem}
          onDismiss={() => {
            poster.dismissProblem();
          }}
        />
      </section>
      <div className="panel">
        <PhotoChooser studio={studio} state={studioState} />
        <div ref={surpriseRow} className="surprise">
          <fieldset disabled={isPainting}>
            <legend className="visually-hidden">{seriesStrings.howMany}</legend>
            <SegmentsRow group="poster-count" values={COUNTS} value={wished} names={COUNT_NAMES} onChoose={setWished} />
          </fieldset>
          <button
            type="button"
            className="button button-small"
            disabled={isPainting || gallery.length === 0}
            onClick={surprise}
          >
            {seriesStrings.surprise}
          </button>
        </div>
        <StylePicks
          room={room}
          studio={studio}
          state={state}
          studioState={studioState}
          picks={picks}
          isLocked={isPainting}
        />
      </div>
      <PosterControls
        poster={poster}
        studio={studio}
        state={posterState}
        studioState={studioState}
        layout={layout}
        parts={parts}
      />
      <Announcer text={spoken(posterState)} />
    </>
  );
}

function paintedOf({ picks, paintings }: PosterState): number {
  return picks.filter((id) => id in paintings).length;
}

function progressText(state: PosterState): string {
  const { phase, picks } = state;
  if (phase?.kind === 'downloading') return strings.phase(phase);
  return seriesStrings.painting(Math.min(picks.length, paintedOf(state) + 1), picks.length);
}

function progressShare(state: PosterState): number | null {
  const { phase, picks } = state;
  return phase?.kind === 'downloading' ? shareOf(phase) : paintedOf(state) / picks.length;
}

/** What there is to tell about the painting of a poster. */
function spoken(state: PosterState): string {
  const { picks, isPainting, phase } = state;
  if (isPainting && phase?.kind === 'downloading') return strings.phaseSpoken(phase);
  const painted = paintedOf(state);
  return picks.length >= FEWEST_STYLES && painted > 0 ? seriesStrings.spokenPoster(painted, picks.length) : '';
}
