import { useState, useSyncExternalStore } from 'react';
import { FORMATS } from '../../protocol/encoder';
import { strings } from '../../strings';
import { frameStrings } from '../../strings/frame';
import type { Crop } from '../../studio/frame/crop';
import type { Output } from '../../studio/output';
import { isReduced, OUTPUT_SIZES, STROKES, type OutputSize, type OutputState } from '../../studio/outputState';
import type { Painting } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { NoticeBar } from '../NoticeBar';
import { PercentSlider } from '../PercentSlider';
import { Segments, SegmentsRow } from '../Segments';
import { Sheet } from '../Sheet';
import { CropCard } from './CropCard';
import { FileContents } from './FileContents';
import './OutputDialog.css';
import { PrintChoice } from './PrintChoice';

interface Props {
  readonly studio: Studio;
  readonly crop: Crop;
  readonly state: OutputState;
  readonly painting: Painting;
  readonly onClose: () => void;
}

/** How large the picture is to be, of which format, and where it goes. */
export function OutputDialog({ studio, crop, state, painting, onClose }: Props) {
  const words = strings.output;
  const { output } = studio;
  const isMissing = output.needsPainting(painting);
  return (
    <Sheet title={words.title} closeLabel={words.close} className="output" onClose={onClose}>
      <CropCard studio={studio} crop={crop} painting={painting} />
      <SizeChoice output={output} state={state} painting={painting} />
      <FormatChoice output={output} state={state} />
      <PrintChoice output={output} state={state} size={output.sizeOf(painting)} />
      <FileContents output={output} state={state} painting={painting} />
      {/* While the dialogue is open, nothing outside of it is heard. */}
      <span className="visually-hidden" role="status">
        {state.copied === painting ? words.copied : ''}
      </span>
      <div className="output-actions">
        <Problem studio={studio} />
        {output.canCopy && (
          <button
            type="button"
            className="button"
            disabled={isMissing || state.busy !== null}
            title={isMissing ? words.paintFirst : undefined}
            onClick={() => void output.copy()}
          >
            {state.copied === painting ? words.copied : words.copy}
          </button>
        )}
        {output.canShare && (
          <button
            type="button"
            className="button"
            disabled={isMissing || state.busy !== null}
            title={isMissing ? words.paintFirst : undefined}
            onClick={() => void output.share()}
          >
            {words.share}
          </button>
        )}
        <button
          type="button"
          className="button button-primary"
          disabled={state.busy !== null || (isMissing && state.run !== null)}
          onClick={(event) => {
            event.currentTarget.closest('dialog')?.close();
            void output.save();
          }}
        >
          {isMissing ? words.downloadLarge : words.download(state.format)}
        </button>
      </div>
    </Sheet>
  );
}

/** What went wrong since the dialogue is open: the page behind it says it unseen and unheard. */
function Problem({ studio }: Pick<Props, 'studio'>) {
  const { notice } = useSyncExternalStore(studio.store.subscribe, studio.store.get);
  const [before] = useState(notice?.id);
  if (!notice || notice.id === before) return null;
  return (
    <NoticeBar
      notice={notice}
      onDismiss={() => {
        studio.notices.dismiss();
      }}
    />
  );
}

interface ChoiceProps {
  readonly output: Output;
  readonly state: OutputState;
}

function SizeChoice({ output, state, painting }: ChoiceProps & Pick<Props, 'painting'>) {
  const words = strings.output;
  const { picture, photo } = painting;
  if (!isReduced(photo)) {
    const { width, height } = output.sizeOf(painting);
    const isCropped = width !== picture.width || height !== picture.height;
    return (
      <p className="output-size">
        {words.pixels(width, height)}
        <span>{isCropped ? frameStrings.cutFrom(picture) : words.wholeSize}</span>
      </p>
    );
  }
  const tight = output.tightMemory(painting);
  const details = (size: OutputSize): string[] => {
    const { width, height } = output.sizeOf(painting, size);
    if (size === 'screen') return [words.pixels(width, height), words.ready];
    const time =
      state.full === painting && !output.needsPainting(painting) ? words.ready : words.takes(output.estimate(painting));
    return [words.pixels(width, height), words.megapixels(width, height), time];
  };
  return (
    <fieldset>
      <legend>{words.size}</legend>
      <div className="output-sizes">
        {OUTPUT_SIZES.map((size) => (
          <label key={size} className="output-card">
            <input
              type="radio"
              name="output-size"
              checked={state.size === size}
              onChange={() => {
                output.choose({ size });
              }}
            />
            <span>
              <strong>{words.sizes[size]}</strong>
              {details(size).join(' · ')}
            </span>
          </label>
        ))}
      </div>
      {state.size === 'full' && <StrokesChoice output={output} state={state} />}
      {state.size === 'full' && tight !== null && (
        <p className="output-hint output-warning" role="status">
          {words.tightMemory(tight)}
        </p>
      )}
    </fieldset>
  );
}

/** How large strokes are in a file that is larger than what is shown. */
function StrokesChoice({ output, state: { strokes } }: ChoiceProps) {
  const words = strings.detail;
  return (
    <>
      <Segments
        group="output-strokes"
        label={words.strokes}
        values={STROKES}
        value={strokes}
        names={words.strokesOf}
        disabled={false}
        onChoose={(one) => {
          output.choose({ strokes: one });
        }}
      />
      <p className="output-hint">{words.strokesHints[strokes]}</p>
    </>
  );
}

function FormatChoice({ output, state: { format, quality } }: ChoiceProps) {
  const words = strings.output;
  return (
    <fieldset>
      <legend>{words.format}</legend>
      <SegmentsRow
        group="output-format"
        values={FORMATS}
        value={format}
        names={words.formats}
        onChoose={(one) => {
          output.choose({ format: one });
        }}
      />
      <p className="output-hint">{words.formatDetails[format]}</p>
      {format !== 'png' && (
        <PercentSlider
          label={words.quality}
          value={quality}
          least={40}
          onChange={(one) => {
            output.choose({ quality: one });
          }}
        />
      )}
    </fieldset>
  );
}
