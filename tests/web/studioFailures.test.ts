import { expect, test } from 'vitest';
import { isUpToDate } from '../../web/src/studio/state';
import { setUpStudio, withFakeSite } from './fakes/studio';

withFakeSite();

test('networks that cannot be fetched: a message, and the next try works', async () => {
  const { studio, state, entry, files } = setUpStudio();
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
  const { studio, state, files } = setUpStudio();
  files.delete('/models/manifest.json');
  await studio.warmUp();
  expect(state().notice).toBeNull();
});

test('cancelling a warm-up is no failure, even with a forced back end', async () => {
  const { studio, state } = setUpStudio({ backend: 'wasm' });
  const warming = studio.warmUp();
  studio.cancel();
  await warming;
  expect(state().notice).toBeNull();
});

test('an unknown back end in the address is said, and nothing else is used instead', async () => {
  const { studio, state, entry, engines } = setUpStudio({ backend: 'cuda' });
  await studio.open();
  expect(state().notice).toMatchObject({ code: 'backend-unknown' });
  await studio.chooseStyle(entry('night'));
  await studio.warmUp();
  expect(state().notice).toMatchObject({ code: 'backend-unknown' });
  expect(engines.length).toBe(0);
});

test('a forced back end is the only candidate', async () => {
  const { studio, engines } = setUpStudio({ backend: 'webgl' });
  await studio.warmUp();
  expect(engines[0]?.received[0]).toMatchObject({ candidates: ['webgl'], forced: true });
});
