import { useEffect, useId, useState } from 'react';
import type { Box } from '../../protocol/box';
import { frameStrings } from '../../strings/frame';
import { boxOf, CROP_KINDS, ratioOf, sizeOf, withBox, withKind, type Crop } from '../../studio/frame/crop';
import type { Painting } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { Sheet } from '../Sheet';
import './CropDialog.css';
import { CropFrame } from './CropFrame';
import { CropShape } from './CropShape';
import { PartOf } from './PartOf';

interface Props {
  readonly studio: Studio;
  readonly crop: Crop;
  readonly painting: Painting;
  readonly onClose: () => void;
}

/** The painting with a frame around what goes into files. */
export default function CropDialog({ studio, crop, painting, onClose }: Props) {
  const words = frameStrings;
  const { photo } = painting;
  const url = usePreview(studio, painting);
  const help = useId();
  const whole: Box = { left: 0, top: 0, ...sizeOf(photo) };
  const box = crop.kind === 'whole' ? null : (boxOf(crop, photo) ?? whole);

  /** A choice, and what is dragged after it, are steps of their own. */
  function choose(next: Crop): void {
    studio.history.settle();
    studio.setCrop(next);
    studio.history.settle();
  }

  return (
    <Sheet title={words.crop} closeLabel={words.close} className="crop" onClose={onClose}>
      <div className="crop-page">
        <div className="crop-stage">
          <CropFrame
            painting={painting}
            preview={url}
            box={box}
            isRound={crop.kind === 'square'}
            ratio={ratioOf(crop.kind)}
            describedBy={help}
            onChange={(next) => {
              studio.setCrop(withBox(crop, photo, next));
            }}
            onSettle={() => {
              studio.history.settle();
            }}
          />
        </div>
        <div className="crop-side">
          <fieldset className="crop-kinds">
            <legend className="visually-hidden">{words.crop}</legend>
            {CROP_KINDS.map((kind) => (
              <label key={kind} className="crop-kind">
                <input
                  type="radio"
                  className="radio-over"
                  name="crop-kind"
                  checked={crop.kind === kind}
                  onChange={() => {
                    choose(withKind(crop, kind, photo));
                  }}
                />
                <CropShape kind={kind} />
                <span>{words.kinds[kind]}</span>
                <small>{words.uses[kind]}</small>
              </label>
            ))}
          </fieldset>
          {box && crop.kind === 'square' && (
            <figure className="crop-round">
              <PartOf url={url} box={box} size={whole} />
              <figcaption>{words.round}</figcaption>
            </figure>
          )}
          <div className="crop-words">
            <p>{words.inFile(studio.output.sizeOf(painting))}</p>
            <p id={help}>{box ? words.help : words.wholeHelp}</p>
          </div>
          <div className="crop-foot">
            <button
              type="button"
              className="button button-primary"
              onClick={(event) => {
                event.currentTarget.closest('dialog')?.close();
              }}
            >
              {words.done}
            </button>
          </div>
        </div>
      </div>
    </Sheet>
  );
}

/** The address of what is shown, as a picture file; null until it is made, and where it cannot be. */
function usePreview(studio: Studio, painting: Painting): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let isGone = false;
    studio.output.preview(painting).then(
      (file) => {
        if (isGone) return;
        made = URL.createObjectURL(file);
        setUrl(made);
      },
      (error: unknown) => {
        console.warn(error);
      },
    );
    return () => {
      isGone = true;
      if (made === null) return;
      URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [studio, painting]);
  return url;
}
