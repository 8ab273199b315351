import { createRoot } from 'react-dom/client';
import './theme.css';
import { App } from './components/App';
import { fileName, saveFile } from './saving/file';
import { encodePng } from './saving/png';
import { strings } from './strings';
import { Studio } from './studio/studio';

const studio = new Studio({
  site: new URL('./', document.baseURI),
  backend: new URLSearchParams(location.search).get('backend'),
  spawnEngine: () => new Worker(new URL('./engine/worker.ts', import.meta.url), { type: 'module' }),
  spawnOpener: () => new Worker(new URL('./opener/worker.ts', import.meta.url), { type: 'module' }),
  savePng: async (picture, photo, style) => {
    saveFile(await encodePng(picture), fileName(photo, style, 'png'));
  },
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
  // Live painting has an engine of its own; the one for photos is then started by the first snapshot.
  if (!savesData() && location.hash !== '#live') void studio.warmUp();
});
