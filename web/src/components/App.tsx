import { lazy, Suspense, useCallback, useState, useSyncExternalStore } from 'react';
import type { Offline } from '../offline/offline';
import { strings } from '../strings';
import { languages } from '../strings/language';
import type { Keeper } from '../studio/keeper';
import type { Studio } from '../studio/studio';
import './App.css';
import { Foot } from './app/Foot';
import { useKept } from './app/kept';
import { LanguageButton } from './app/LanguageButton';
import { LanguageNotice } from './app/LanguageNotice';
import { ShortcutsButton } from './app/ShortcutsButton';
import { useShortcuts } from './app/shortcuts';
import { UpdateBar } from './app/UpdateBar';
import { Welcome } from './app/Welcome';
import { Logo } from './Logo';
import { useMode } from './mode';
import { ModeSwitch } from './ModeSwitch';
import { FullSizeElsewhere } from './output/FullSizeElsewhere';
import { PhotoMode } from './PhotoMode';
import { Unreachable } from './Unreachable';
import { withWords } from './withWords';

/** Fetched when it is wanted: whoever paints photos does without. */
const LiveMode = lazy(() => withWords(import('./live/LiveMode')).catch(() => ({ default: Unreachable })));
const OptimiseMode = lazy(() => withWords(import('./optimise/OptimiseMode')).catch(() => ({ default: Unreachable })));
const SeriesMode = lazy(() => withWords(import('./series/SeriesMode')).catch(() => ({ default: Unreachable })));

const ShortcutsDialog = lazy(() => import('./app/ShortcutsDialog'));

interface Props {
  readonly studio: Studio;
  readonly keeper: Keeper;
  readonly offline: Offline;
}

/** The whole page. */
export function App({ studio, keeper, offline }: Props) {
  const mode = useMode();
  // All that is shown is rendered anew when the language changes; nothing else is.
  const { isUnreachable } = useSyncExternalStore(languages.store.subscribe, languages.store.get);
  const offlineState = useSyncExternalStore(offline.store.subscribe, offline.store.get);
  const [keysEnabled, setKeysEnabled] = useKept('easel.shortcuts', true);
  const [listsKeys, setListsKeys] = useState(false);
  const [isExplained, setIsExplained] = useKept('easel.explained', false);
  const [asksHow, setAsksHow] = useState(false);
  const listKeys = useCallback(() => {
    setListsKeys(true);
  }, []);
  useShortcuts(keysEnabled, listKeys);
  return (
    <div className="app">
      <header className="head">
        <h1>
          <Logo />
          {strings.name}
        </h1>
        <ModeSwitch mode={mode} />
        <div className="head-end">
          <p>{strings.privacy}</p>
          <LanguageButton className="language-head" />
          <ShortcutsButton onPress={listKeys} />
        </div>
      </header>
      {(asksHow || (mode === 'photo' && !isExplained)) && (
        <Welcome
          studio={mode === 'photo' ? studio : null}
          asked={asksHow}
          onClose={() => {
            setAsksHow(false);
            setIsExplained(true);
          }}
        />
      )}
      {mode === 'photo' ? (
        <PhotoMode studio={studio} keeper={keeper} />
      ) : (
        <Suspense fallback={<main className="main" />}>
          {mode === 'live' && <LiveMode studio={studio} keeper={keeper} />}
          {mode === 'optimise' && <OptimiseMode studio={studio} />}
          {mode === 'series' && <SeriesMode studio={studio} />}
        </Suspense>
      )}
      {/* Seen above, and cancelled by Escape after what the mode itself has under way. */}
      {mode !== 'photo' && <FullSizeElsewhere output={studio.output} />}
      <Foot
        offline={offlineState}
        onExplain={() => {
          setAsksHow(true);
        }}
        onListKeys={listKeys}
      />
      {offlineState.update && <UpdateBar offline={offline} />}
      {isUnreachable && <LanguageNotice />}
      {listsKeys && (
        <Suspense fallback={null}>
          <ShortcutsDialog
            enabled={keysEnabled}
            onEnable={setKeysEnabled}
            onClose={() => {
              setListsKeys(false);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
