import { describe, expect, test } from 'vitest';
import { greyPicture } from './fakes/pictures';
import { setUpStudio, withFakeSite } from './fakes/studio';

const file = (content: string, name = 'beach.jpg') => new File([content], name, { type: 'image/jpeg' });

withFakeSite();

describe('a photo that comes back', () => {
  const kept = (id: string) => {
    const picture = greyPicture(20, 20, 7);
    return { id, name: `Photo ${id}`, description: '', picture, originalWidth: 80, originalHeight: 80 };
  };

  test('is the reader’s own beside the samples, and is painted in the style that is chosen once the studio wakes', async () => {
    const { studio, state, entry, count } = setUpStudio();
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

  test.each([
    [2, 'fine'],
    [8, 'finest'],
  ] as const)('is painted in a detail that a device of %i GiB has room for', async (memory, detail) => {
    const { studio, state, entry } = setUpStudio({ memory });
    await studio.open();
    await studio.chooseStyle(entry('night'));
    studio.bringBack({ ...kept('own-1'), picture: greyPicture(900, 40, 7) });
    studio.setDetail('finest');
    await expect.poll(() => state().painting?.detail).toBe(detail);
    const still = await studio.engines.paintStill(
      state().photo ?? expect.fail(),
      state().style ?? expect.fail(),
      'finest',
      () => 0,
    );
    expect(still.detail).toBe(detail);
  });

  test('counts, and not one that was still being opened', async () => {
    const { studio, state } = setUpStudio();
    await studio.open();
    const opening = studio.chooseFile('photo', file('photo'));
    studio.bringBack(kept('own-1'));
    await opening;
    expect(state()).toMatchObject({ photo: { id: 'own-1' }, opening: { photo: null } });
  });

  test('stays as it is where it is the one that is chosen, and a sample stays a sample', async () => {
    const { studio, state } = setUpStudio();
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
