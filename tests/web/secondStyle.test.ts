import { expect, test } from 'vitest';
import { readKeptSettings, writeKeptSettings } from '../../web/src/studio/keptSettings';
import { quickMask } from '../../web/src/studio/masks/quickMasks';
import { isRestUpToDate } from '../../web/src/studio/state';
import { setUpStudio, withFakeSite } from './fakes/studio';

withFakeSite();

test('the rest gets a style of the reader’s that is kept, and has it in the next visit', async () => {
  const { studio, state, entry } = setUpStudio();
  await studio.open();
  await studio.chooseFile('style', new File(['own'], 'coffee.png', { type: 'image/png' }));
  await studio.styles.keep();
  const [kept] = state().mine;
  if (!kept) expect.fail('nothing was kept');
  await studio.chooseStyle(entry('night'));
  studio.masks.replace(quickMask('left', { width: 40, height: 40 }));
  await studio.masks.chooseRest(kept);
  await expect.poll(() => isRestUpToDate(state())).toBe(true);
  expect(state()).toMatchObject({ rest: { id: kept.id, name: 'coffee' }, style: { id: 'night' }, notice: null });

  const text = writeKeptSettings(state(), studio.output.store.get(), false);
  const { rest } = readKeptSettings(text);
  expect(rest).toBe(kept.id);
  expect(await studio.masks.find(rest ?? '')).toMatchObject({ id: kept.id, name: 'coffee' });
});

test('a style that is not there is said, and the rest stays as it is', async () => {
  const { studio, state, entry } = setUpStudio();
  await studio.open();
  await studio.masks.chooseRest(entry('waves'));
  await studio.masks.chooseRest({ ...entry('night'), id: 'own-gone', group: 'mine' });
  expect(state()).toMatchObject({ rest: { id: 'waves' }, notice: { kind: 'failure', code: 'unexpected' } });
  expect(studio.masks.store.get().opening).toBeNull();
});
