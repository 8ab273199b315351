import { useEffect, useSyncExternalStore } from 'react';
import type { ChosenStyle, StudioState, VectorStyle } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { partsOf } from '../../studio/styles/mix';
import { PictureCanvas } from '../PictureCanvas';
import './StyleThumb.css';

interface Props<Style extends ChosenStyle = ChosenStyle> {
  readonly studio: Studio;
  readonly style: Style;
  readonly state: Pick<StudioState, 'gallery' | 'mine'>;
}

/** A style, small and for the eyes only: as the gallery shows it, its picture, or what the network paints with it. */
export function StyleThumb({ studio, style, state }: Props) {
  const entry = [...state.mine, ...state.gallery].find(({ id }) => id === style.id);
  if (entry) return <img className="style-thumb" src={entry.thumbnailUrl.href} alt="" draggable={false} />;
  if (style.picture) return <PictureCanvas picture={style.picture} className="style-thumb" />;
  return <Swatch studio={studio} style={style} state={state} />;
}

/** Until it is painted, a mix is slices of what it is mixed of, and what came as its numbers is a letter. */
function Swatch({ studio, style, state }: Props<VectorStyle>) {
  const { swatches } = studio.styles;
  useSyncExternalStore(swatches.store.subscribe, swatches.store.get);
  useEffect(() => {
    swatches.want(style);
  }, [swatches, style]);
  const picture = swatches.of(style);
  if (picture) return <PictureCanvas picture={picture} className="style-thumb" />;
  const parts = partsOf(style);
  if (parts.length < 2) {
    return (
      <span className="style-thumb style-letter" aria-hidden="true">
        {Array.from(style.name)[0]}
      </span>
    );
  }
  return (
    <span className="style-thumb" aria-hidden="true">
      {parts.map((part, i) => {
        const before = parts.slice(0, i).reduce((sum, { weight }) => sum + weight, 0);
        const slice = { '--from': `${String(before)}%`, '--to': `${String(before + part.weight)}%` };
        return (
          <span key={part.style.id} className="style-slice" style={slice}>
            <StyleThumb studio={studio} style={part.style} state={state} />
          </span>
        );
      })}
    </span>
  );
}
