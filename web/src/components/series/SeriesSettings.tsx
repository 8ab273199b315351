import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { COLOURS, FORMATS } from '../../protocol/encoder';
import { strings } from '../../strings';
import { seriesStrings } from '../../strings/series';
import { OUTPUT_SIZES } from '../../studio/outputState';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { PercentSlider } from '../PercentSlider';
import { Segments } from '../Segments';
import { StrengthSlider } from '../StrengthSlider';
import './SeriesSettings.css';

interface Props {
  readonly studio: Studio;
  readonly studioState: StudioState;
  /** Posters have a size of their own. */
  readonly hasSize: boolean;
  /** What else is, and what is not, done to the photos. */
  readonly applies: string;
  readonly isLocked: boolean;
  /** More of them. */
  readonly children?: ReactNode;
}

/** Strength, colours, size and format: those of the whole app. On a phone they unfold. */
export function SeriesSettings({ studio, studioState, hasSize, applies, isLocked, children }: Props) {
  const { output } = studio;
  const { size, format, quality } = useSyncExternalStore(output.store.subscribe, output.store.get);
  const [isOpen, setOpen] = useState(false);
  const { control } = strings;
  const roomy = output.roomyPixels;
  return (
    <div className={`series-settings${isOpen ? ' series-settings-open' : ''}`}>
      <button
        type="button"
        className="series-unfold"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {seriesStrings.settings}
      </button>
      <div className="series-knobs">
        <StrengthSlider studio={studio} strength={studioState.strength} disabled={isLocked} />
        <Segments
          group="colours"
          label={control.colours}
          values={COLOURS}
          value={studioState.colours}
          names={control.coloursOf}
          hints={control.coloursDetail}
          disabled={isLocked}
          onChoose={(colours) => {
            studio.setColours(colours);
          }}
        />
        {hasSize && (
          <Segments
            group="series-size"
            label={seriesStrings.size}
            values={OUTPUT_SIZES}
            value={size}
            names={{ screen: seriesStrings.upTo(studioState.longSide), full: seriesStrings.fullSize }}
            hints={{ screen: seriesStrings.upToDetail(studioState.longSide), full: seriesStrings.fullSizeDetail }}
            disabled={isLocked}
            onChoose={(one) => {
              output.choose({ size: one });
            }}
          />
        )}
        {hasSize && size === 'full' && roomy !== null && (
          <p className="series-warning" role="status">
            {seriesStrings.tightMemory(roomy)}
          </p>
        )}
        <Segments
          group="series-format"
          label={seriesStrings.format}
          values={FORMATS}
          value={format}
          names={strings.output.formats}
          hints={strings.output.formatDetails}
          disabled={isLocked}
          onChoose={(one) => {
            output.choose({ format: one });
          }}
        />
        {format !== 'png' && (
          <PercentSlider
            label={strings.output.quality}
            value={quality}
            least={40}
            disabled={isLocked}
            onChange={(one) => {
              output.choose({ quality: one });
            }}
          />
        )}
        {children}
        <p className="series-applies">{applies}</p>
      </div>
    </div>
  );
}
