import { cropTo } from '../../opener/framing';
import { resampled } from '../../opener/resample';
import type { Picture } from '../../protocol/picture';
import { strings } from '../../strings';
import type { StudioState, VectorStyle } from '../../studio/state';
import { PictureCanvas } from '../PictureCanvas';
import { Tile } from '../Tile';
import './SentStyles.css';

interface Props {
  readonly state: StudioState;
  /** Ids of the styles that are chosen. */
  readonly pressed: readonly string[];
  readonly onPress: (style: VectorStyle) => void;
}

/** As many pixels as a tile shows on a dense screen. */
const SIDE = 144;

/** What styles look like that came without their pictures: what was painted in them, small. By their ids. */
const seen = new Map<string, Picture>();

/** Styles that came with settings. Fetched when there are some. */
export default function SentStyles({ state, pressed, onPress }: Props) {
  const { sent, painting, opening } = state;
  if (painting && !seen.has(painting.style.id) && sent.some(({ id }) => id === painting.style.id)) {
    seen.set(painting.style.id, middleOf(painting.picture));
  }
  return (
    <>
      {sent.map((style) => {
        const { id, name } = style;
        const picture = seen.get(id);
        return (
          <Tile
            key={id}
            label={strings.styles.sent(name)}
            pressed={pressed.includes(id)}
            busy={opening.style === id}
            onPress={() => {
              onPress(style);
            }}
          >
            {picture ? (
              <PictureCanvas picture={picture} label="" />
            ) : (
              <span className="sent-letter" aria-hidden="true">
                {Array.from(name)[0]}
              </span>
            )}
          </Tile>
        );
      })}
    </>
  );
}

function middleOf(picture: Picture): Picture {
  const { width, height } = picture;
  const side = Math.min(width, height);
  const crop = {
    left: Math.floor((width - side) / 2),
    top: Math.floor((height - side) / 2),
    width: side,
    height: side,
  };
  return resampled(cropTo(picture, { width, height, crop }), { width: SIDE, height: SIDE });
}
