import { lazy, Suspense } from 'react';
import { strings } from '../strings';
import type { Studio } from '../studio/studio';
import './App.css';
import { Logo } from './Logo';
import { useMode } from './mode';
import { ModeSwitch } from './ModeSwitch';
import { PhotoMode } from './PhotoMode';
import { Unreachable } from './Unreachable';

/** Fetched when it is wanted: whoever paints photos does without. */
const LiveMode = lazy(() => import('./live/LiveMode').catch(() => ({ default: Unreachable })));
const OptimiseMode = lazy(() => import('./optimise/OptimiseMode').catch(() => ({ default: Unreachable })));

/** The whole page. */
export function App({ studio }: { readonly studio: Studio }) {
  const mode = useMode();
  return (
    <div className="app">
      <header className="head">
        <h1>
          <Logo />
          {strings.name}
        </h1>
        <ModeSwitch mode={mode} />
        <p>{strings.privacy}</p>
      </header>
      {mode === 'photo' ? (
        <PhotoMode studio={studio} />
      ) : (
        <Suspense fallback={<main className="main" />}>
          {mode === 'live' ? <LiveMode studio={studio} /> : <OptimiseMode studio={studio} />}
        </Suspense>
      )}
      <footer className="foot">{strings.privacyDetail}</footer>
    </div>
  );
}
