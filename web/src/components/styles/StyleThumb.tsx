import type { ChosenStyle, StudioState } from '../../studio/state';
import { PictureCanvas } from '../PictureCanvas';

interface Props {
  readonly style: ChosenStyle;
  readonly state: Pick<StudioState, 'gallery' | 'mine'>;
}

/** A style, small and for the eyes only: as the gallery shows it, or its picture. */
export function StyleThumb({ style, state }: Props) {
  const entry = [...state.mine, ...state.gallery].find(({ id }) => id === style.id);
  if (entry) return <img className="style-thumb" src={entry.thumbnailUrl.href} alt="" draggable={false} />;
  return style.picture && <PictureCanvas picture={style.picture} className="style-thumb" />;
}
