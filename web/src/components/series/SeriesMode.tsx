import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { strings } from '../../strings';
import { seriesStrings } from '../../strings/series';
import { roomOf } from '../../studio/series/browser';
import { TABS, type SeriesRoom } from '../../studio/series/room';
import { picturesIn } from '../../studio/series/walk';
import type { Studio } from '../../studio/studio';
import { DropHint } from '../DropHint';
import { SegmentsRow } from '../Segments';
import { useAwake } from '../useAwake';
import { useRoom, type Incoming } from '../useRoom';
import { takenHere, type Dropped } from './dropped';
import { PhotosTab } from './PhotosTab';
import { PosterTab } from './PosterTab';
import './SeriesMode.css';

/** Adds what was dropped to the photos, and shows them. */
async function addDropped(room: SeriesRoom, { files, folders }: Dropped): Promise<void> {
  room.show('photos');
  const found = await picturesIn(folders);
  room.photos.add([...files, ...found.files], found.passedOver);
}

/** Many photos in some styles, or one photo in many. */
export default function SeriesMode({ studio }: { readonly studio: Studio }) {
  const room = roomOf(studio);
  const incoming = useMemo<Incoming<SeriesRoom>>(
    () => ({
      kind: 'image/',
      open: (open, file) => {
        if (open.store.get().tab === 'poster') return studio.chooseFile('photo', file);
        open.photos.add([file]);
        return Promise.resolve();
      },
      nothing: () => {
        studio.notices.tell({ kind: 'no-file' });
      },
      several: addDropped,
    }),
    [studio],
  );
  const { state, studioState, over } = useRoom(room, studio, incoming);

  useEffect(() => {
    const taken = takenHere();
    if (taken) void addDropped(room, taken);
  }, [room]);
  const { status, isSaved } = useSyncExternalStore(room.photos.store.subscribe, room.photos.store.get);
  const { isPainting } = useSyncExternalStore(room.poster.store.subscribe, room.poster.store.get);
  useAwake(status === 'running' || isPainting);
  useUnsavedWarning(status === 'running' || status === 'paused' || (status === 'over' && !isSaved));

  const { tab } = state;
  return (
    <main className={`main series series-${tab}`}>
      <fieldset className="series-tabs">
        <legend className="visually-hidden">{seriesStrings.tabs}</legend>
        <SegmentsRow
          group="series-tab"
          values={TABS}
          value={tab}
          names={seriesStrings.tab}
          onChoose={(one) => {
            room.show(one);
          }}
        />
      </fieldset>
      {tab === 'photos' ? (
        <PhotosTab room={room} studio={studio} state={state} studioState={studioState} />
      ) : (
        <PosterTab room={room} studio={studio} state={state} studioState={studioState} />
      )}
      {over && (
        <DropHint
          over={over}
          text={over === 'style' ? strings.dropStyle : tab === 'photos' ? seriesStrings.dropPhotos : strings.dropPhoto}
        />
      )}
    </main>
  );
}

/** Whoever closes the page while there are paintings that were not saved is asked first. */
function useUnsavedWarning(mayLose: boolean): void {
  useEffect(() => {
    if (!mayLose) return;
    const listening = new AbortController();
    window.addEventListener(
      'beforeunload',
      (event) => {
        event.preventDefault();
      },
      { signal: listening.signal },
    );
    return () => {
      listening.abort();
    };
  }, [mayLose]);
}
