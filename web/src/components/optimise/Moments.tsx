import { optimiseStrings } from '../../strings/optimise';
import { canEncodeFilm } from '../../saving/timelapse';
import type { OptimiseRoom } from '../../studio/optimise/room';
import { stripMoments, type Making, type Run } from '../../studio/optimise/state';
import { PictureCanvas } from '../PictureCanvas';
import './Moments.css';

interface Props {
  readonly room: OptimiseRoom;
  readonly run: Run;
  readonly making: Making | null;
}

/** The way from the first picture to the newest, and what can be saved of it. */
export function Moments({ room, run, making }: Props) {
  const chosen = stripMoments(run).map(({ step }) => step);
  const save = (what: Making) => (
    <button
      type="button"
      className="button button-small"
      disabled={making !== null || run.moments.length < 2}
      aria-busy={making === what}
      aria-label={optimiseStrings.save[what].name}
      title={optimiseStrings.save[what].name}
      onClick={() => void room.takes.saveProcess(what)}
    >
      {optimiseStrings.save[what].label}
    </button>
  );
  return (
    <section className="moments" aria-label={optimiseStrings.moments}>
      <h2>{optimiseStrings.moments}</h2>
      <ul>
        {run.moments.map(({ step, picture }) => (
          <li key={step}>
            <button
              type="button"
              className="moment"
              aria-label={optimiseStrings.moment(step)}
              aria-pressed={chosen.includes(step)}
              onClick={() => {
                room.takes.toggleMoment(step);
              }}
            >
              <PictureCanvas picture={picture} label="" />
              <span aria-hidden="true">{step}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="section-line">
        {save('strip')}
        {canEncodeFilm() && save('film')}
        {save('loop')}
      </div>
      <p className="knob-help">{optimiseStrings.momentsHelp}</p>
    </section>
  );
}
