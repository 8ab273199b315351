import type { ReactNode, RefObject } from 'react';
import { canFillScreen, toggleFullScreen } from '../../live/fullScreen';
import { canPopOut, togglePopOut } from '../../live/popOut';
import type { LiveRoom } from '../../live/room';
import type { LiveState } from '../../live/state';
import { strings } from '../../strings';
import { liveStrings } from '../../strings/live';
import type { Studio } from '../../studio/studio';
import { Facts } from '../Facts';
import { StrengthSlider } from '../StrengthSlider';
import { FilmBar } from './FilmBar';
import './LiveControls.css';
import { ToolButton } from '../ToolButton';

interface Props {
  readonly stage: RefObject<HTMLElement | null>;
  readonly room: LiveRoom;
  readonly studio: Studio;
  readonly state: LiveState;
  /** 0..1 */
  readonly strength: number;
}

/** Where the divider appears when it is wanted. */
const MIDDLE = 0.5;

/** What can be done with the moving picture, and how its painting goes. */
export function LiveControls({ stage, room, studio, state, strength }: Props) {
  const { film, facts, exporting, still } = state;
  const isMoving = facts !== null && exporting === null && still === null;
  return (
    <section className="controls live-controls" aria-label={strings.painted}>
      {film && <FilmBar room={room} film={film} disabled={exporting !== null} />}
      <StrengthSlider studio={studio} strength={strength} disabled={!facts && !still} />
      <Takes room={room} state={state} enabled={isMoving} />
      <div className="live-line">
        <Tools stage={stage} room={room} state={state} enabled={isMoving} />
        <LiveFacts state={state} />
      </div>
    </section>
  );
}

interface PartProps {
  readonly room: LiveRoom;
  readonly state: LiveState;
  readonly enabled: boolean;
}

/** Snapshot, and recording or export. */
function Takes({ room, state, enabled }: PartProps) {
  const live = liveStrings;
  const { takes } = room;
  return (
    <div className="takes">
      <RecordButton room={room} state={state} enabled={enabled} />
      <button
        type="button"
        className="button button-primary"
        data-shortcut="save"
        disabled={!enabled}
        onClick={() => void takes.takeStill()}
      >
        {live.snapshot}
      </button>
    </div>
  );
}

/** Films are exported; cameras, which never end, are recorded until they are stopped. */
function RecordButton({ room, state, enabled }: PartProps): ReactNode {
  const live = liveStrings;
  const { takes } = room;
  if (state.source?.kind === 'film') {
    return (
      <button
        type="button"
        className="button"
        title={live.exportPace}
        disabled={!enabled}
        onClick={() => void takes.exportFilm()}
      >
        {live.exportFilm}
      </button>
    );
  }
  if (state.recording !== null) {
    return (
      <button
        type="button"
        className="button record record-running"
        aria-label={live.stopRecordingLabel}
        onClick={() => void takes.stopRecording()}
      >
        {live.stopRecording(state.recording)}
      </button>
    );
  }
  return (
    <button
      type="button"
      className="button record"
      disabled={!enabled}
      onClick={() => {
        takes.startRecording();
      }}
    >
      {live.record}
    </button>
  );
}

function Tools({ stage, room, state, enabled }: PartProps & Pick<Props, 'stage'>) {
  const live = liveStrings;
  const { mirror, keepColours, divider } = state;
  return (
    <div className="tools">
      <ToolButton
        icon="mirror"
        label={live.mirror}
        pressed={mirror}
        onPress={() => {
          room.setMirror(!mirror);
        }}
      />
      <ToolButton
        icon="colours"
        label={live.keepColours}
        name={live.keepColoursName}
        pressed={keepColours}
        onPress={() => {
          room.setKeepColours(!keepColours);
        }}
      />
      <ToolButton
        icon="compare"
        shortcut="compare"
        label={live.compare}
        pressed={divider !== null}
        onPress={() => {
          room.setDivider(divider === null ? MIDDLE : null);
        }}
      />
      {canFillScreen() && (
        <ToolButton
          icon="fullScreen"
          shortcut="fullScreen"
          label={live.fullScreen}
          disabled={!enabled}
          onPress={() => {
            if (stage.current) void toggleFullScreen(stage.current);
          }}
        />
      )}
      {canPopOut() && (
        <ToolButton
          icon="popOut"
          label={live.pictureInPicture}
          disabled={!enabled}
          onPress={() => void togglePopOut(room.canvas)}
        />
      )}
    </div>
  );
}

function LiveFacts({ state: { facts, sourceSize, exporting } }: { readonly state: LiveState }) {
  const live = liveStrings;
  if (exporting !== null) return <Facts facts={[live.exportPace]} />;
  if (!facts) return <Facts facts={sourceSize ? [strings.size(sourceSize.width, sourceSize.height)] : []} />;
  const { fps, size, backend } = facts;
  return (
    <Facts
      facts={[...(fps > 0 ? [live.fps(fps)] : []), live.paintedAt(size), ...(backend ? [strings.runsOn(backend)] : [])]}
    />
  );
}
