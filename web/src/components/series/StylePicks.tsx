import { useMemo, useState, useSyncExternalStore } from 'react';
import { strings } from '../../strings';
import { namesIn, titleOf } from '../../strings/titles';
import { seriesStrings } from '../../strings/series';
import { GROUPS, type GalleryEntry } from '../../studio/gallery/gallery';
import { findStyles, randomStyle, type Filter } from '../../studio/gallery/search';
import { MOST_STYLES } from '../../studio/series/layout';
import type { SeriesRoom, SeriesState } from '../../studio/series/room';
import type { ChosenStyle, StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { Finder } from '../gallery/Finder';
import '../gallery/Gallery.css';
import { GalleryTile } from '../gallery/GalleryTile';
import { moveFocus } from '../gallery/roving';
import { shelfOf } from '../gallery/shelfOf';
import { PictureCanvas } from '../PictureCanvas';
import { FileTile, Tile } from '../Tile';
import './StylePicks.css';

interface Props {
  readonly room: SeriesRoom;
  readonly studio: Studio;
  readonly state: SeriesState;
  readonly studioState: StudioState;
  /** Ids of the styles that are chosen. */
  readonly picks: readonly string[];
  readonly isLocked: boolean;
  /** Says how many are picked, and no more. */
  readonly isFolded?: boolean;
}

/** The styles to paint in, of which several can be chosen: those of the gallery, and the reader's own. */
export function StylePicks({ room, studio, state, studioState, picks, isLocked, isFolded = false }: Props) {
  const allWords = strings;
  const words = allWords.gallery;
  const shelf = shelfOf(studio);
  const { favourites, recent } = useSyncExternalStore(shelf.store.subscribe, shelf.store.get);
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [focused, setFocused] = useState<string | null>(null);
  const { mine, opening } = studioState;
  const gallery = useMemo(() => [...mine, ...studioState.gallery], [mine, studioState.gallery]);
  const found = useMemo(
    () => findStyles(gallery, filter, query, { favourites, recent }, namesIn(allWords)),
    [gallery, filter, query, favourites, recent, allWords],
  );
  const tabStop = [focused, found[0]?.id].find((wanted) => found.some(({ id }) => id === wanted));
  const isFull = picks.length >= MOST_STYLES;

  function toggle(id: string): void {
    if (picks.includes(id)) room.pick(picks.filter((one) => one !== id));
    else if (!isFull) room.pick([...picks, id]);
  }

  function addAny(): void {
    const entry = randomStyle(
      found.filter(({ id }) => !picks.includes(id)),
      undefined,
      Math.random(),
    );
    if (entry) toggle(entry.id);
  }

  function tiles(entries: readonly GalleryEntry[]) {
    return (
      <ul className="chooser-tiles">
        {entries.map((entry) => (
          <GalleryTile
            key={entry.id}
            entry={entry}
            pressed={picks.includes(entry.id)}
            busy={false}
            isFavourite={favourites.includes(entry.id)}
            isTabStop={entry.id === tabStop}
            onPress={() => {
              toggle(entry.id);
            }}
          />
        ))}
      </ul>
    );
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
      {!isFolded && (
        <fieldset className="picks-choice" disabled={isLocked}>
          <legend className="visually-hidden">{seriesStrings.styles}</legend>
          <Finder query={query} filter={filter} onQuery={setQuery} onFilter={setFilter} onRandom={addAny} />
          <div
            className="gallery-tiles"
            role="toolbar"
            aria-label={words.tiles}
            onKeyDown={moveFocus}
            onFocus={({ target }) => {
              setFocused((target as HTMLElement).dataset['style'] ?? null);
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
                <OwnTile
                  key={style.id}
                  style={style}
                  pressed={picks.includes(style.id)}
                  onPress={() => {
                    toggle(style.id);
                  }}
                />
              ))}
            </ul>
            {filter === 'all'
              ? GROUPS.map((group) => {
                  const members = found.filter((entry) => entry.group === group);
                  if (members.length === 0) return null;
                  return (
                    <div key={group} className="gallery-group" role="group" aria-label={words.groups[group]}>
                      <h3>{words.groups[group]}</h3>
                      {tiles(members)}
                    </div>
                  );
                })
              : tiles(found)}
          </div>
          {found.length === 0 && query !== '' && <p className="gallery-nothing">{words.nothingFound(query.trim())}</p>}
        </fieldset>
      )}
    </section>
  );
}

interface OwnProps {
  readonly style: ChosenStyle;
  readonly pressed: boolean;
  readonly onPress: () => void;
}

/** A style that the reader has brought or mixed. */
function OwnTile({ style, pressed, onPress }: OwnProps) {
  return (
    <Tile label={strings.yourStyle(titleOf(style))} pressed={pressed} busy={false} onPress={onPress}>
      {style.picture ? <PictureCanvas picture={style.picture} label="" /> : <span>{titleOf(style)}</span>}
    </Tile>
  );
}
