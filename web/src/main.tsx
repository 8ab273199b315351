import { createRoot } from 'react-dom/client';
import './theme.css';
import { App } from './components/App';
import { keptLanguage } from './components/app/keptLanguage';
import { Offline } from './offline/offline';
import { saveFile } from './saving/file';
import { likelyMemory } from './protocol/deviceMemory';
import { canCopy, canShare, copyPng, copyText, shareFile } from './saving/handOver';
import { localText } from './saving/localText';
import { strings } from './strings';
import { firstLanguage, languages } from './strings/language';
import { databasePhoto } from './studio/keptPhoto';
import { Keeper } from './studio/keeper';
import { readSettingsLink } from './studio/settings';
import { Studio } from './studio/studio';
import { databaseStyles } from './studio/styles/styleKeeper';

/** Whoever keeps something does not expect it to be gone; most browsers decide without a word. */
function persist(): void {
  // Absent where the connection is not secure.
  const { storage } = navigator as { storage?: Partial<StorageManager> };
  void storage?.persist?.().catch(() => undefined);
}

const studio = new Studio({
  site: new URL('./', document.baseURI),
  backend: new URLSearchParams(location.search).get('backend'),
  spawnEngine: (name) => new Worker(new URL('./engine/worker.ts', import.meta.url), { type: 'module', name }),
  spawnOpener: (name) => new Worker(new URL('./opener/worker.ts', import.meta.url), { type: 'module', name }),
  spawnEncoder: (name) => new Worker(new URL('./saving/worker.ts', import.meta.url), { type: 'module', name }),
  locks: navigator.locks,
  memory: likelyMemory(),
  saveFile,
  copyPng: canCopy() ? copyPng : null,
  shareFile: canShare() ? shareFile : null,
  styleKeeper: databaseStyles(() => indexedDB),
  persist,
});

const keeper = new Keeper({
  studio,
  text: localText('easel.settings'),
  photo: databasePhoto(() => indexedDB),
  persist,
  copyText,
  address: () => location.href,
});

/** Sets what the address says, and takes it out of there, so that it is not set once more by a reload. */
function followLink(): void {
  if (keeper.openLink(location.hash)) history.replaceState(null, '', location.pathname + location.search);
}

/** Whoever saves data pays for the networks only when painting. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

const offline = new Offline({
  // The dev server's files change all the time.
  container: import.meta.env.PROD && 'serviceWorker' in navigator ? navigator.serviceWorker : undefined,
  script: new URL('sw.js', document.baseURI),
  savesData: savesData(),
  network: window,
  reload: () => {
    location.reload();
  },
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void offline.check();
});

/** What is told of the page outside of what it shows. */
languages.store.subscribe(() => {
  const { language } = languages.store.get();
  // The page comes with what it says in English.
  if (document.documentElement.lang === language) return;
  document.documentElement.lang = language;
  document.title = strings.documentTitle;
  document.querySelector('meta[name="description"]')?.setAttribute('content', strings.description);
});

// First the words, so that none is seen in another language.
void languages.choose(firstLanguage(keptLanguage.load(), navigator.languages)).then(() => {
  const root = document.getElementById('app');
  if (root) createRoot(root).render(<App studio={studio} keeper={keeper} offline={offline} />);
});

// The other modes have engines of their own; the one for photos is then started when it is wanted.
const isReady = !savesData() && !['#live', '#optimise', '#series'].includes(location.hash);
// A link is followed after what was kept is back, so that it can be undone; only then something is painted.
const hasLink = readSettingsLink(location.hash) !== 'none';
void studio.open(keeper.restore, isReady && !hasLink).then(async () => {
  followLink();
  window.addEventListener('hashchange', followLink);
  if (isReady) await studio.warmUp();
  // Last, so that what is needed now comes first.
  await offline.start();
});
