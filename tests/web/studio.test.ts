import { describe, expect, test, vi } from 'vitest';
import { isUpToDate } from '../../web/src/studio/state';
import type { FailureCode } from '../../web/src/protocol/failure';
import { setUpStudio, withFakeSite } from './fakes/studio';
import { deferred } from './fakes/worker';

const file = (content: string, name = 'beach.jpg') => new File([content], name, { type: 'image/jpeg' });

withFakeSite();

test('opens with the first sample, and does not paint before a style is picked', async () => {
  const { studio, state, engines } = setUpStudio();
  await studio.open();
  expect(state().photo?.id).toBe('lake');
  expect(state().photo?.description).toBe('A lake');
  expect(state().styles.length).toBe(2);
  expect(engines.length).toBe(0);
});

test('one click on a style paints', async () => {
  const { studio, state, entry } = setUpStudio();
  await studio.open();
  await studio.chooseStyle(entry('night'));
  expect(isUpToDate(state())).toBe(true);
  expect(state().painting).toMatchObject({ milliseconds: 9, backend: { name: 'wasm' } });
  expect(state().phase).toBeNull();
});

describe('a style of the gallery', () => {
  test('is painted by its vector: no picture is opened, and the style encoder is not fetched', async () => {
    const { studio, state, entry, engines, asked } = setUpStudio();
    await studio.open();
    await studio.chooseStyle(entry('scream'));
    expect(isUpToDate(state())).toBe(true);
    expect(state().style).toMatchObject({ id: 'scream', name: 'Title scream', picture: null });
    const paint = engines[0]?.received.find(({ type }) => type === 'paint');
    expect(paint?.['style']).toEqual(new Float32Array(new TextEncoder().encode('abcd').buffer));
    expect(asked.filter((path) => path.includes('style-encoder'))).toEqual([]);
  });

  test('whose vectors cannot be fetched is not chosen; a message, and the next try works', async () => {
    const { studio, state, entry, files } = setUpStudio();
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
  const { studio, entry, count } = setUpStudio();
  await studio.open();
  await studio.chooseStyle(entry('night'));
  await studio.chooseStyle(entry('night'));
  expect(count('paint')).toBe(1);
});

test('strength runs no network; what is saved is mixed by it', async () => {
  const { studio, entry, count, encoded, saved, state } = setUpStudio();
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
    const { studio, state, entry, count } = setUpStudio();
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
      const { studio, state, entry } = setUpStudio();
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
  const { studio, state, entry, count } = setUpStudio();
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
  const { studio, state, entry } = setUpStudio({ paint: () => reply });
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
  const { studio, state, entry, count } = setUpStudio();
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
  const { studio, state, entry } = setUpStudio();
  await studio.open();
  await studio.chooseStyle(entry('night'));
  studio.setStrength(0.2);
  studio.setColours('matched');
  studio.output.choose({ format: 'webp', holdsSettings: false });
  studio.setComparison('hold');
  studio.reset();
  expect(state()).toMatchObject({ strength: 1, colours: 'style', style: { id: 'night' } });
  expect(studio.output.store.get()).toMatchObject({ format: 'png', holdsSettings: true });
  studio.history.undo();
  expect(state()).toMatchObject({ strength: 0.2, colours: 'matched', comparison: 'hold' });
  expect(studio.output.store.get()).toMatchObject({ format: 'webp', holdsSettings: false });
  studio.history.redo();
  expect(studio.output.store.get()).toMatchObject({ format: 'png', holdsSettings: true });
});

test('of two choices in a row the later one counts', async () => {
  const { studio, state, entry } = setUpStudio();
  await studio.open();
  await Promise.all([studio.chooseStyle(entry('night')), studio.chooseStyle(entry('waves'))]);
  expect(state().style?.id).toBe('waves');
  expect(isUpToDate(state())).toBe(true);
});

test('cancelling keeps what is chosen; painting can be taken up again', async () => {
  let reply: unknown = deferred().promise;
  const { studio, state, entry, engines } = setUpStudio({ paint: () => reply });
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
