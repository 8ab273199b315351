import { strings } from '../strings';
import { detailFor, detailsFor } from '../studio/detail';
import { shownPainting, type StudioState } from '../studio/state';
import type { Studio } from '../studio/studio';
import './DetailChoice.css';
import { Segments } from './Segments';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
}

/** How large strokes are, with a line that says why. */
export function DetailChoice({ studio, state }: Props) {
  const { photo, longSide } = state;
  const words = strings.detail;
  const allowed = photo ? detailsFor(photo.picture, longSide) : (['fine'] as const);
  const detail = photo ? detailFor(photo.picture, state.detail, longSide) : 'fine';
  return (
    <div className="detail">
      <Segments
        group="detail"
        label={words.title}
        values={allowed}
        value={detail}
        names={words.names}
        hints={words.hints}
        disabled={!shownPainting(state)}
        onChoose={(one) => {
          studio.setDetail(one);
        }}
      />
      <p>{words.hints[detail]}</p>
    </div>
  );
}
