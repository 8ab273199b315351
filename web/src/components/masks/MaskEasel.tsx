import { useSyncExternalStore } from 'react';
import { strings } from '../../strings';
import { titleOf } from '../../strings/titles';
import { shownPainting, shownRest, type Chosen, type StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { PaintedLayers, useLayers } from '../paintedLayers';
import { PictureCanvas } from '../PictureCanvas';
import './MaskEasel.css';
import { MaskedLayers } from './MaskedLayers';
import { MaskSurface } from './MaskSurface';
import { Veil } from './Veil';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
  readonly photo: Chosen;
}

/** The painting to draw a mask on. */
export default function MaskEasel({ studio, state, photo }: Props) {
  const { masks } = studio;
  const { working } = useSyncExternalStore(masks.store.subscribe, masks.store.get);
  const { strength, colours } = state;
  const { picture } = photo;
  const painting = shownPainting(state);
  const front = useLayers(picture, painting, strength, colours);
  const back = useLayers(picture, shownRest(state), strength, colours);
  const mask = working ?? state.mask;
  const label = painting && strings.paintingLabel(titleOf(photo), titleOf(painting.style));
  const description = strings.pictures.description(photo.id, photo.description);
  return (
    <div
      className="compare mask-easel"
      style={{ '--ratio': picture.width / picture.height, '--natural': `${String(picture.width)}px` }}
    >
      <PictureCanvas picture={picture} label={strings.photoLabel(titleOf(photo), description)} />
      {front && label && (
        <div className="compare-painting">
          {mask ? (
            <MaskedLayers
              photo={picture}
              front={front}
              back={back}
              mask={mask}
              strength={strength}
              label={label}
              masks={masks}
            />
          ) : (
            <PaintedLayers layers={front} strength={strength} label={label} />
          )}
        </div>
      )}
      {mask && <Veil masks={masks} mask={mask} shown={working !== null} />}
      <MaskSurface masks={masks} mask={state.mask} picture={picture} />
    </div>
  );
}
