import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import type { Colours } from '../protocol/encoder';
import type { Mask } from '../protocol/mask';
import type { Picture } from '../protocol/picture';
import type { Chosen, Comparison, Painting, Preview } from '../studio/state';
import { strings } from '../strings';
import { titleOf } from '../strings/titles';
import './Compare.css';
import { Divider, DividerSides, useDividerDrag } from './Divider';
import { Hold, useHold } from './Hold';
import { PaintedLayers, useLayers } from './paintedLayers';
import { PictureCanvas } from './PictureCanvas';

/** There by the time that it is needed: who draws masks has it. */
const MaskedLayers = lazy(() => import('./masks/MaskedLayers').then(({ MaskedLayers: it }) => ({ default: it })));

interface Props {
  readonly photo: Chosen;
  readonly painting: Painting | null;
  /** What is shown in the place of the painting until that is made anew. */
  readonly preview?: Preview | null;
  /** 0..1 */
  readonly strength: number;
  readonly colours?: Colours;
  /** Where the painting is to be seen. */
  readonly mask?: Mask | null;
  /** What is seen elsewhere, instead of the photo. */
  readonly rest?: Painting | null;
  readonly comparison?: Comparison;
}

/** The photo and its painting, in the way that is chosen to compare them. */
export function Compare(props: Props) {
  const { photo, painting, strength, colours = 'style', mask = null, rest = null, comparison = 'divider' } = props;
  const { picture } = photo;
  const { preview = null } = props;
  const description = strings.pictures.description(photo.id, photo.description);
  const photoCanvas = <PictureCanvas picture={picture} label={strings.photoLabel(titleOf(photo), description)} />;
  const shown = preview?.small ?? picture;
  const front = useLayers(shown, preview ?? painting, strength, colours);
  const back = useLayers(picture, rest, strength, colours);
  const size = { '--ratio': picture.width / picture.height, '--natural': `${String(picture.width)}px` };
  if (!painting || !front) {
    return (
      <div className="compare" style={size}>
        {photoCanvas}
      </div>
    );
  }
  const label = strings.paintingLabel(titleOf(photo), titleOf(painting.style));
  const layers = mask ? (
    <Suspense fallback={null}>
      <MaskedLayers photo={shown} front={front} back={back} mask={mask} strength={strength} label={label} />
    </Suspense>
  ) : (
    <PaintedLayers layers={front} strength={strength} label={label} />
  );
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
