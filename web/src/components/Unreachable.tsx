import { strings } from '../strings';
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
    <p className="pill" role="alert">
      {strings.unreachable}
    </p>
  );
}
