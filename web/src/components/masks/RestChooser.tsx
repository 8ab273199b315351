import { useState, useSyncExternalStore } from 'react';
import { maskStrings } from '../../strings/masks';
import { titleOf } from '../../strings/titles';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { GalleryTile } from '../gallery/GalleryTile';
import { moveFocus } from '../gallery/roving';
import SentStyles from '../gallery/SentStyles';
import { shelfOf } from '../gallery/shelfOf';
import { PictureTile } from '../Tile';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
}

/** What the rest of the picture gets: nothing, or another style of the same gallery, favourites first. */
export function RestChooser({ studio, state }: Props) {
  const { masks } = studio;
  const { opening } = useSyncExternalStore(masks.store.subscribe, masks.store.get);
  const shelf = shelfOf(studio);
  const { favourites } = useSyncExternalStore(shelf.store.subscribe, shelf.store.get);
  const [focused, setFocused] = useState<string | null>(null);
  const { gallery, ownStyle, photo, rest, mask } = state;
  const words = maskStrings;
  const shown = opening ?? rest?.id ?? null;
  const sorted = [
    ...gallery.filter(({ id }) => favourites.includes(id)),
    ...gallery.filter(({ id }) => !favourites.includes(id)),
  ];
  const tabStop = [focused, shown, sorted[0]?.id].find((wanted) => sorted.some(({ id }) => id === wanted));
  return (
    <section className="chooser chooser-style mask-rest" aria-label={words.rest}>
      <h2>
        {words.rest} <span className="chooser-name">{rest ? titleOf(rest) : words.restPhoto}</span>
      </h2>
      {rest && !mask && <p className="mask-hint">{words.restWaits}</p>}
      <div
        className="mask-rest-tiles"
        role="toolbar"
        aria-label={words.restStyles}
        onKeyDown={moveFocus}
        onFocus={({ target }) => {
          setFocused((target as HTMLElement).dataset['style'] ?? null);
        }}
      >
        <ul className="chooser-tiles">
          {photo && (
            <PictureTile
              label={words.restPhoto}
              picture={photo.picture}
              pressed={shown === null}
              onPress={() => void masks.chooseRest(null)}
            />
          )}
          {ownStyle && (
            <PictureTile
              label={words.restOwn(ownStyle.name)}
              picture={ownStyle.picture}
              pressed={shown === ownStyle.id}
              onPress={() => {
                masks.takeRest(ownStyle);
              }}
            />
          )}
          <SentStyles
            studio={studio}
            state={state}
            sent={state.sent}
            pressed={shown === null ? [] : [shown]}
            onPress={(style) => {
              masks.takeRest(style);
            }}
          />
          {sorted.map((entry) => (
            <GalleryTile
              key={entry.id}
              entry={entry}
              pressed={shown === entry.id}
              busy={opening === entry.id}
              isFavourite={favourites.includes(entry.id)}
              isTabStop={entry.id === tabStop}
              onPress={() => void masks.chooseRest(entry)}
            />
          ))}
        </ul>
      </div>
    </section>
  );
}
