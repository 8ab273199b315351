import { useMemo, useSyncExternalStore } from 'react';
import { strings } from '../strings';
import type { Studio } from '../studio/studio';
import { Announcer, spoken, spokenOutput } from './Announcer';
import { Chooser } from './Chooser';
import { Controls } from './Controls';
import { DropHint } from './DropHint';
import { useIncoming, type Takers } from './incoming';
import { Stage } from './Stage';

/** A photo, a style, and the painting of the one in the other. */
export function PhotoMode({ studio }: { readonly studio: Studio }) {
  const state = useSyncExternalStore(studio.store.subscribe, studio.store.get);
  const output = useSyncExternalStore(studio.output.store.subscribe, studio.output.store.get);
  const takers = useMemo<Takers>(
    () => ({
      kind: 'image/',
      onFile: (purpose, file) => void studio.chooseFile(purpose, file),
      onNothing: () => {
        studio.reportNoFile();
      },
    }),
    [studio],
  );
  const over = useIncoming(takers);
  return (
    <main className="main">
      <Stage studio={studio} state={state} />
      <div className="panel">
        <Chooser purpose="photo" studio={studio} state={state} />
        <Chooser purpose="style" studio={studio} state={state} />
      </div>
      <Controls studio={studio} state={state} />
      {over && <DropHint over={over} text={over === 'photo' ? strings.dropPhoto : strings.dropStyle} />}
      <Announcer text={`${spoken(state)} ${spokenOutput(output)}`} />
    </main>
  );
}
