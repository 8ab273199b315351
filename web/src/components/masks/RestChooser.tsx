import { useMemo, useSyncExternalStore } from 'react';
import { maskStrings } from '../../strings/masks';
import { titleOf } from '../../strings/titles';
import type { Shelf } from '../../studio/gallery/shelf';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import type { GalleryList } from '../gallery/GalleryList';
import SentStyles from '../gallery/SentStyles';
import { KeptMessage } from '../styles/KeptMessage';
import { PictureTile } from '../Tile';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
  /** Handed on, not imported: it would leave the script that the page begins with, which would be larger without it. */
  readonly list: typeof GalleryList;
  readonly shelf: Shelf;
}

/** What the rest of the picture gets: nothing, or another style, of the reader's or of the same gallery. */
export function RestChooser({ studio, state, list: List, shelf }: Props) {
  const { masks, styles } = studio;
  const { message } = useSyncExternalStore(styles.mine.store.subscribe, styles.mine.store.get);
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
      <div role="status">{message?.kind === 'unreadable' && <KeptMessage mine={styles.mine} />}</div>
      <List
        shelf={shelf}
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
      </List>
    </section>
  );
}
