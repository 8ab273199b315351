import { lazy, Suspense, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { strings } from '../../strings';
import { titleOf } from '../../strings/titles';
import type { GalleryEntry } from '../../studio/gallery/gallery';
import type { Chosen, StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { partsOf } from '../../studio/styles/mix';
import { StyleTools } from '../styles/StyleTools';
import { FileTile, PictureTile } from '../Tile';
import { NotFetched } from '../Unreachable';
import { withWords } from '../withWords';
import { GalleryHead } from './GalleryHead';
import { GalleryList } from './GalleryList';
import { shelfOf } from './shelfOf';

const SentStyles = lazy(() => withWords(import('./SentStyles')).catch(() => ({ default: NotFetched })));

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
}

/** All styles to paint in: old masters and Easel's own, the reader's own picture, and the ways to find one. */
export function Gallery({ studio, state }: Props) {
  const shelf = shelfOf(studio);
  const { mixer } = studio.styles;
  const { favourites } = useSyncExternalStore(shelf.store.subscribe, shelf.store.get);
  const { mine, ownStyle, style, opening } = state;
  const shown = opening.style ?? style?.id;
  const { isOpen: isMixing } = useSyncExternalStore(mixer.store.subscribe, mixer.store.get);
  const pressed = isMixing ? partsOf(style).map((part) => part.style.id) : shown === undefined ? [] : [shown];
  // What is kept has its place among the others.
  const sent = state.sent.filter((one) => mine.every(({ id }) => id !== one.id));
  const entries = useMemo(() => [...mine, ...state.gallery], [mine, state.gallery]);

  function press(entry: GalleryEntry): void {
    void studio.styles.press(entry);
  }

  return (
    <section className="chooser chooser-style gallery" aria-label={strings.style} data-drop="style">
      <GalleryHead
        entry={entries.find(({ id }) => id === shown)}
        otherwise={style ? titleOf(style) : undefined}
        favourites={favourites}
        onToggle={(id) => {
          shelf.toggleFavourite(id);
        }}
      />
      <StyleTools studio={studio} state={state} />
      <GalleryList
        shelf={shelf}
        entries={entries}
        pressed={pressed}
        opening={opening.style}
        onPress={press}
        onRandom={press}
      >
        <OwnPicture
          studio={studio}
          own={mine.some(({ id }) => id === ownStyle?.id) ? null : ownStyle}
          shown={shown}
          isOpening={opening.style?.startsWith('own-') === true && mine.every(({ id }) => id !== opening.style)}
        >
          {sent.length > 0 && (
            <Suspense fallback={null}>
              <SentStyles
                studio={studio}
                state={state}
                sent={sent}
                pressed={pressed}
                onPress={(one) => void studio.styles.press(one)}
              />
            </Suspense>
          )}
        </OwnPicture>
      </GalleryList>
    </section>
  );
}

interface OwnProps {
  readonly studio: Studio;
  readonly own: Chosen | null;
  /** Id of the style that is chosen, or being opened. */
  readonly shown: string | undefined;
  readonly isOpening: boolean;
  /** What else is not of the site. */
  readonly children: ReactNode;
}

/** The way to bring a picture, and the one that was brought. */
function OwnPicture({ studio, own, shown, isOpening, children }: OwnProps) {
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
        <PictureTile
          label={strings.yourStyle(own.name)}
          picture={own.picture}
          pressed={shown === own.id}
          onPress={() => {
            void studio.chooseOwn('style');
          }}
        />
      )}
      {children}
    </ul>
  );
}
