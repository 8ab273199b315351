import type { LiveRoom } from '../../live/room';
import type { LiveState } from '../../live/state';
import { liveStrings } from '../../strings/live';
import { CameraChoice } from './CameraChoice';
import { FileButton } from './FileButton';
import { Icon } from '../Icon';
import './Invitation.css';

interface Props {
  readonly room: LiveRoom;
  readonly state: LiveState;
}

/** What can be painted live, before anything is. The browser asks for the camera only after this. */
export function Invitation({ room, state }: Props) {
  return (
    <div className="invitation">
      <Icon name="camera" />
      <h2>{liveStrings.invitation}</h2>
      <p>{liveStrings.promise}</p>
      <div className="invitation-ways">
        <button type="button" className="button button-primary" onClick={() => void room.useCamera()}>
          {liveStrings.useCamera}
        </button>
        <FileButton className="button" label={liveStrings.useFilm} onFile={(file) => void room.useFilm(file)} />
      </div>
      {state.cameras.length > 1 && <CameraChoice room={room} state={state} />}
    </div>
  );
}
