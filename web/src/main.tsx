import { createRoot } from 'react-dom/client';
import './theme.css';
import { App } from './components/App';
import { encodePng, pngName, saveFile } from './saving/png';
import { strings } from './strings';
import { Studio } from './studio/studio';

const studio = new Studio({
  site: new URL('./', document.baseURI),
  backend: new URLSearchParams(location.search).get('backend'),
  spawnEngine: () => new Worker(new URL('./engine/worker.ts', import.meta.url), { type: 'module' }),
  spawnOpener: () => new Worker(new URL('./opener/worker.ts', import.meta.url), { type: 'module' }),
  savePng: async (picture, photo, style) => {
    saveFile(await encodePng(picture), pngName(photo, style));
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
  if (!savesData()) void studio.warmUp();
});
