import { useEffect, useRef } from 'react';
import { sidesAt } from '../../protocol/optimiseSides';
import { optimiseStrings } from '../../strings/optimise';
import { strings } from '../../strings';
import { titleOf, titlesOf } from '../../strings/titles';
import type { OptimiseRoom } from '../../studio/optimise/room';
import type { OptimiseStudioState, Run } from '../../studio/optimise/state';
import { shareDone, timeLeft } from '../../studio/optimise/timeLeft';
import type { StudioState } from '../../studio/state';
import '../Controls.css';
import { Facts } from '../Facts';
import './OptimiseControls.css';

interface Props {
  readonly room: OptimiseRoom;
  readonly state: OptimiseStudioState;
  readonly studioState: StudioState;
}

/** Starts a run, then says how far it is and stops it. */
export function OptimiseControls({ room, state, studioState }: Props) {
  const { run, settings } = state;
  const main = useFollowingFocus(state);
  if (run) return <RunControls room={room} run={run} main={main} />;
  const { photo } = studioState;
  const styles = room.styles.all;
  return (
    <section className="controls optimise-controls" aria-label={optimiseStrings.running}>
      <Facts
        facts={[
          ...(photo && styles.length > 0 ? [optimiseStrings.pairing(titleOf(photo), titlesOf(styles))] : []),
          // Fields that are empty say so themselves.
          ...(Number.isFinite(settings.size) ? [strings.size(...resultSize(photo, settings.size))] : []),
          ...(Number.isFinite(settings.steps + settings.stages)
            ? [optimiseStrings.plan(settings.steps, settings.stages)]
            : []),
        ]}
      />
      <div className="optimise-buttons">
        <button
          ref={main}
          type="button"
          className="button button-primary"
          disabled={!photo || styles.length === 0}
          onClick={() => {
            room.start();
          }}
        >
          {optimiseStrings.begin}
        </button>
      </div>
    </section>
  );
}

/** The button that was pressed may be gone then; whoever uses the keyboard goes on with the one in its place. */
function useFollowingFocus({ run, kept, notice }: OptimiseStudioState) {
  const main = useRef<HTMLButtonElement>(null);
  const now = { status: run?.status ?? 'setup', isKept: kept !== null, isTold: notice !== null };
  const { status, isKept, isTold } = now;
  const before = useRef(now);
  useEffect(() => {
    const last = before.current;
    before.current = { status, isKept, isTold };
    // What comes by itself takes nobody's focus away.
    const isGone = last.status !== status || (last.isKept && !isKept) || (last.isTold && !isTold);
    if (isGone && document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [status, isKept, isTold]);
  return main;
}

function resultSize(photo: StudioState['photo'], size: number): [number, number] {
  const { width, height } = sidesAt(photo?.picture ?? { width: 1, height: 1 }, size);
  return [width, height];
}

interface RunProps {
  readonly room: OptimiseRoom;
  readonly run: Run;
  readonly main: ReturnType<typeof useFollowingFocus>;
}

function RunControls({ room, run, main }: RunProps) {
  const { status, settings, picture } = run;
  const share = status === 'done' ? 1 : shareDone(run, settings.steps);
  const [first = '', ...facts] = factsOf(run);
  return (
    <section className="controls optimise-controls" aria-label={optimiseStrings.running}>
      <div className="optimise-progress">
        <p>{first}</p>
        <progress aria-label={first} max={1} value={share} />
        <Facts facts={facts} />
      </div>
      <div className="optimise-buttons">
        {status !== 'done' && (
          <button type="button" className="button" onClick={() => void room.close()}>
            {strings.cancel}
          </button>
        )}
        {(status === 'running' || status === 'pausing') && (
          <button
            ref={main}
            type="button"
            className="button button-primary"
            onClick={() => {
              if (status === 'running') room.pause();
              else room.resume();
            }}
          >
            {status === 'running' ? optimiseStrings.pause : optimiseStrings.resume}
          </button>
        )}
        {status === 'paused' && (
          <button
            ref={main}
            type="button"
            className="button button-primary"
            onClick={() => {
              room.resume();
            }}
          >
            {optimiseStrings.resume}
          </button>
        )}
        {status === 'done' && (
          <button type="button" className="button" onClick={() => void room.close()}>
            {optimiseStrings.close}
          </button>
        )}
        {(status === 'paused' || status === 'done') && picture && (
          <button
            ref={status === 'done' ? main : null}
            type="button"
            className={`button${status === 'done' ? ' button-primary' : ''}`}
            data-shortcut="save"
            onClick={() => void room.takes.savePicture()}
          >
            {strings.save}
          </button>
        )}
      </div>
    </section>
  );
}

/** How far it is, and how it goes. */
function factsOf(run: Run): string[] {
  const { photo, styles, status, settings, stages, stage, step, total, milliseconds, picture, backend, ending } = run;
  const facts: string[] = [];
  if (ending !== null) facts.push(optimiseStrings.ended(ending, total));
  else if (status === 'starting') facts.push(run.phase ? strings.phase(run.phase) : '');
  else facts.push(optimiseStrings.step(step, settings.steps));
  if (status === 'pausing') facts.push(optimiseStrings.pausing);
  if (status === 'paused') facts.push(optimiseStrings.pausedAt);
  if (stages.length > 1 && ending === null) facts.push(optimiseStrings.ofStage(stage + 1, stages.length));
  if (milliseconds !== null && status === 'running') {
    facts.push(optimiseStrings.left(timeLeft(run, settings.steps, milliseconds)));
  }
  facts.push(optimiseStrings.pairing(titleOf(photo), titlesOf(styles)));
  if (picture) facts.push(strings.size(picture.width, picture.height));
  if (milliseconds !== null) facts.push(optimiseStrings.perStep(milliseconds));
  if (backend) facts.push(strings.runsOn(backend));
  if (run.bytes !== null && status !== 'done') facts.push(optimiseStrings.memory(run.bytes));
  return facts;
}
