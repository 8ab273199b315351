import { useRef, useState } from 'react';
import { optimiseStrings } from '../../strings/optimise';
import { strings } from '../../strings';
import { titleOf, titlesOf } from '../../strings/titles';
import type { OptimiseRoom } from '../../studio/optimise/room';
import type { KeptSummary, OptimiseStudioState, Run } from '../../studio/optimise/state';
import { shareOf } from '../../studio/painter';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import '../Compare.css';
import { Divider, DividerSides, useDividerDrag } from '../Divider';
import { NoticeBar } from '../NoticeBar';
import { PictureCanvas } from '../PictureCanvas';
import { Progress } from '../Progress';
import '../Stage.css';
import { OptimiseNotice } from './OptimiseNotice';

interface Props {
  readonly room: OptimiseRoom;
  readonly studio: Studio;
  readonly state: OptimiseStudioState;
  readonly studioState: StudioState;
}

/** Where the photo hangs, then the picture that it becomes. */
export function OptimiseStage({ room, studio, state, studioState }: Props) {
  const { run, notice } = state;
  const photo = run?.photo ?? studioState.photo;
  return (
    <section className="stage" aria-label={optimiseStrings.stage}>
      <div className="stage-wall" aria-busy={run?.status === 'starting'}>
        {photo && <PhotoAndResult key={photo.id} photo={photo} run={run} />}
      </div>
      <div className="stage-foot">
        <Foot room={room} state={state} studioState={studioState} />
      </div>
      {notice && <OptimiseNotice room={room} notice={notice} />}
      {!notice && studioState.notice && (
        <NoticeBar
          notice={studioState.notice}
          onDismiss={() => {
            studio.notices.dismiss();
          }}
        />
      )}
    </section>
  );
}

interface PictureProps {
  readonly photo: NonNullable<StudioState['photo']>;
  readonly run: Run | null;
}

/** The photo, and over it the newest picture of the run; the divider between them starts out of the way. */
function PhotoAndResult({ photo, run }: PictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [percent, setPercent] = useState(0);
  const result = run?.picture ?? null;
  const drag = useDividerDrag(frame, result !== null, setPercent);
  const { picture } = photo;
  const description = strings.pictures.description(photo.id, photo.description);
  const size = {
    '--ratio': picture.width / picture.height,
    '--natural': `${String(Math.max(picture.width, 640))}px`,
    '--divider': `${String(percent)}%`,
  };
  return (
    <div ref={frame} className={`compare${result ? ' compare-painted' : ''}`} style={size} {...drag}>
      <PictureCanvas picture={picture} label={strings.photoLabel(titleOf(photo), description)} />
      {run && result && (
        <>
          <div className="compare-painting">
            <PictureCanvas picture={result} label={optimiseStrings.resultLabel(titleOf(photo), titlesOf(run.styles))} />
          </div>
          <DividerSides percent={percent} original={strings.original} />
          <Divider percent={percent} onMove={setPercent} />
        </>
      )}
    </div>
  );
}

/** What is waited for, or what to do next. */
function Foot({ room, state, studioState }: Omit<Props, 'studio'>) {
  const { run, kept } = state;
  if (run?.phase) {
    return <Progress text={strings.phase(run.phase)} share={shareOf(run.phase)} onCancel={() => void room.close()} />;
  }
  if (run) return null;
  if (kept) return <KeptRun room={room} kept={kept} />;
  const { photo, samples, opening } = studioState;
  if (opening.photo !== null || state.openingStyle !== null) return null;
  if (!photo) return samples.length > 0 ? <p className="pill">{strings.pickPhoto}</p> : null;
  return room.styles.all.length > 0 ? null : <p className="pill">{strings.pickStyle}</p>;
}

/** A run of an earlier visit, to go on with or to let go. */
function KeptRun({ room, kept }: { readonly room: OptimiseRoom; readonly kept: KeptSummary }) {
  const { photo, styles, total, isDone } = kept;
  return (
    <div className="pill kept-run">
      <p>
        {optimiseStrings.kept(titleOf(photo), titlesOf(styles), total, isDone)} <span>{optimiseStrings.keptHelp}</span>
      </p>
      <button
        type="button"
        className="button button-small button-primary"
        onClick={() => {
          room.continueKept();
        }}
      >
        {optimiseStrings.continueKept(isDone)}
      </button>
      <button type="button" className="button button-small" onClick={() => void room.discardKept()}>
        {optimiseStrings.discardKept}
      </button>
    </div>
  );
}
