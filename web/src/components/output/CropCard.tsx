import { lazy, Suspense, useState } from 'react';
import { strings } from '../../strings';
import { frameStrings } from '../../strings/frame';
import { boxOf, type Crop } from '../../studio/frame/crop';
import type { Painting } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import './CropCard.css';
import { CropShape } from './CropShape';

/** Fetched when it is wanted. */
const CropDialog = lazy(() => import('./CropDialog').catch(() => ({ default: NotFetched })));

interface Props {
  readonly studio: Studio;
  readonly crop: Crop;
  readonly painting: Painting;
}

/** Which part goes into the file, and the way to change that. */
export function CropCard({ studio, crop, painting }: Props) {
  const words = frameStrings;
  const [isOpen, setOpen] = useState(false);
  const box = boxOf(crop, painting.photo);
  return (
    <div className="crop-card">
      <CropShape kind={crop.kind} />
      <p>
        <span className="visually-hidden">{words.crop}: </span>
        {words.kinds[crop.kind]}
        <small>{box ? words.stays : words.uses.whole}</small>
      </p>
      <button
        type="button"
        className="button button-small"
        aria-haspopup="dialog"
        aria-label={words.changeName}
        onClick={() => {
          setOpen(true);
        }}
      >
        {words.crop}
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <CropDialog
            studio={studio}
            crop={crop}
            painting={painting}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

function NotFetched() {
  return (
    <p className="crop-problem" role="alert">
      {strings.unreachable}
    </p>
  );
}
