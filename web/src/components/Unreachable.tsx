import { strings } from '../strings';
import type { Studio } from '../studio/studio';
import './Stage.css';

/** In the place of a part of the page that could not be fetched. */
export function Unreachable() {
  return (
    <main className="main">
      <section className="stage" aria-label={strings.stage}>
        <div className="stage-foot">
          <p className="pill" role="alert">
            {strings.unreachable}
          </p>
        </div>
      </section>
    </main>
  );
}

/** The same within a page that is there. */
export function NotFetched() {
  return (
    <p className="not-fetched" role="alert">
      {strings.unreachable}
    </p>
  );
}

/** In the place of the panel of masks: it says so, and is the way back. */
export function MaskNotFetched({ studio }: { readonly studio: Studio }) {
  return (
    <section className="panel" aria-label={strings.detail.brush}>
      <NotFetched />
      <div className="ways-out">
        <button
          type="button"
          className="button button-small"
          onClick={() => {
            studio.masks.open(false);
          }}
        >
          {strings.output.close}
        </button>
      </div>
    </section>
  );
}
