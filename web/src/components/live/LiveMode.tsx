import { useMemo, useRef } from 'react';
import { roomOf } from '../../live/browser';
import type { LiveState } from '../../live/state';
import { strings } from '../../strings';
import { liveStrings } from '../../strings/live';
import { titleOf } from '../../strings/titles';
import type { Keeper } from '../../studio/keeper';
import type { Studio } from '../../studio/studio';
import type { StudioState } from '../../studio/state';
import { Announcer } from '../Announcer';
import { DropHint } from '../DropHint';
import { Gallery } from '../gallery/Gallery';
import { useFocusAfter } from '../useFocusAfter';
import { useRoom, type Incoming } from '../useRoom';
import { LiveControls } from './LiveControls';
import './LiveMode.css';
import { LiveStage } from './LiveStage';
import { SourcePicker } from './SourcePicker';

type Room = ReturnType<typeof roomOf>;

/** A picture is no film; a painting of Easel's still says in which style, and how strongly, to paint. */
async function openFile(room: Room, keeper: Keeper, file: File): Promise<void> {
  if (!file.type.startsWith('image/')) await room.useFilm(file);
  else if (await keeper.takeSettings(file)) room.dismissNotice();
  else room.reportNoFilm();
}

/** A camera or a film, painted while it moves. */
export default function LiveMode({ studio, keeper }: { readonly studio: Studio; readonly keeper: Keeper }) {
  const room = roomOf(studio);
  const incoming = useMemo<Incoming<Room>>(
    () => ({
      kind: 'video/',
      open: (open, file) => openFile(open, keeper, file),
      nothing: (open) => {
        open.reportNoFilm();
      },
    }),
    [keeper],
  );
  const { state, studioState, over } = useRoom(room, studio, incoming);
  const stage = useRef<HTMLElement>(null);
  useFocusAfter(state.source !== null, () => {
    const main = stage.current?.closest('main');
    return main?.querySelector<HTMLElement>('.sources select, .invitation button');
  });

  return (
    <main className="main live">
      <LiveStage stage={stage} room={room} studio={studio} state={state} studioState={studioState} />
      <div className="panel">
        <SourcePicker room={room} state={state} />
        <Gallery studio={studio} state={studioState} />
      </div>
      <LiveControls stage={stage} room={room} studio={studio} state={state} strength={studioState.strength} />
      {over && <DropHint over={over} text={over === 'photo' ? liveStrings.dropFilm : strings.dropStyle} />}
      <Announcer text={spoken(state, studioState)} />
    </main>
  );
}

/** What there is to tell about live painting. */
function spoken({ source, waiting, facts, still, recording, exporting }: LiveState, { style }: StudioState): string {
  const live = liveStrings;
  const name = style ? titleOf(style) : '';
  if (still) return still.phase ? strings.phaseSpoken(still.phase) : live.spoken.still(name);
  if (waiting) return live.waiting(waiting);
  if (exporting !== null) return live.spoken.exporting(exporting);
  if (recording !== null) return live.spoken.recording;
  if (!source) return '';
  if (facts) return live.spoken.painting(name);
  return source.kind === 'camera' ? live.spoken.cameraOn(source.name) : live.spoken.filmOpen(source.name);
}
