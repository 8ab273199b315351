import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { strings } from '../../strings';
import { namesIn, titleOf } from '../../strings/titles';
import { GROUPS, type GalleryEntry } from '../../studio/gallery/gallery';
import { findStyles, randomStyle, type Filter } from '../../studio/gallery/search';
import type { Chosen, StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { partsOf } from '../../studio/styles/mix';
import { PictureCanvas } from '../PictureCanvas';
import { StyleTools } from '../styles/StyleTools';
import { FileTile, Tile } from '../Tile';
import { Finder } from './Finder';
import './Gallery.css';
import { GalleryHead } from './GalleryHead';
import { GalleryTile } from './GalleryTile';
import { moveFocus } from './roving';
import { shelfOf } from './shelfOf';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
}

/** All styles to paint in: old masters and Easel's own, the reader's own picture, and the ways to find one. */
export function Gallery({ studio, state }: Props) {
  const allWords = strings;
  const words = allWords.gallery;
  const shelf = shelfOf(studio);
  const { mixer } = studio.styles;
  const { favourites, recent } = useSyncExternalStore(shelf.store.subscribe, shelf.store.get);
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  /** As they were when they were asked for: tiles that change places under the finger are hard to press. */
  const [recentThen, setRecentThen] = useState(recent);
  const [focused, setFocused] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);

  const { mine, ownStyle, style, opening } = state;
  const shown = opening.style ?? style?.id;
  const { isOpen: isMixing } = useSyncExternalStore(mixer.store.subscribe, mixer.store.get);
  const pressed = isMixing ? partsOf(style).map((part) => part.style.id) : [shown];
  const gallery = useMemo(() => [...mine, ...state.gallery], [mine, state.gallery]);
  const found = useMemo(
    () => findStyles(gallery, filter, query, { favourites, recent: recentThen }, namesIn(allWords)),
    [gallery, filter, query, favourites, recentThen, allWords],
  );
  const tabStop = [focused, shown, found[0]?.id].find((wanted) => found.some(({ id }) => id === wanted));

  function show(wanted: Filter): void {
    setRecentThen(recent);
    setFilter(wanted);
  }

  function chooseAny(): void {
    const entry = randomStyle(found.length > 0 ? found : gallery, shown, Math.random());
    if (!entry) return;
    void studio.styles.press(entry);
    const tile = list.current?.querySelector(`[data-style="${entry.id}"]`);
    tile?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }

  function tiles(entries: readonly GalleryEntry[]) {
    return (
      <ul className="chooser-tiles">
        {entries.map((entry) => (
          <GalleryTile
            key={entry.id}
            entry={entry}
            pressed={pressed.includes(entry.id)}
            busy={opening.style === entry.id}
            isFavourite={favourites.includes(entry.id)}
            isTabStop={entry.id === tabStop}
            onPress={() => {
              void studio.styles.press(entry);
            }}
          />
        ))}
      </ul>
    );
  }

  return (
    <section className="chooser chooser-style gallery" aria-label={strings.style} data-drop="style">
      <GalleryHead
        entry={gallery.find(({ id }) => id === shown)}
        otherwise={style ? titleOf(style) : undefined}
        favourites={favourites}
        onToggle={(id) => {
          shelf.toggleFavourite(id);
        }}
      />
      <StyleTools studio={studio} state={state} />
      <Finder query={query} filter={filter} onQuery={setQuery} onFilter={show} onRandom={chooseAny} />
      <div
        ref={list}
        className="gallery-tiles"
        role="toolbar"
        aria-label={words.tiles}
        onKeyDown={moveFocus}
        onFocus={({ target }) => {
          setFocused((target as HTMLElement).dataset['style'] ?? null);
        }}
      >
        <OwnPicture
          studio={studio}
          own={mine.some(({ id }) => id === ownStyle?.id) ? null : ownStyle}
          shown={shown}
          isOpening={opening.style?.startsWith('own-') === true && mine.every(({ id }) => id !== opening.style)}
        />
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
      {found.length === 0 && gallery.length > 0 && (
        <p className="gallery-nothing">
          {query === '' && (filter === 'mine' || filter === 'favourites' || filter === 'recent') ? (
            words.empty[filter]
          ) : (
            <>
              {words.nothingFound(query.trim())}{' '}
              <button
                type="button"
                onClick={() => {
                  setQuery('');
                  show('all');
                }}
              >
                {words.clearSearch}
              </button>
            </>
          )}
        </p>
      )}
    </section>
  );
}

interface OwnProps {
  readonly studio: Studio;
  readonly own: Chosen | null;
  /** Id of the style that is chosen, or being opened. */
  readonly shown: string | undefined;
  readonly isOpening: boolean;
}

/** The way to bring a picture, and the one that was brought. */
function OwnPicture({ studio, own, shown, isOpening }: OwnProps) {
  return (
    <ul className="chooser-tiles gallery-own">
      <FileTile
        label={strings.chooseStyle}
        shortcut="style"
        busy={isOpening}
        onFile={(file) => {
          void studio.chooseFile('style', file);
        }}
      />
      {own && (
        <Tile
          label={strings.yourStyle(own.name)}
          pressed={shown === own.id}
          busy={false}
          onPress={() => {
            void studio.chooseOwn('style');
          }}
        >
          <PictureCanvas picture={own.picture} label="" />
        </Tile>
      )}
    </ul>
  );
}
