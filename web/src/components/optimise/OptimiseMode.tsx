import { optimiseStrings } from '../../strings/optimise';
import { strings } from '../../strings';
import { titleOf, titlesOf } from '../../strings/titles';
import { roomOf } from '../../studio/optimise/browser';
import type { OptimiseStudioState, RunStatus } from '../../studio/optimise/state';
import { shareDone } from '../../studio/optimise/timeLeft';
import type { Studio } from '../../studio/studio';
import { Announcer } from '../Announcer';
import { DropHint } from '../DropHint';
import { useAwake } from '../useAwake';
import { useRoom, type Incoming } from '../useRoom';
import { OptimiseControls } from './OptimiseControls';
import './OptimiseMode.css';
import { OptimiseStage } from './OptimiseStage';
import { RunPanel } from './RunPanel';
import { SetupPanel } from './SetupPanel';

const INCOMING: Incoming<ReturnType<typeof roomOf>> = {
  kind: 'image/',
  open: (room, file) => room.files.open(file),
  openStyle: (room, file) => room.openStyle(file),
  nothing: (room) => {
    room.reportNoFile();
  },
};

const AT_WORK: readonly RunStatus[] = ['starting', 'running', 'pausing'];

/** A photo brought to a style step by step: the slow way, with everything to set and to watch. */
export default function OptimiseMode({ studio }: { readonly studio: Studio }) {
  const room = roomOf(studio);
  const { state, studioState, over } = useRoom(room, studio, INCOMING);

  const { run } = state;
  useAwake(run !== null && AT_WORK.includes(run.status));
  return (
    <main className={`main optimise${run ? ' optimise-run' : ''}`}>
      <OptimiseStage room={room} studio={studio} state={state} studioState={studioState} />
      {run ? (
        <RunPanel room={room} run={run} making={state.making} />
      ) : (
        <SetupPanel room={room} studio={studio} state={state} studioState={studioState} />
      )}
      <OptimiseControls room={room} state={state} studioState={studioState} />
      {over && <DropHint over={over} text={over === 'photo' ? optimiseStrings.dropFile : strings.dropStyle} />}
      <Announcer text={spoken(state)} />
    </main>
  );
}

/** What there is to tell about the run: every quarter, instead of every step. */
function spoken({ run }: OptimiseStudioState): string {
  if (!run) return '';
  const { phase, status, total, photo, styles, settings } = run;
  const said = optimiseStrings.spoken;
  switch (status) {
    case 'starting':
      return phase ? strings.phaseSpoken(phase) : '';
    case 'running':
      return said.running(shareDone(run, settings.steps));
    case 'pausing':
      return `${optimiseStrings.pausing}.`;
    case 'paused':
      return said.paused(total);
    case 'done':
      return said.done(titleOf(photo), titlesOf(styles), total);
  }
}
