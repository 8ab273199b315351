import { useId, type ReactNode } from 'react';
import { strings } from '../../strings';
import { FILTERS, type Filter } from '../../studio/gallery/search';
import './Finder.css';
import { ClockIcon, DiceIcon, HeartIcon, SearchIcon } from './icons';

/** Shown instead of words: five of them would need two lines. */
const PICTURES: Partial<Readonly<Record<Filter, ReactNode>>> = {
  favourites: <HeartIcon filled={false} />,
  recent: <ClockIcon />,
};

interface Props {
  readonly query: string;
  readonly filter: Filter;
  readonly onQuery: (query: string) => void;
  readonly onFilter: (filter: Filter) => void;
  /** Absent where none is chosen by chance. */
  readonly onRandom: (() => void) | undefined;
}

/** Search, what to show, and a style by chance. There may be several on the page, out of sight. */
export function Finder({ query, filter, onQuery, onFilter, onRandom }: Props) {
  const { gallery } = strings;
  const group = useId();
  return (
    <>
      <div className="gallery-finder">
        <label className="gallery-search">
          <SearchIcon />
          <span className="visually-hidden">{gallery.search}</span>
          <input
            type="search"
            value={query}
            placeholder={gallery.search}
            autoComplete="off"
            onInput={(event) => {
              onQuery(event.currentTarget.value);
            }}
          />
        </label>
        {onRandom && (
          <button
            type="button"
            className="icon-button"
            data-shortcut="random"
            aria-label={gallery.random}
            title={gallery.random}
            onClick={onRandom}
          >
            <DiceIcon />
          </button>
        )}
      </div>
      <fieldset className="gallery-filters">
        <legend className="visually-hidden">{gallery.filter}</legend>
        {FILTERS.map((name) => (
          <label key={name} title={gallery.filters[name]}>
            <input
              type="radio"
              className="radio-over"
              name={group}
              aria-label={gallery.filters[name]}
              checked={name === filter}
              onChange={() => {
                onFilter(name);
              }}
            />
            {PICTURES[name] ?? <span>{gallery.filters[name]}</span>}
          </label>
        ))}
      </fieldset>
    </>
  );
}
