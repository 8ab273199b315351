import type { LiveRoom } from '../../live/room';
import type { LiveState } from '../../live/state';
import { isLiveSize, LIVE_SIZES } from '../../protocol/live';
import { liveStrings } from '../../strings/live';
import { CameraChoice } from './CameraChoice';
import { FileButton } from './FileButton';
import './SourcePicker.css';

interface Props {
  readonly room: LiveRoom;
  readonly state: LiveState;
}

/** Which camera or film is painted, and how finely. There once one is; before, the invitation asks for one. */
export function SourcePicker({ room, state }: Props) {
  const live = liveStrings;
  const { source, pinned, exporting } = state;
  const isBusy = exporting !== null;
  if (!source) return null;
  return (
    <section className="sources" aria-label={live.source}>
      {source.kind === 'camera' && <CameraChoice room={room} state={state} />}
      <label className="field">
        <span>{live.size}</span>
        <select
          value={pinned ?? ''}
          disabled={isBusy}
          onChange={({ currentTarget }) => {
            const size = Number(currentTarget.value);
            room.pin(isLiveSize(size) ? size : null);
          }}
        >
          <option value="">{live.sizeAuto}</option>
          {LIVE_SIZES.map((size) => (
            <option key={size} value={size}>
              {live.sizePixels(size)}
            </option>
          ))}
        </select>
      </label>
      <div className="sources-ways">
        {source.kind === 'camera' && source.facing && (
          <button type="button" className="button button-small" onClick={() => void room.switchFacing()}>
            {live.switchFacing}
          </button>
        )}
        {source.kind === 'film' && (
          <button type="button" className="button button-small" disabled={isBusy} onClick={() => void room.useCamera()}>
            {live.useCamera}
          </button>
        )}
        <FileButton
          className="button button-small"
          label={live.useFilm}
          disabled={isBusy}
          onFile={(file) => {
            void room.useFilm(file);
          }}
        />
        <button
          type="button"
          className="button button-small"
          disabled={isBusy}
          onClick={() => {
            room.closeSource();
          }}
        >
          {source.kind === 'camera' ? live.stopSource : live.closeFilm}
        </button>
      </div>
    </section>
  );
}
