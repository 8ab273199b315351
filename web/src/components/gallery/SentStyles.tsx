import { strings } from '../../strings';
import type { StudioState, VectorStyle } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { StyleThumb } from '../styles/StyleThumb';
import { Tile } from '../Tile';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
  readonly sent: readonly VectorStyle[];
  /** Ids of the styles that are chosen. */
  readonly pressed: readonly string[];
  readonly onPress: (style: VectorStyle) => void;
}

/** Styles that came with settings. Fetched when there are some. */
export default function SentStyles({ studio, state, sent, pressed, onPress }: Props) {
  const { opening } = state;
  return (
    <>
      {sent.map((style) => (
        <Tile
          key={style.id}
          label={strings.styles.sent(style.name)}
          pressed={pressed.includes(style.id)}
          busy={opening.style === style.id}
          onPress={() => {
            onPress(style);
          }}
        >
          <StyleThumb studio={studio} style={style} state={state} />
        </Tile>
      ))}
    </>
  );
}
