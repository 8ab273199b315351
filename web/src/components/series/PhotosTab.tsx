import { useCallback, useRef, useSyncExternalStore } from 'react';
import { strings } from '../../strings';
import { seriesStrings } from '../../strings/series';
import { ratioOf } from '../../studio/frame/crop';
import type { FullPhase } from '../../studio/fullSize';
import type { Phase } from '../../studio/painter';
import type { PhotoSeries } from '../../studio/series/photos';
import { isUnderWay, type PhotosState } from '../../studio/series/photosState';
import type { SeriesRoom, SeriesState } from '../../studio/series/room';
import { BOUNDS, picturesAmong } from '../../studio/series/walk';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { Announcer } from '../Announcer';
import { Icon } from '../Icon';
import '../live/Invitation.css';
import { canChooseFolder, FilesButton } from './FilesButton';
import { PhotoCard } from './PhotoCard';
import { PhotosControls } from './PhotosControls';
import './PhotosTab.css';
import { SeriesNotice } from './SeriesNotice';
import { StylePicks } from './StylePicks';
import { useFocusAfter } from '../useFocusAfter';
import { useLanguage } from '../useLanguage';

interface Props {
  readonly room: SeriesRoom;
  readonly studio: Studio;
  readonly state: SeriesState;
  readonly studioState: StudioState;
}

/** Many photos, painted one after the other. */
export function PhotosTab({ room, studio, state, studioState }: Props) {
  const { photos: series } = room;
  const language = useLanguage();
  const photosState = useSyncExternalStore(series.store.subscribe, series.store.get);
  const { photos, picks, crop, status, phase, problem, passedOver, tooMany } = photosState;
  const stage = useRef<HTMLElement>(null);
  /** Which card was removed last; null: none of those that are here. */
  const at = useRef<number | null>(null);
  const remove = useCallback(
    (id: number) => {
      at.current = series.store.get().photos.findIndex((photo) => photo.id === id);
      series.remove(id);
    },
    [series],
  );
  useFocusAfter(photos.length === 0, () => stage.current?.querySelector('button'));
  useFocusAfter(photos.length, () => {
    const i = at.current;
    at.current = null;
    return i === null ? null : cardButton(stage.current, Math.min(i, photos.length - 1));
  });
  const left = [
    ...(passedOver > 0 ? [seriesStrings.passedOver(passedOver)] : []),
    ...(tooMany > 0 ? [seriesStrings.tooMany(tooMany, BOUNDS.files)] : []),
  ];

  return (
    <>
      <section ref={stage} className="stage photos-stage" aria-label={seriesStrings.grid}>
        {photos.length === 0 ? (
          <div className="invitation">
            <Icon name="pictures" />
            <h2>{seriesStrings.invitation}</h2>
            <p>{seriesStrings.promise}</p>
            <AddButtons series={series} isFirst />
          </div>
        ) : (
          <div className="photos-sheet">
            <header className="photos-head">
              <h2>{seriesStrings.count(photos.length)}</h2>
              <AddButtons series={series} isFirst={false} />
            </header>
            {left.length > 0 && (
              <p className="photos-left" role="status">
                {left.join(' ')}
              </p>
            )}
            <ul className="photo-cards" aria-label={seriesStrings.grid} style={{ '--ratio': ratioOf(crop) ?? 1 }}>
              {photos.map((photo) => (
                <PhotoCard
                  key={photo.id}
                  language={language}
                  photo={photo}
                  styles={picks.length}
                  share={isUnderWay(photo) ? shareOfPhoto(phase) : null}
                  onRemove={remove}
                />
              ))}
            </ul>
          </div>
        )}
        <SeriesNotice
          studio={studio}
          notice={studioState.notice}
          problem={problem}
          onDismiss={() => {
            series.dismissProblem();
          }}
        />
      </section>
      <div className="panel">
        <StylePicks
          room={room}
          studio={studio}
          state={state}
          studioState={studioState}
          picks={picks}
          isLocked={status !== 'choosing'}
          isFolded={status !== 'choosing'}
        />
      </div>
      <PhotosControls series={series} studio={studio} state={photosState} studioState={studioState} />
      <Announcer text={spoken(photosState)} />
    </>
  );
}

/** Of the card at this place; those that are being painted have none. */
function cardButton(stage: HTMLElement | null, i: number): HTMLElement | null | undefined {
  const card = stage?.querySelectorAll('.photo-card')[i];
  return card?.querySelector('button') ?? stage?.querySelector<HTMLElement>('.photos-head button');
}

function AddButtons({ series, isFirst }: { readonly series: PhotoSeries; readonly isFirst: boolean }) {
  return (
    <div className={isFirst ? 'invitation-ways' : 'photos-add'}>
      <FilesButton
        label={isFirst ? seriesStrings.choosePhotos : seriesStrings.addPhotos}
        isPrimary={isFirst}
        shortcut="open"
        onFiles={(files) => {
          series.add(files);
        }}
      />
      {canChooseFolder() && (
        <FilesButton
          label={seriesStrings.chooseFolder}
          ofFolder
          onFiles={(chosen) => {
            const { files, passedOver } = picturesAmong(chosen);
            series.add(files, passedOver);
          }}
        />
      )}
      {!isFirst && (
        <button
          type="button"
          className="button"
          onClick={() => {
            series.clear();
          }}
        >
          {seriesStrings.clear}
        </button>
      )}
    </div>
  );
}

/** Of a painting at full size; the others are one step. */
function shareOfPhoto(phase: Phase | FullPhase | null): number | null {
  return phase?.kind === 'painting' && 'share' in phase ? phase.share : null;
}

/** What there is to tell: every tenth of the way, and each photo that fails. */
function spoken({ photos, picks, status, phase }: PhotosState): string {
  const said = seriesStrings.spoken;
  const made = photos.reduce((sum, { painted }) => sum + painted, 0);
  const failed = photos.filter((photo) => photo.status === 'failed');
  const last = failed.at(-1);
  const failure = last?.failure ? said.failed(last.name, seriesStrings.reason(last.failure)) : '';
  switch (status) {
    case 'choosing':
      return photos.length > 0 ? `${seriesStrings.count(photos.length)}.` : '';
    case 'running': {
      if (phase?.kind === 'downloading') return strings.phaseSpoken(phase);
      const done = photos.reduce((sum, photo) => sum + (photo.status === 'failed' ? picks.length : photo.painted), 0);
      return `${said.running(done / Math.max(1, photos.length * picks.length))} ${failure}`;
    }
    case 'paused':
      return said.paused;
    case 'over':
      return said.over(made, failed.length);
  }
}
