import { lazy, Suspense, useMemo, useSyncExternalStore } from 'react';
import { strings } from '../strings';
import type { Keeper } from '../studio/keeper';
import type { Studio } from '../studio/studio';
import { Announcer, spoken, spokenOutput } from './Announcer';
import { PhotoChooser } from './PhotoChooser';
import { Controls } from './Controls';
import { DropHint } from './DropHint';
import { Gallery } from './gallery/Gallery';
import { GalleryList } from './gallery/GalleryList';
import { shelfOf } from './gallery/shelfOf';
import { useIncoming, type Takers } from './incoming';
import { takeToSeries } from './series/dropped';
import { Stage } from './Stage';
import { MaskNotFetched } from './Unreachable';
import { useUndoKeys } from './undoKeys';
import { withWords } from './withWords';

const MaskPanel = lazy(() => withWords(import('./masks/MaskPanel')).catch(() => ({ default: MaskNotFetched })));

/** A photo, a style, and the painting of the one in the other. */
export function PhotoMode({ studio, keeper }: { readonly studio: Studio; readonly keeper: Keeper }) {
  const state = useSyncExternalStore(studio.store.subscribe, studio.store.get);
  const output = useSyncExternalStore(studio.output.store.subscribe, studio.output.store.get);
  const takers = useMemo<Takers>(
    () => ({
      kind: 'image/',
      onFile: (purpose, file) => void (purpose === 'photo' ? keeper.takePhoto(file) : studio.chooseFile('style', file)),
      onNothing: () => {
        studio.notices.tell({ kind: 'no-file' });
      },
      onSeveral: takeToSeries,
    }),
    [studio, keeper],
  );
  const over = useIncoming(takers);
  const { taken } = useSyncExternalStore(studio.history.store.subscribe, studio.history.store.get);
  const { isOpen: isMasking } = useSyncExternalStore(studio.masks.store.subscribe, studio.masks.store.get);
  useUndoKeys(studio.history);
  return (
    <main className="main photo">
      <Stage studio={studio} state={state} />
      {isMasking && (
        <Suspense fallback={null}>
          <MaskPanel studio={studio} state={state} list={GalleryList} shelf={shelfOf(studio)} />
        </Suspense>
      )}
      <div className="panel" hidden={isMasking}>
        <PhotoChooser
          studio={studio}
          state={state}
          onFile={(file) => {
            void keeper.takePhoto(file);
          }}
        />
        <Gallery studio={studio} state={state} />
      </div>
      <Controls studio={studio} keeper={keeper} state={state} />
      {over && <DropHint over={over} text={over === 'photo' ? strings.dropPhoto : strings.dropStyle} />}
      <Announcer
        text={`${taken ? strings.control.taken(taken.way, taken.changed) : ''} ${spoken(state)} ${spokenOutput(output)}`}
      />
    </main>
  );
}
