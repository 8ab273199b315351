import type { ChosenStyle, StudioState } from '../../studio/state';
import { PictureCanvas } from '../PictureCanvas';

interface Props {
  readonly style: ChosenStyle;
  readonly state: Pick<StudioState, 'gallery' | 'mine'>;
}

/** A style, small and for the eyes only: as the gallery shows it, its picture, or where neither is to be had its letter. */
export function StyleThumb({ style, state }: Props) {
  const entry = [...state.mine, ...state.gallery].find(({ id }) => id === style.id);
  if (entry) return <img className="style-thumb" src={entry.thumbnailUrl.href} alt="" draggable={false} />;
  if (style.picture) return <PictureCanvas picture={style.picture} className="style-thumb" />;
  return (
    <span className="style-thumb sent-letter" aria-hidden="true">
      {Array.from(style.name)[0]}
    </span>
  );
}
