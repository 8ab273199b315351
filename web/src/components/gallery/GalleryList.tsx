import { useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { strings } from '../../strings';
import { namesIn } from '../../strings/titles';
import { GROUPS, type GalleryEntry } from '../../studio/gallery/gallery';
import { findStyles, randomStyle, type Filter } from '../../studio/gallery/search';
import type { Shelf } from '../../studio/gallery/shelf';
import { Finder } from './Finder';
import './Gallery.css';
import { GalleryTile } from './GalleryTile';
import { moveFocus } from './roving';

interface Props {
  readonly shelf: Shelf;
  /** What the styles are for, where that is not what the page paints in. */
  readonly label?: string;
  readonly entries: readonly GalleryEntry[];
  /** Ids of the styles that are chosen. */
  readonly pressed: readonly string[];
  /** Id of the style that is being opened. */
  readonly opening?: string | null;
  readonly onPress: (entry: GalleryEntry) => void;
  /** Called with a style by chance: one that is not chosen, where there is one. */
  readonly onRandom?: (entry: GalleryEntry) => void;
  /** What stands before the styles: the ways to bring one. */
  readonly children: ReactNode;
}

/** Many styles in their groups, and the ways to find one. Tab reaches one of them, arrow keys the others. */
export function GalleryList(props: Props) {
  const { shelf, label, entries, pressed, opening = null, onPress, onRandom, children } = props;
  const { gallery: words, pictures } = strings;
  const { favourites, recent } = useSyncExternalStore(shelf.store.subscribe, shelf.store.get);
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  /** As they were when they were asked for: tiles that change places under the finger are hard to press. */
  const [recentThen, setRecentThen] = useState(recent);
  const [focused, setFocused] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(
    () => findStyles(entries, filter, query, { favourites, recent: recentThen }, namesIn({ gallery: words, pictures })),
    [entries, filter, query, favourites, recentThen, words, pictures],
  );
  const tabStop = [focused, opening, ...pressed, found[0]?.id].find((wanted) => found.some(({ id }) => id === wanted));

  function show(wanted: Filter): void {
    setRecentThen(recent);
    setFilter(wanted);
  }

  function chooseAny(): void {
    const usable = (found.length > 0 ? found : entries).filter(({ isUnfit }) => !isUnfit);
    const entry = randomStyle(usable, pressed, Math.random());
    if (!entry) return;
    onRandom?.(entry);
    const tile = list.current?.querySelector(`[data-style="${entry.id}"]`);
    tile?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }

  function tiles(some: readonly GalleryEntry[]) {
    return (
      <ul className="chooser-tiles">
        {some.map((entry) => (
          <GalleryTile
            key={entry.id}
            entry={entry}
            pressed={pressed.includes(entry.id)}
            busy={opening === entry.id}
            isFavourite={favourites.includes(entry.id)}
            isTabStop={entry.id === tabStop}
            onPress={() => {
              onPress(entry);
            }}
          />
        ))}
      </ul>
    );
  }

  return (
    <>
      <Finder query={query} filter={filter} onQuery={setQuery} onFilter={show} onRandom={onRandom && chooseAny} />
      <div
        ref={list}
        className="gallery-tiles"
        role="toolbar"
        aria-label={label ?? words.tiles}
        onKeyDown={moveFocus}
        onFocus={({ target }) => {
          setFocused((target as HTMLElement).dataset['style'] ?? null);
        }}
      >
        {children}
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
      {found.length === 0 && entries.length > 0 && (
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
    </>
  );
}
