import type { LiveRoom } from '../../live/room';
import type { LiveState } from '../../live/state';
import { strings } from '../../strings';
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
      <h2>{strings.live.invitation}</h2>
      <p>{strings.live.promise}</p>
      <div className="invitation-ways">
        <button type="button" className="button button-primary" onClick={() => void room.useCamera()}>
          {strings.live.useCamera}
        </button>
        <FileButton className="button" label={strings.live.useFilm} onFile={(file) => void room.useFilm(file)} />
      </div>
      {state.cameras.length > 1 && <CameraChoice room={room} state={state} />}
    </div>
  );
}
