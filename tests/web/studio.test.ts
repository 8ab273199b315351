import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Studio } from '../../web/src/studio/studio';
import { isUpToDate } from '../../web/src/studio/state';
import type { EncodeFileRequest } from '../../web/src/protocol/encoder';
import type { FailureCode } from '../../web/src/protocol/failure';
import { fakeStyleKeeper } from './fakes/styles';
import { fakeFetch, modelSite, sha256 } from './fakes/networks';
import { greyPicture } from './fakes/pictures';
import { deferred, FakeWorker } from './fakes/worker';

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
function setUp(options: { paint?: () => unknown; backend?: string } = {}) {
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
    memory: undefined,
    locks: undefined,
    spawnEncoder: () =>
      new FakeWorker((request) => {
        encoded.push(request as unknown as EncodeFileRequest);
        return { type: 'encoded-file', file: new Blob() };
      }),
    saveFile: (_, name) => saved.push(name),
    styleKeeper: fakeStyleKeeper(),
    copyPng: null,
    shareFile: null,
  });
  const state = () => studio.store.get();
  const entry = (id: string) => state().gallery.find((one) => one.id === id) ?? expect.fail('no such style');
  const count = (type: string) => engines.flatMap(({ types }) => types).filter((name) => name === type).length;
  return { studio, state, entry, asked, engines, encoded, saved, files, count };
}

const file = (content: string, name = 'beach.jpg') => new File([content], name, { type: 'image/jpeg' });

