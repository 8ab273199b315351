import { useEffect, useId, useState } from 'react';
import { SMALLEST_SIDE } from '../../opener/framing';
import type { Box } from '../../protocol/box';
import { styleDialogStrings } from '../../strings/styleDialogs';
import type { Studio } from '../../studio/studio';
import type { CropSource } from '../../studio/styles/styles';
import { CropFrame } from '../output/CropFrame';
import '../output/CropDialog.css';
import { Sheet } from '../Sheet';
import './StyleCropDialog.css';

interface Props {
  readonly studio: Studio;
  readonly onClose: () => void;
}

/** What the frame begins with, of each side. */
const FIRST_SHARE = 0.6;

/** The style picture with a frame around the part that becomes the style. */
export default function StyleCropDialog({ studio, onClose }: Props) {
  const words = styleDialogStrings;
  const help = useId();
  const [source, setSource] = useState<CropSource | 'failed' | null>(null);
  const [moved, setMoved] = useState<Box | null>(null);

  useEffect(() => {
    let isHere = true;
    studio.styles.cropSource().then(
      (opened) => {
        if (isHere) setSource(opened);
      },
      (error: unknown) => {
        console.warn(error);
        if (isHere) setSource('failed');
      },
    );
    return () => {
      isHere = false;
    };
  }, [studio]);

  if (source === null || source === 'failed') {
    return (
      <Sheet title={words.cropTitle} closeLabel={words.cropClose} className="style-crop" onClose={onClose}>
        <div role="status">{source === null ? words.cropOpening : words.cropFailed}</div>
      </Sheet>
    );
  }
  const box = moved ?? middleOf(source);
  const isSmall = Math.min(box.width, box.height) < SMALLEST_SIDE;
  return (
    <Sheet title={words.cropTitle} closeLabel={words.cropClose} className="style-crop" onClose={onClose}>
      <div className="crop-stage style-crop-stage">
        <CropFrame
          painting={{ photo: { ...source, id: '' }, picture: source.picture }}
          pictureLabel={words.cropPicture}
          handleLabel={words.cropHandle}
          preview={null}
          box={box}
          isRound={false}
          ratio={null}
          describedBy={help}
          onChange={setMoved}
          onSettle={() => undefined}
        />
      </div>
      <p id={help} className="style-crop-help">
        {words.cropHelp}
      </p>
      <div className="crop-foot style-crop-foot">
        <output>{isSmall ? words.cropSmall : words.cropSize(box.width, box.height)}</output>
        <button
          type="button"
          className="button button-primary"
          disabled={isSmall}
          onClick={(event) => {
            event.currentTarget.closest('dialog')?.close();
            void studio.styles.crop(source, box, words.partOf(source.name));
          }}
        >
          {words.cropUse}
        </button>
      </div>
    </Sheet>
  );
}

function middleOf({ originalWidth, originalHeight }: CropSource): Box {
  const width = Math.max(1, Math.round(originalWidth * FIRST_SHARE));
  const height = Math.max(1, Math.round(originalHeight * FIRST_SHARE));
  const left = Math.floor((originalWidth - width) / 2);
  return { left, top: Math.floor((originalHeight - height) / 2), width, height };
}
