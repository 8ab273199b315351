import { useSyncExternalStore } from 'react';
import { strings } from '../../strings';
import { frameStrings } from '../../strings/frame';
import { seriesStrings } from '../../strings/series';
import { MIDDLE_KINDS } from '../../studio/frame/crop';
import type { PhotoSeries } from '../../studio/series/photos';
import { shareOfAll, type PhotosState } from '../../studio/series/photosState';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import '../Controls.css';
import '../Progress.css';
import { Segments } from '../Segments';
import './PhotosControls.css';
import { SeriesSettings } from './SeriesSettings';

interface Props {
  readonly series: PhotoSeries;
  readonly studio: Studio;
  readonly state: PhotosState;
  readonly studioState: StudioState;
}

/** Settings, the way to begin, how far it is, and the download. */
export function PhotosControls({ series, studio, state, studioState }: Props) {
  const { photos, picks, status, crop } = state;
  const { keepsShot } = useSyncExternalStore(studio.output.store.subscribe, studio.output.store.get);
  const isChoosing = status === 'choosing';
  return (
    <section className="controls series-controls" aria-label={strings.painted}>
      {isChoosing && (
        <SeriesSettings
          studio={studio}
          studioState={studioState}
          hasSize
          applies={seriesStrings.applies(strings.detail.names[studioState.detail], keepsShot)}
          isLocked={false}
        >
          <Segments
            group="series-crop"
            label={frameStrings.crop}
            values={MIDDLE_KINDS}
            value={crop}
            names={frameStrings.kinds}
            hints={frameStrings.uses}
            disabled={false}
            onChoose={(kind) => {
              series.cropTo(kind);
            }}
          />
        </SeriesSettings>
      )}
      {!isChoosing && <Progress state={state} />}
      <div className="ways-out series-ways">
        {isChoosing ? (
          <button
            type="button"
            className="button button-primary"
            disabled={photos.length === 0 || picks.length === 0}
            onClick={() => void series.start()}
          >
            {photos.length === 0
              ? strings.paint
              : picks.length === 0
                ? seriesStrings.needsStyle
                : seriesStrings.paint(photos.length, picks.length)}
          </button>
        ) : (
          <Running series={series} state={state} />
        )}
      </div>
    </section>
  );
}

function Running({ series, state }: Pick<Props, 'series' | 'state'>) {
  const { photos, status, isPacking } = state;
  const made = photos.reduce((sum, { painted }) => sum + painted, 0);
  return (
    <>
      {status === 'over' ? (
        <button
          type="button"
          className="button"
          onClick={() => {
            series.discard();
          }}
        >
          {seriesStrings.again}
        </button>
      ) : (
        <button
          type="button"
          className="button"
          data-shortcut="cancel"
          onClick={() => {
            series.cancel();
          }}
        >
          {seriesStrings.cancel}
        </button>
      )}
      {status === 'running' && (
        <button
          type="button"
          className="button"
          onClick={() => {
            series.pause();
          }}
        >
          {seriesStrings.pause}
        </button>
      )}
      {status === 'paused' && (
        <button
          type="button"
          className="button"
          onClick={() => {
            series.resume();
          }}
        >
          {seriesStrings.resume}
        </button>
      )}
      <button
        type="button"
        className="button button-primary"
        data-shortcut="save"
        disabled={made === 0 || isPacking || status === 'running'}
        title={seriesStrings.zipDetail}
        onClick={() => void series.save(`${seriesStrings.zipName}.zip`)}
      >
        {isPacking ? seriesStrings.packing : seriesStrings.saveZip(made)}
      </button>
    </>
  );
}

/** How many photos are done with, and how long the others take. */
function Progress({ state }: Pick<Props, 'state'>) {
  const { photos, status, phase, left } = state;
  const done = photos.filter((photo) => photo.status === 'done' || photo.status === 'failed').length;
  const failed = photos.filter((photo) => photo.status === 'failed').length;
  const made = photos.reduce((sum, { painted }) => sum + painted, 0);
  const text =
    status === 'over'
      ? seriesStrings.overText(made, failed)
      : status === 'paused'
        ? seriesStrings.pausedText(done, photos.length)
        : phase?.kind === 'downloading'
          ? strings.phase(phase)
          : seriesStrings.progressText(done, photos.length);
  const rest = status === 'running' && left !== null ? seriesStrings.left(strings.output.takes(left)) : null;
  return (
    <section className="series-progress progress" aria-label={seriesStrings.progress}>
      <p>
        <span>{text}</span>
        {rest && <span>{rest}</span>}
      </p>
      <progress aria-label={seriesStrings.progress} max={1} value={status === 'over' ? 1 : shareOfAll(state)} />
      {status !== 'over' && <small>{seriesStrings.leaving}</small>}
    </section>
  );
}
