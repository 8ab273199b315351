import { LANGUAGE_NAMES, languages } from '../../strings/language';
import { useLanguage } from '../useLanguage';
import { keptLanguage } from './keptLanguage';
import './LanguageButton.css';

/** Changes to the other language, which it names in that language, so that its readers find it. */
export function LanguageButton({ className }: { readonly className: string }) {
  const language = useLanguage();
  const other = language === 'en' ? 'ko' : 'en';
  return (
    <button
      type="button"
      className={`language ${className}`}
      lang={other}
      onClick={() => {
        void languages.choose(other).then((isChosen) => {
          if (isChosen) keptLanguage.save(other);
        });
      }}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="9" />
        <path d="M3 12h18M12 3c5 5.500 5 12.500 0 18M12 3c-5 5.500-5 12.500 0 18" />
      </svg>
      {LANGUAGE_NAMES[other]}
    </button>
  );
}
