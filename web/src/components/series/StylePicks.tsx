import { useMemo } from 'react';
import { strings } from '../../strings';
import { titleOf } from '../../strings/titles';
import { seriesStrings } from '../../strings/series';
import { MOST_STYLES } from '../../studio/series/layout';
import type { SeriesRoom, SeriesState } from '../../studio/series/room';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { GalleryList } from '../gallery/GalleryList';
import { shelfOf } from '../gallery/shelfOf';
import { StyleThumb } from '../styles/StyleThumb';
import { FileTile, Tile } from '../Tile';
import { partsOf } from './posterParts';
import './StylePicks.css';

interface Props {
  readonly room: SeriesRoom;
  readonly studio: Studio;
  readonly state: SeriesState;
  readonly studioState: StudioState;
  /** Ids of the styles that are chosen. */
  readonly picks: readonly string[];
  readonly isLocked: boolean;
  /** Says which are picked, and no more. */
  readonly isFolded?: boolean;
}

/** The styles to paint in, of which several can be chosen: those of the gallery, and the reader's own. */
export function StylePicks({ room, studio, state, studioState, picks, isLocked, isFolded = false }: Props) {
  const { mine, opening } = studioState;
  const entries = useMemo(
    () => [...mine.filter(({ isUnfit }) => !isUnfit), ...studioState.gallery],
    [mine, studioState.gallery],
  );
  const isFull = picks.length >= MOST_STYLES;

  function toggle(id: string): void {
    if (picks.includes(id)) room.pick(picks.filter((one) => one !== id));
    else if (!isFull) room.pick([...picks, id]);
  }

  return (
    <section className="chooser chooser-style gallery picks" aria-label={seriesStrings.styles} data-drop="style">
      <header className="gallery-head">
        <h2>
          {seriesStrings.styles}{' '}
          <span className="chooser-name" role="status">
            {picks.length > 0 ? seriesStrings.picked(picks.length) : seriesStrings.noStyles}
          </span>
        </h2>
        {picks.length > 0 && !isLocked && (
          <button
            type="button"
            className="button button-small"
            onClick={() => {
              room.pick([]);
            }}
          >
            {seriesStrings.clearPicks}
          </button>
        )}
      </header>
      {isFull && !isLocked && <p className="picks-hint">{seriesStrings.tooManyPicks(MOST_STYLES)}</p>}
      {isFolded && (
        <p className="picks-hint">
          {partsOf(picks, entries, state.own, strings.pictures)
            .map(({ title }) => title)
            .join(', ')}
        </p>
      )}
      {!isFolded && (
        <fieldset className="picks-choice" disabled={isLocked}>
          <legend className="visually-hidden">{seriesStrings.styles}</legend>
          <GalleryList
            shelf={shelfOf(studio)}
            entries={entries}
            pressed={picks}
            onPress={({ id }) => {
              toggle(id);
            }}
            onRandom={({ id }) => {
              if (!picks.includes(id)) toggle(id);
            }}
          >
            <ul className="chooser-tiles gallery-own">
              <FileTile
                label={strings.chooseStyle}
                shortcut="style"
                busy={opening.style?.startsWith('own-') === true}
                onFile={(file) => {
                  void studio.chooseFile('style', file);
                }}
              />
              {state.own.map((style) => (
                <Tile
                  key={style.id}
                  label={strings.yourStyle(titleOf(style))}
                  pressed={picks.includes(style.id)}
                  busy={false}
                  onPress={() => {
                    toggle(style.id);
                  }}
                >
                  <StyleThumb studio={studio} style={style} state={studioState} />
                </Tile>
              ))}
            </ul>
          </GalleryList>
        </fieldset>
      )}
    </section>
  );
}
