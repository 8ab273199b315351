import type { LiveRoom } from '../../live/room';
import type { FilmState } from '../../live/state';
import { liveStrings } from '../../strings/live';
import './FilmBar.css';
import { Icon } from '../Icon';

interface Props {
  readonly room: LiveRoom;
  readonly film: FilmState;
  readonly disabled: boolean;
}

/** Playing, position and sound of the film. */
export function FilmBar({ room, film, disabled }: Props) {
  const live = liveStrings;
  const { playing, muted, position, duration } = film;
  return (
    <div className="film-bar">
      <button
        type="button"
        className="icon-button film-button"
        aria-label={playing ? live.pause : live.play}
        disabled={disabled}
        onClick={() => {
          room.player.togglePlaying();
        }}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <input
        type="range"
        min={0}
        max={duration}
        step="any"
        value={position}
        disabled={disabled}
        aria-label={live.position}
        aria-valuetext={live.positionValue(position, duration)}
        onInput={({ currentTarget }) => {
          room.player.seek(Number(currentTarget.value));
        }}
      />
      <output>{live.positionValue(position, duration)}</output>
      <button
        type="button"
        className="icon-button film-button"
        aria-label={muted ? live.unmute : live.mute}
        disabled={disabled}
        onClick={() => {
          room.player.toggleMuted();
        }}
      >
        <Icon name={muted ? 'silence' : 'sound'} />
      </button>
    </div>
  );
}