beforeEach(() => {
  vi.stubGlobal('isSecureContext', true);
  vi.spyOn(console, 'error').mockReturnValue();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('opens with the first sample, and does not paint before a style is picked', async () => {
  const { studio, state, engines } = setUp();
  await studio.open();
  expect(state().photo?.id).toBe('lake');
  expect(state().photo?.description).toBe('A lake');
  expect(state().styles.length).toBe(2);
  expect(engines.length).toBe(0);
});

test('one click on a style paints', async () => {
  const { studio, state, entry } = setUp();
  await studio.open();
  await studio.chooseStyle(entry('night'));
  expect(isUpToDate(state())).toBe(true);
  expect(state().painting).toMatchObject({ milliseconds: 9, backend: { name: 'wasm' } });
  expect(state().phase).toBeNull();
});

describe('a style of the gallery', () => {
  test('is painted by its vector: no picture is opened, and the style encoder is not fetched', async () => {
    const { studio, state, entry, engines, asked } = setUp();
    await studio.open();
    await studio.chooseStyle(entry('scream'));
    expect(isUpToDate(state())).toBe(true);
    expect(state().style).toMatchObject({ id: 'scream', name: 'Title scream', picture: null });
    const paint = engines[0]?.received.find(({ type }) => type === 'paint');
    expect(paint?.['style']).toEqual(new Float32Array(new TextEncoder().encode('abcd').buffer));
    expect(asked.filter((path) => path.includes('style-encoder'))).toEqual([]);
  });

  test('whose vectors cannot be fetched is not chosen; a message, and the next try works', async () => {
    const { studio, state, entry, files } = setUp();
    await studio.open();
    const vectors = files.get('/gallery/vectors.bin') ?? '';
    files.set('/gallery/vectors.bin', 'other');
    await studio.chooseStyle(entry('scream'));
    expect(state()).toMatchObject({ style: null, opening: { style: null }, notice: { code: 'network-checksum' } });
    files.set('/gallery/vectors.bin', vectors);
    await studio.chooseStyle(entry('scream'));
    expect(isUpToDate(state())).toBe(true);
    expect(state().notice).toBeNull();
  });
});

test('choosing what is chosen paints nothing anew', async () => {
  const { studio, entry, count } = setUp();
  await studio.open();
  await studio.chooseStyle(entry('night'));
  await studio.chooseStyle(entry('night'));
  expect(count('paint')).toBe(1);
});

test('strength runs no network; what is saved is mixed by it', async () => {
  const { studio, entry, count, encoded, saved, state } = setUp();
  await studio.open();
  await studio.chooseStyle(entry('night'));
  studio.setStrength(0.25);
  await studio.output.save();
  studio.setStrength(0);
  await studio.output.save();
  expect(count('paint')).toBe(1);
  expect(count('encode')).toBe(0);
  expect(encoded.map(({ strength }) => strength)).toEqual([0.25, 0]);
  expect(saved).toEqual(['title-lake_title-night.png', 'title-lake_title-night.png']);
  studio.setStrength(7);
  expect(state().strength).toBe(1);
});

describe('the reader’s own pictures', () => {
  test('are painted, named after their file, and kept to come back to', async () => {
    const { studio, state, entry, count } = setUp();
    await studio.open();
    await studio.chooseStyle(entry('night'));
    await studio.chooseFile('photo', file('sand', 'beach.day.jpg'));
    expect(state().photo?.name).toBe('beach.day');
    expect(isUpToDate(state())).toBe(true);
    await studio.chooseSample(state().samples[0] ?? expect.fail());
    await studio.chooseOwn('photo');
    expect(state().photo).toBe(state().ownPhoto);
    // The painting of each is held.
    expect(count('paint')).toBe(2);
    expect(count('encode')).toBe(0);
  });

  test.each<FailureCode>(['picture-broken', 'picture-svg', 'picture-too-large'])(
    'a file with %s: its message, and all that was chosen stays',
    async (code) => {
      const { studio, state, entry } = setUp();
      await studio.open();
      await studio.chooseStyle(entry('night'));
      const before = state();
      await studio.chooseFile('photo', file(code));
      await studio.chooseFile('style', file(code));
      expect(state().notice).toMatchObject({ kind: 'failure', code, about: 'style' });
      const { photo, style: chosen, painting, opening } = state();
      expect({ photo, style: chosen, painting }).toEqual({
        photo: before.photo,
        style: before.style,
        painting: before.painting,
      });
      expect(opening).toEqual({ photo: null, style: null });
      await studio.chooseFile('style', file('sand'));
      expect(state().notice).toBeNull();
    },
  );
});

test('undo shows a painting that was made before, without painting it again', async () => {
  const { studio, state, entry, count } = setUp();
  await studio.open();
  await studio.chooseStyle(entry('night'));
  const first = state().painting;
  await studio.chooseStyle(entry('waves'));
  studio.setStrength(0.5);
  studio.history.undo();
  studio.history.undo();
  expect(state()).toMatchObject({ strength: 1, style: { id: 'night' }, phase: null });
  expect(state().painting?.picture).toBe(first?.picture);
  expect(isUpToDate(state())).toBe(true);
  studio.history.undo();
  expect(state()).toMatchObject({ style: null, painting: null });
  studio.history.redo();
  expect(isUpToDate(state())).toBe(true);
  expect(count('paint')).toBe(2);
});

test('a step back while painting breaks that off', async () => {
  let reply: unknown = deferred().promise;
  const { studio, state, entry } = setUp({ paint: () => reply });
  await studio.open();
  void studio.chooseStyle(entry('night'));
  await vi.waitFor(() => {
    expect(state().phase?.kind).toBe('painting');
  });
  studio.history.undo();
  expect(state()).toMatchObject({ style: null, phase: null, painting: null });
  reply = undefined;
  studio.history.redo();
  await vi.waitFor(() => {
    expect(isUpToDate(state())).toBe(true);
  });
});

test('what the visit before has left is all back before anything is painted, and is no step to undo', async () => {
  const { studio, state, entry, count } = setUp();
  await studio.open(async () => {
    await studio.chooseFile('photo', file('sand'));
    await studio.chooseStyle(entry('waves'));
    await studio.chooseStyle(entry('night'));
    expect(count('paint')).toBe(0);
  });
  await vi.waitFor(() => {
    expect(isUpToDate(state())).toBe(true);
  });
  expect(state()).toMatchObject({ photo: { name: 'beach' }, style: { id: 'night' } });
  expect(count('paint')).toBe(1);
  expect(studio.history.store.get().undo).toBeNull();
});

test('reset gives back the settings of the first visit, and can be undone', async () => {
  const { studio, state, entry } = setUp();
  await studio.open();
  await studio.chooseStyle(entry('night'));
  studio.setStrength(0.2);
  studio.setColours('matched');
  studio.output.choose({ format: 'webp', holdsSettings: false });
  studio.reset();
  expect(state()).toMatchObject({ strength: 1, colours: 'style', style: { id: 'night' } });
  expect(studio.output.store.get()).toMatchObject({ format: 'png', holdsSettings: true });
  studio.history.undo();
  expect(state()).toMatchObject({ strength: 0.2, colours: 'matched' });
});

test('of two choices in a row the later one counts', async () => {
  const { studio, state, entry } = setUp();
  await studio.open();
  await Promise.all([studio.chooseStyle(entry('night')), studio.chooseStyle(entry('waves'))]);
  expect(state().style?.id).toBe('waves');
  expect(isUpToDate(state())).toBe(true);
});

test('cancelling keeps what is chosen; painting can be taken up again', async () => {
  let reply: unknown = deferred().promise;
  const { studio, state, entry, engines } = setUp({ paint: () => reply });
  await studio.open();
  const painting = studio.chooseStyle(entry('night'));
  await vi.waitFor(() => {
    expect(state().phase?.kind).toBe('painting');
  });
  studio.cancel();
  await painting;
  expect(engines[0]?.terminated).toBe(true);
  expect(state()).toMatchObject({ phase: null, painting: null, notice: null, style: { id: 'night' } });
  reply = undefined;
  await studio.paint();
  expect(isUpToDate(state())).toBe(true);
});

test('networks that cannot be fetched: a message, and the next try works', async () => {
  const { studio, state, entry, files } = setUp();
  await studio.open();
  const manifest = files.get('/models/manifest.json') ?? '';
  files.delete('/models/manifest.json');
  await studio.chooseStyle(entry('night'));
  expect(state().notice).toMatchObject({ code: 'network-unreachable', about: 'painting' });
  expect(state().phase).toBeNull();
  files.set('/models/manifest.json', manifest);
  await studio.paint();
  expect(isUpToDate(state())).toBe(true);
  expect(state().notice).toBeNull();
});

test('a warm-up that fails is silent until painting needs it', async () => {
  const { studio, state, files } = setUp();
  files.delete('/models/manifest.json');
  await studio.warmUp();
  expect(state().notice).toBeNull();
});

test('cancelling a warm-up is no failure, even with a forced back end', async () => {
  const { studio, state } = setUp({ backend: 'wasm' });
  const warming = studio.warmUp();
  studio.cancel();
  await warming;
  expect(state().notice).toBeNull();
});

test('an unknown back end in the address is said, and nothing else is used instead', async () => {
  const { studio, state, entry, engines } = setUp({ backend: 'cuda' });
  await studio.open();
  expect(state().notice).toMatchObject({ code: 'backend-unknown' });
  await studio.chooseStyle(entry('night'));
  await studio.warmUp();
  expect(state().notice).toMatchObject({ code: 'backend-unknown' });
  expect(engines.length).toBe(0);
});

test('a forced back end is the only candidate', async () => {
  const { studio, engines } = setUp({ backend: 'webgl' });
  await studio.warmUp();
  expect(engines[0]?.received[0]).toMatchObject({ candidates: ['webgl'], forced: true });
});

describe('a photo that comes back', () => {
  const kept = (id: string) => {
    const picture = greyPicture(20, 20, 7);
    return { id, name: `Photo ${id}`, description: '', picture, originalWidth: 80, originalHeight: 80 };
  };

  test('is the reader’s own beside the samples, and is painted in the style that is chosen once the studio wakes', async () => {
    const { studio, state, entry, count } = setUp();
    await studio.open();
    await studio.chooseStyle(entry('night'));
    studio.masks.invert();
    expect(state().mask).not.toBeNull();
    studio.rest();
    const painted = count('paint');
    const photo = kept('own-1');
    studio.bringBack(photo);
    expect(state()).toMatchObject({ photo, ownPhoto: photo, mask: null, style: { id: 'night' } });
    expect(count('paint')).toBe(painted);
    await studio.wake();
    expect(state().painting?.photo).toBe(photo);
    await studio.chooseSample(state().samples[0] ?? expect.fail());
    await studio.chooseOwn('photo');
    expect(state().photo).toBe(photo);
  });

  test('counts, and not one that was still being opened', async () => {
    const { studio, state } = setUp();
    await studio.open();
    const opening = studio.chooseFile('photo', file('photo'));
    studio.bringBack(kept('own-1'));
    await opening;
    expect(state()).toMatchObject({ photo: { id: 'own-1' }, opening: { photo: null } });
  });

  test('stays as it is where it is the one that is chosen, and a sample stays a sample', async () => {
    const { studio, state } = setUp();
    await studio.open();
    await studio.chooseFile('photo', file('photo'));
    const { photo } = state();
    studio.bringBack(kept(photo?.id ?? ''));
    expect(state().photo).toBe(photo);
    expect(state().photo?.file).toBeDefined();
    studio.bringBack(kept('lake'));
    expect(state()).toMatchObject({ photo: { id: 'lake' }, ownPhoto: { id: photo?.id } });
  });
});
