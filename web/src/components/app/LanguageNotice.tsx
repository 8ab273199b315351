import { strings } from '../../strings';
import { languages } from '../../strings/language';
import { CloseButton } from '../CloseButton';
import './UpdateBar.css';

/** Tells that the words of the other language could not be fetched; the page stays in the one it is in. */
export function LanguageNotice() {
  return (
    <div className="pill update-bar language-notice" role="status">
      {strings.languageUnreachable}
      <CloseButton
        label={strings.dismiss}
        onPress={() => {
          languages.dismiss();
        }}
      />
    </div>
  );
}
