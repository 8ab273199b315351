import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { Colours } from '../protocol/encoder';
import type { Picture } from '../protocol/picture';
import { matchedPicture } from '../saving/colourMatch';
import { recoloured } from '../saving/recolour';
import type { Chosen, Comparison, Painting } from '../studio/state';
import { strings } from '../strings';
import './Compare.css';
import { Divider, DividerSides, useDividerDrag } from './Divider';
import { Hold, useHold } from './Hold';
import { PictureCanvas } from './PictureCanvas';

interface Props {
  readonly photo: Chosen;
  readonly painting: Painting | null;
  /** 0..1 */
  readonly strength: number;
  readonly colours?: Colours;
  readonly comparison?: Comparison;
}

/** The photo and its painting, in the way that is chosen to compare them. */
export function Compare({ photo, painting, strength, colours = 'style', comparison = 'divider' }: Props) {
  const { picture } = photo;
  const photoCanvas = <PictureCanvas picture={picture} label={strings.photoLabel(photo.name, photo.description)} />;
  const layers = usePaintingLayers(photo, painting, strength, colours);
  const size = { '--ratio': picture.width / picture.height, '--natural': `${String(picture.width)}px` };
  if (!painting) {
    return (
      <div className="compare" style={size}>
        {photoCanvas}
      </div>
    );
  }
  const parts = { photoCanvas, layers, painting, size };
  switch (comparison) {
    case 'divider':
      return <Divided {...parts} />;
    case 'beside':
      return <Beside {...parts} picture={picture} />;
    case 'hold':
      return <Held {...parts} />;
  }
}

/**
 * What lies over the photo: the photo in the painting's colours, and the painting. As both have the strength as their
 * opacity, the compositor mixes the three as `blend` does, at no cost.
 */
function usePaintingLayers(photo: Chosen, painting: Painting | null, strength: number, colours: Colours): ReactNode {
  const { picture } = photo;
  const isMixed = strength > 0 && strength < 1;
  const shown = useMemo(
    () => (painting ? recoloured(picture, painting.picture, colours) : null),
    [picture, painting, colours],
  );
  const matched = useMemo(() => (shown && isMixed ? matchedPicture(picture, shown) : null), [picture, shown, isMixed]);
  return (
    painting &&
    shown && (
      <>
        {matched && <PictureCanvas picture={matched} opacity={strength} />}
        <PictureCanvas
          picture={shown}
          label={strings.paintingLabel(photo.name, painting.style.name)}
          opacity={strength}
        />
      </>
    )
  );
}

interface Parts {
  readonly photoCanvas: ReactNode;
  readonly layers: ReactNode;
  readonly painting: Painting;
  readonly size: { readonly '--ratio': number; readonly '--natural': string };
}

/** Where the divider stands at first: most of it painting, enough photo to see the difference. */
const START = 28;

/** Left of the divider the photo, right of it the painting. */
function Divided({ photoCanvas, layers, painting, size }: Parts) {
  const frame = useRef<HTMLDivElement>(null);
  const [divider, setDivider] = useState(START);
  /** The painting whose reveal is over, because the divider was moved. */
  const [revealed, setRevealed] = useState<Painting | null>(null);
  const drag = useDividerDrag(frame, true, moveTo);

  function moveTo(percent: number): void {
    setRevealed(painting);
    setDivider(percent);
  }

  return (
    <div
      ref={frame}
      className={`compare compare-painted${revealed === painting ? '' : ' compare-revealing'}`}
      style={{ ...size, '--divider': `${String(divider)}%` }}
      {...drag}
    >
      {photoCanvas}
      <div className="compare-painting compare-divided" key={painting.style.id}>
        {layers}
      </div>
      <DividerSides percent={divider} original={strings.original} />
      <Divider key={`divider-${painting.style.id}`} percent={divider} onMove={moveTo} />
    </div>
  );
}

/** Both at once: beside each other, or one above the other where they are larger so. */
function Beside({ photoCanvas, layers, picture, size }: Parts & { readonly picture: Picture }) {
  return (
    <div className="compare-pair" style={size}>
      <div className="compare">
        {photoCanvas}
        <span className="divider-side divider-side-photo">{strings.original}</span>
      </div>
      <div className="compare">
        <PictureCanvas picture={picture} />
        <div className="compare-painting">{layers}</div>
        <span className="divider-side divider-side-painting">{strings.painted}</span>
      </div>
    </div>
  );
}

/** The painting, and the photo for as long as it is held. */
function Held({ photoCanvas, layers, size }: Parts) {
  const { held, frame, button } = useHold();
  return (
    <div className="compare compare-held" style={size} {...frame}>
      {photoCanvas}
      <div className="compare-painting" hidden={held}>
        {layers}
      </div>
      <Hold held={held} handlers={button} />
    </div>
  );
}
