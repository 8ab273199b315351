import { useMemo, useRef, useState } from 'react';
import { matchedPicture } from '../saving/colourMatch';
import type { Painting, Chosen } from '../studio/state';
import { strings } from '../strings';
import './Compare.css';
import { Divider, DividerSides, useDividerDrag } from './Divider';
import { PictureCanvas } from './PictureCanvas';

interface Props {
  readonly photo: Chosen;
  readonly painting: Painting | null;
  /** 0..1 */
  readonly strength: number;
}

/** Where the divider stands at first: most of it painting, enough photo to see the difference. */
const START = 28;

/**
 * The photo with the painting over it: left of the divider the photo, right of it the painting. Between them lies the
 * photo in the painting's colours. As both have the strength as their opacity, the compositor mixes the three as
 * `blend` does, at no cost.
 */
export function Compare({ photo, painting, strength }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [divider, setDivider] = useState(START);
  /** The painting whose reveal is over, because the divider was moved. */
  const [revealed, setRevealed] = useState<Painting | null>(null);
  const { picture } = photo;
  const isMixed = strength > 0 && strength < 1;
  const matched = useMemo(
    () => (painting && isMixed ? matchedPicture(picture, painting.picture) : null),
    [picture, painting, isMixed],
  );
  const drag = useDividerDrag(frame, painting !== null, moveTo);

  function moveTo(percent: number): void {
    setRevealed(painting);
    setDivider(percent);
  }

  const size = {
    '--ratio': picture.width / picture.height,
    '--natural': `${String(picture.width)}px`,
    '--divider': `${String(divider)}%`,
  };
  return (
    <div
      ref={frame}
      className={`compare${painting ? ' compare-painted' : ''}${revealed === painting ? '' : ' compare-revealing'}`}
      style={size}
      {...drag}
    >
      <PictureCanvas picture={picture} label={strings.photoLabel(photo.name, photo.description)} />
      {painting && (
        <>
          <div className="compare-painting" key={painting.style.id}>
            {matched && <PictureCanvas picture={matched} opacity={strength} />}
            <PictureCanvas
              picture={painting.picture}
              label={strings.paintingLabel(photo.name, painting.style.name)}
              opacity={strength}
            />
          </div>
          <DividerSides percent={divider} original={strings.original} />
          <Divider key={`divider-${painting.style.id}`} percent={divider} onMove={moveTo} />
        </>
      )}
    </div>
  );
}
