import type { OfflineState } from '../../offline/offline';
import { strings } from '../../strings';
import './Foot.css';
import { LanguageButton } from './LanguageButton';

interface Props {
  readonly offline: OfflineState;
  readonly onExplain: () => void;
  readonly onListKeys: () => void;
}

/** What holds for the whole page, and where to read more. */
export function Foot({ offline, onExplain, onListKeys }: Props) {
  const { app } = strings;
  return (
    <footer className="foot">
      <span>{strings.privacyDetail}</span>
      <span className="foot-offline">{app.offline(offline)}</span>
      <button type="button" className="foot-button" onClick={onExplain}>
        {app.howItWorks}
      </button>
      <button type="button" className="foot-button foot-keys" onClick={onListKeys}>
        {app.shortcuts.title}
      </button>
      <LanguageButton className="language-foot" />
    </footer>
  );
}
