import { useMemo, useSyncExternalStore } from 'react';
import { maskStrings } from '../../strings/masks';
import { titleOf } from '../../strings/titles';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { GalleryList } from '../gallery/GalleryList';
import SentStyles from '../gallery/SentStyles';
import { shelfOf } from '../gallery/shelfOf';
import { KeptMessage } from '../styles/KeptMessage';
import { PictureTile } from '../Tile';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
}

/** What the rest of the picture gets: nothing, or another style, of the reader's or of the same gallery. */
export function RestChooser({ studio, state }: Props) {
  const { masks } = studio;
  const { opening } = useSyncExternalStore(masks.store.subscribe, masks.store.get);
  const { gallery, mine, ownStyle, sent, photo, rest, mask } = state;
  const words = maskStrings;
  const shown = opening ?? rest?.id ?? null;
  const entries = useMemo(() => [...mine.filter(({ isUnfit }) => !isUnfit), ...gallery], [mine, gallery]);
  const isKept = (id: string): boolean => mine.some((entry) => entry.id === id);
  const pressed = shown === null ? [] : [shown];
  return (
    <section className="chooser chooser-style gallery mask-rest" aria-label={words.rest}>
      <h2>
        {words.rest} <span className="chooser-name">{rest ? titleOf(rest) : words.restPhoto}</span>
      </h2>
      {rest && !mask && <p className="mask-hint">{words.restWaits}</p>}
      <div role="status">
        <KeptMessage mine={studio.styles.mine} />
      </div>
      <GalleryList
        shelf={shelfOf(studio)}
        label={words.restStyles}
        entries={entries}
        pressed={pressed}
        opening={opening}
        onPress={(entry) => void masks.chooseRest(entry)}
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
          {ownStyle && !isKept(ownStyle.id) && (
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
            sent={sent.filter(({ id }) => !isKept(id))}
            pressed={pressed}
            onPress={(style) => {
              masks.takeRest(style);
            }}
          />
        </ul>
      </GalleryList>
    </section>
  );
}
