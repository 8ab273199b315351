import { FORMATS } from '../../protocol/encoder';
import { strings } from '../../strings';
import { isReduced, OUTPUT_SIZES, type Output, type OutputSize, type OutputState } from '../../studio/output';
import type { Painting } from '../../studio/state';
import { SegmentsRow } from '../Segments';
import { Sheet } from '../Sheet';
import './OutputDialog.css';

interface Props {
  readonly output: Output;
  readonly state: OutputState;
  readonly painting: Painting;
  readonly onClose: () => void;
}

const words = strings.output;

/** How large the picture is to be, of which format, and where it goes. */
export function OutputDialog({ output, state, painting, onClose }: Props) {
  const isMissing = output.needsPainting(painting);
  return (
    <Sheet title={words.title} closeLabel={words.close} className="output" onClose={onClose}>
      <SizeChoice output={output} state={state} painting={painting} />
      <FormatChoice output={output} state={state} />
      {state.format === 'png' && (
        <label className="output-check">
          <input
            type="checkbox"
            checked={state.holdsSettings}
            onChange={(event) => {
              output.choose({ holdsSettings: event.currentTarget.checked });
            }}
          />
          <span>
            {strings.control.holdSettings}
            <small>{strings.control.holdSettingsDetail}</small>
          </span>
        </label>
      )}
      <p className="output-note">
        {state.format === 'png' && state.holdsSettings ? words.metadataSettings : words.metadata}
      </p>
      {/* While the dialogue is open, nothing outside of it is heard. */}
      <span className="visually-hidden" role="status">
        {state.copied === painting ? words.copied : ''}
      </span>
      <div className="output-actions">
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

type ChoiceProps = Pick<Props, 'output' | 'state'>;

function SizeChoice({ output, state, painting }: ChoiceProps & Pick<Props, 'painting'>) {
  const { picture, photo } = painting;
  if (!isReduced(photo)) {
    return (
      <p className="output-size">
        {words.pixels(picture.width, picture.height)}
        <span>{words.wholeSize}</span>
      </p>
    );
  }
  const details = (size: OutputSize): string[] => {
    if (size === 'screen') return [words.pixels(picture.width, picture.height), words.ready];
    const { originalWidth, originalHeight } = photo;
    const time = state.full === painting ? words.ready : words.takes(output.estimate(painting));
    return [words.pixels(originalWidth, originalHeight), words.megapixels(originalWidth, originalHeight), time];
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
      {state.size === 'full' && <p className="output-hint">{words.strokes}</p>}
    </fieldset>
  );
}

function FormatChoice({ output, state: { format, quality } }: ChoiceProps) {
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
        <label className="strength">
          <span>{words.quality}</span>
          <input
            type="range"
            min={40}
            max={100}
            value={quality}
            aria-valuetext={strings.percent(quality)}
            onInput={(event) => {
              output.choose({ quality: Number(event.currentTarget.value) });
            }}
          />
          <output>{strings.percent(quality)}</output>
        </label>
      )}
    </fieldset>
  );
}
