import { lazy, Suspense, useSyncExternalStore } from 'react';
import { strings } from '../strings';
import type { Studio } from '../studio/studio';
import { shareOf } from '../studio/painter';
import { isUpToDate, shownPainting, shownRest, type StudioState } from '../studio/state';
import { Compare } from './Compare';
import { NoticeBar, type NoticeAction } from './NoticeBar';
import { Progress } from './Progress';
import './Stage.css';
import { withWords } from './withWords';

/** The panel beside it says where it could not be fetched. */
const MaskEasel = lazy(() => withWords(import('./masks/MaskEasel')).catch(() => ({ default: () => <></> })));

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
}

/** Where the picture hangs, with what is to be said about it. */
export function Stage({ studio, state }: Props) {
  const { photo, phase, preview, notice, strength, colours, comparison, mask } = state;
  const { isOpen: isMasking } = useSyncExternalStore(studio.masks.store.subscribe, studio.masks.store.get);
  return (
    <section className="stage" aria-label={strings.stage}>
      <div className="stage-wall" aria-busy={phase !== null}>
        {photo && isMasking && (
          <Suspense fallback={null}>
            <MaskEasel key={photo.id} studio={studio} state={state} photo={photo} />
          </Suspense>
        )}
        {photo && !isMasking && (
          <Compare
            key={photo.id}
            photo={photo}
            painting={shownPainting(state)}
            preview={preview?.photo === photo ? preview : null}
            strength={strength}
            colours={colours}
            mask={mask}
            rest={shownRest(state)}
            comparison={comparison}
          />
        )}
      </div>
      <div className="stage-foot">
        {phase ? (
          <Progress
            text={strings.phase(phase)}
            share={shareOf(phase)}
            onCancel={() => {
              studio.cancel();
            }}
          />
        ) : (
          <Invitation studio={studio} state={state} />
        )}
      </div>
      {notice && (
        <NoticeBar
          notice={notice}
          action={notice.kind === 'settings' && notice.picture ? asPhoto(studio, notice.picture) : null}
          onDismiss={() => {
            studio.notices.dismiss();
          }}
        />
      )}
    </section>
  );
}

/** Paints a painting once more, instead of taking its settings. */
function asPhoto(studio: Studio, picture: File): NoticeAction {
  return {
    label: strings.control.useAsPhoto,
    onPress: () => {
      studio.notices.dismiss();
      void studio.chooseFile('photo', picture);
    },
  };
}

/** What to do next, while there is no painting of what is chosen. */
function Invitation({ studio, state }: Props) {
  const { photo, style, opening } = state;
  if (isUpToDate(state) || opening.photo !== null || opening.style !== null) return null;
  if (!photo) return state.samples.length > 0 ? <p className="pill">{strings.pickPhoto}</p> : null;
  if (!style) return <p className="pill">{strings.pickStyle}</p>;
  return (
    <p className="pill">
      {strings.paused}
      <button
        type="button"
        className="button button-small button-primary"
        onClick={() => {
          void studio.paint();
        }}
      >
        {strings.paint}
      </button>
    </p>
  );
}
