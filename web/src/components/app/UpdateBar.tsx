import { strings } from '../../strings';
import type { Offline } from '../../offline/offline';
import './UpdateBar.css';

/** Tells of a new version; when to take it is the reader's choice, for a reload ends what is under way. */
export function UpdateBar({ offline }: { readonly offline: Offline }) {
  const { app } = strings;
  return (
    <p className="pill update-bar" role="status">
      <span className="update-bar-text">{app.update}</span>
      <button
        type="button"
        className="button button-small button-primary"
        onClick={() => {
          offline.reload();
        }}
      >
        {app.reload}
      </button>
      <button
        type="button"
        className="button button-small"
        onClick={() => {
          offline.dismissUpdate();
        }}
      >
        {app.later}
      </button>
    </p>
  );
}
