import { useSyncExternalStore } from 'react';
import { strings } from '../strings';
import type { Studio } from '../studio/studio';
import { Announcer } from './Announcer';
import './App.css';
import { Chooser } from './Chooser';
import { Controls } from './Controls';
import { useIncoming } from './incoming';
import { Logo } from './Logo';
import { Stage } from './Stage';

/** The whole page. */
export function App({ studio }: { readonly studio: Studio }) {
  const state = useSyncExternalStore(studio.store.subscribe, studio.store.get);
  const over = useIncoming(studio);
  return (
    <div className="app">
      <header className="head">
        <h1>
          <Logo />
          {strings.name}
        </h1>
        <p>{strings.privacy}</p>
      </header>
      <main className="main">
        <Stage studio={studio} state={state} />
        <div className="panel">
          <Chooser purpose="photo" studio={studio} state={state} />
          <Chooser purpose="style" studio={studio} state={state} />
        </div>
        <Controls studio={studio} state={state} />
        {over && (
          <p className={`drop-hint drop-hint-${over}`}>{over === 'photo' ? strings.dropPhoto : strings.dropStyle}</p>
        )}
      </main>
      <footer className="foot">{strings.privacyDetail}</footer>
      <Announcer state={state} />
    </div>
  );
}
