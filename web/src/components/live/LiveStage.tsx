import { useRef, type RefObject } from 'react';
import type { LiveRoom } from '../../live/room';
import type { LiveState } from '../../live/state';
import { strings } from '../../strings';
import { liveStrings } from '../../strings/live';
import { titleOf } from '../../strings/titles';
import type { Studio } from '../../studio/studio';
import type { StudioState } from '../../studio/state';
import { Compare } from '../Compare';
import { Divider, DividerSides, useDividerDrag } from '../Divider';
import { NoticeBar } from '../NoticeBar';
import { Progress } from '../Progress';
import '../Stage.css';
import { Host } from './Host';
import { Invitation } from './Invitation';
import './LiveStage.css';
import { StillFoot } from './StillFoot';

interface Props {
  readonly stage: RefObject<HTMLElement | null>;
  readonly room: LiveRoom;
  readonly studio: Studio;
  readonly state: LiveState;
  readonly studioState: StudioState;
}

/** Where the moving picture hangs, with what is to be said about it. */
export function LiveStage({ stage, room, studio, state, studioState }: Props) {
  const { source, still } = state;
  const notice = state.notice ?? studioState.notice;
  return (
    <section ref={stage} className={`stage live-stage${still ? ' live-still' : ''}`} aria-label={liveStrings.stage}>
      <div className="stage-wall" aria-busy={state.waiting !== null}>
        {still && (
          <Compare
            photo={still.photo}
            painting={still.painting}
            strength={studioState.strength}
            colours={studioState.colours}
          />
        )}
        {source && (
          <LivePicture room={room} state={state} style={studioState.style ? titleOf(studioState.style) : ''} />
        )}
        {!source && state.waiting === null && <Invitation room={room} state={state} />}
      </div>
      <div className="stage-foot">
        {still ? <StillFoot room={room} still={still} /> : <Foot room={room} state={state} />}
      </div>
      {notice && (
        <NoticeBar
          notice={notice}
          onDismiss={() => {
            room.dismissNotice();
            studio.notices.dismiss();
          }}
        />
      )}
    </section>
  );
}

interface PictureProps {
  readonly room: LiveRoom;
  readonly state: LiveState;
  readonly style: string;
}

/**
 * The source, and over it the painted frames as soon as there are any. It stays, hidden, while a snapshot is shown:
 * browsers stop a video that is taken from the page.
 */
function LivePicture({ room, state, style }: PictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { source, sourceSize, facts, mirror, divider, still } = state;
  const percent = (divider ?? 0) * 100;
  const drag = useDividerDrag(frame, divider !== null && facts !== null, moveTo);
  if (!source || !sourceSize) return null;

  function moveTo(to: number): void {
    room.setDivider(to / 100);
  }

  const size = {
    '--ratio': sourceSize.width / sourceSize.height,
    '--natural': `${String(Math.max(sourceSize.width, 640))}px`,
    '--divider': `${String(percent)}%`,
  };
  return (
    <div
      ref={frame}
      className={`compare live-picture${divider === null ? '' : ' compare-painted'}`}
      style={size}
      hidden={still !== null}
      {...drag}
    >
      <Host
        element={source.video}
        label={facts ? null : liveStrings.unpainted}
        className={`live-layer${mirror ? ' live-mirrored' : ''}`}
      />
      <Host
        element={room.canvas}
        label={facts ? liveStrings.picture(style) : null}
        className={`live-layer${facts ? '' : ' live-empty'}`}
      />
      {divider !== null && facts && (
        <>
          <DividerSides percent={percent} original={source.kind === 'camera' ? liveStrings.camera : liveStrings.film} />
          <Divider percent={percent} onMove={moveTo} />
        </>
      )}
    </div>
  );
}

/** What is waited for, or what can be done about it. */
function Foot({ room, state }: Pick<Props, 'room' | 'state'>) {
  const { waiting, exporting, failed, source } = state;
  if (exporting !== null) {
    return (
      <Progress
        text={liveStrings.exporting(exporting)}
        share={exporting}
        onCancel={() => {
          room.takes.cancelExport();
        }}
      />
    );
  }
  if (waiting) {
    return (
      <Progress
        text={liveStrings.waiting(waiting)}
        share={null}
        onCancel={() => {
          room.closeSource();
        }}
      />
    );
  }
  if (!failed || !source) return null;
  return (
    <p className="pill">
      {strings.paused}
      <button type="button" className="button button-small button-primary" onClick={() => void room.restart()}>
        {liveStrings.restart}
      </button>
    </p>
  );
}
