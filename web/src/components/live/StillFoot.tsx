import { useEffect, useRef } from 'react';
import type { LiveRoom } from '../../live/room';
import type { Still } from '../../live/state';
import { strings } from '../../strings';
import { liveStrings } from '../../strings/live';
import { shareOf } from '../../studio/painter';
import { Progress } from '../Progress';

interface Props {
  readonly room: LiveRoom;
  readonly still: Still;
}

/** How far the snapshot is, then what becomes of it. */
export function StillFoot({ room, still: { phase } }: Props) {
  const back = (): void => {
    room.takes.closeStill();
  };
  if (phase) return <Progress text={strings.phase(phase)} share={shareOf(phase)} onCancel={back} />;
  return (
    <div className="pill">
      <SaveButton room={room} />
      <button type="button" className="button button-small" onClick={back}>
        {liveStrings.back}
      </button>
    </div>
  );
}

/** Takes the focus when it comes, for the button that was pressed before it cannot keep it. */
function SaveButton({ room }: Pick<Props, 'room'>) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.focus();
  }, []);
  return (
    <button
      ref={button}
      type="button"
      className="button button-small button-primary"
      onClick={() => void room.takes.saveStill()}
    >
      {strings.save}
    </button>
  );
}
