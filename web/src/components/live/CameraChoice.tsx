import type { LiveRoom } from '../../live/room';
import type { LiveState } from '../../live/state';
import { liveStrings } from '../../strings/live';
import './SourcePicker.css';

interface Props {
  readonly room: LiveRoom;
  readonly state: LiveState;
}

/** The cameras that the browser tells of. */
export function CameraChoice({ room, state }: Props) {
  const live = liveStrings;
  const { cameras, source } = state;
  const id = source?.kind === 'camera' ? source.id : '';
  return (
    <label className="field">
      <span>{live.camera}</span>
      <select value={id} onChange={({ currentTarget }) => void room.useCamera({ id: currentTarget.value })}>
        {id === '' && <option value="">{live.anyCamera}</option>}
        {cameras.map((camera, i) => (
          <option key={camera.id} value={camera.id}>
            {live.cameraName(camera.label, i + 1)}
          </option>
        ))}
      </select>
    </label>
  );
}
