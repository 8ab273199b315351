/** A studio with workers and a site that are fakes. */

import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { EncodeFileRequest } from '../../../web/src/protocol/encoder';
import { Studio } from '../../../web/src/studio/studio';
import { fakeFetch, modelSite, sha256 } from './networks';
import { greyPicture } from './pictures';
import { fakeStyleKeeper } from './styles';
import { FakeWorker } from './worker';

const exhibit = (id: string, more: object) => ({
  id,
  title: `Title ${id}`,
  file: `${id}.jpg`,
  width: 40,
  height: 40,
  ...more,
});

function site(): Map<string, string> {
  const { files } = modelSite();
  files.set('/samples/samples.json', JSON.stringify([exhibit('lake', { alt: 'A lake' })]));
  const styles = ['night', 'waves'].map((id) => exhibit(id, { description: id, thumbnail: `thumbnails/${id}.jpg` }));
  files.set('/styles/styles.json', JSON.stringify(styles));
  const entry = (id: string, group: string) => ({
    id,
    group,
    title: `Title ${id}`,
    thumbnail: `thumbnails/${id}.webp`,
  });
  const entries = [
    { ...entry('scream', 'masters'), artist: 'Edvard Munch', year: 1893 },
    entry('night', 'own'),
    entry('waves', 'own'),
  ];
  const vectors = 'abcdefghijkl';
  const gallery = { format: 1, encoder: [], vectors: 'vectors.bin', sha256: sha256(vectors), styleLength: 1 };
  files.set('/gallery/gallery.json', JSON.stringify({ ...gallery, styles: entries }));
  files.set('/gallery/vectors.bin', vectors);
  for (const path of ['/samples/lake.jpg', '/styles/night.jpg', '/styles/waves.jpg']) files.set(path, path);
  return files;
}

/** A studio whose workers answer at once: files hold the grey of their picture, or the code of what fails. */
export function setUpStudio(options: { paint?: () => unknown; backend?: string; memory?: number } = {}) {
  const files = site();
  const { fetch, asked } = fakeFetch(files);
  vi.stubGlobal('fetch', fetch);
  const engines: FakeWorker[] = [];
  const encoded: EncodeFileRequest[] = [];
  const saved: string[] = [];
  const studio = new Studio({
    site: new URL('http://easel.test/'),
    backend: options.backend ?? null,
    spawnOpener: () =>
      new FakeWorker(async ({ file }) => {
        const text = await (file as Blob).text();
        if (text.startsWith('picture-')) return { type: 'failed', failure: { code: text, detail: '' } };
        return { type: 'opened', picture: greyPicture(40, 40, text.length), originalWidth: 80, originalHeight: 80 };
      }),
    spawnEngine: () => {
      const engine = new FakeWorker(({ type }) => {
        switch (type) {
          case 'start':
            return { type: 'started', backend: { name: 'wasm', threads: 1, software: false } };
          case 'load-encoder':
            return { type: 'encoder-loaded' };
          case 'prepare':
            return { type: 'prepared' };
          case 'encode':
            return { type: 'encoded', style: new Float32Array(192), milliseconds: 1 };
          default:
            return options.paint?.() ?? { type: 'painted', picture: greyPicture(40, 40, 200), milliseconds: 9 };
        }
      });
      engines.push(engine);
      return engine;
    },
    memory: options.memory,
    locks: undefined,
    spawnEncoder: () =>
      new FakeWorker((request) => {
        encoded.push(request as unknown as EncodeFileRequest);
        return { type: 'encoded-file', file: new Blob() };
      }),
    saveFile: (_, name) => saved.push(name),
    styleKeeper: fakeStyleKeeper(),
    persist: () => undefined,
    copyPng: null,
    shareFile: null,
  });
  const state = () => studio.store.get();
  const entry = (id: string) => state().gallery.find((one) => one.id === id) ?? expect.fail('no such style');
  const count = (type: string) => engines.flatMap(({ types }) => types).filter((name) => name === type).length;
  return { studio, state, entry, asked, engines, encoded, saved, files, count };
}

/** The site's `fetch` is for the test alone; what fails is not told on the console. */
export function withFakeSite(): void {
  beforeEach(() => {
    vi.stubGlobal('isSecureContext', true);
    vi.spyOn(console, 'error').mockReturnValue();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
}
