import { createRoot } from 'react-dom/client';
import './theme.css';
import { App } from './components/App';
import { saveFile } from './saving/file';
import { canCopy, canShare, copyPng, shareFile } from './saving/handOver';
import { strings } from './strings';
import { Studio } from './studio/studio';

const studio = new Studio({
  site: new URL('./', document.baseURI),
  backend: new URLSearchParams(location.search).get('backend'),
  spawnEngine: () => new Worker(new URL('./engine/worker.ts', import.meta.url), { type: 'module' }),
  spawnOpener: () => new Worker(new URL('./opener/worker.ts', import.meta.url), { type: 'module' }),
  spawnEncoder: () => new Worker(new URL('./saving/worker.ts', import.meta.url), { type: 'module' }),
  saveFile,
  copyPng: canCopy() ? copyPng : null,
  shareFile: canShare() ? shareFile : null,
});

document.title = strings.documentTitle;
const root = document.getElementById('app');
if (root) createRoot(root).render(<App studio={studio} />);

/** Whoever saves data pays for the networks only when painting. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

void studio.open().then(() => {
  // The other modes have engines of their own; the one for photos is then started when it is wanted.
  if (!savesData() && !['#live', '#optimise'].includes(location.hash)) void studio.warmUp();
});
