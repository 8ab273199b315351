import { MODES, type Mode } from './mode';
import { strings } from '../strings';
import './ModeSwitch.css';

/** From photos to live painting and back. Links, so that the way back is the browser's own. */
export function ModeSwitch({ mode }: { readonly mode: Mode }) {
  return (
    <nav className="modes" aria-label={strings.mode}>
      {MODES.map((name) => (
        <a key={name} href={`#${name}`} aria-current={name === mode ? 'page' : undefined}>
          {strings.modes[name]}
        </a>
      ))}
    </nav>
  );
}
