import { beforeEach, describe, expect, test, vi } from 'vitest';
import { encodePng } from '../../web/src/saving/png';
import { quickMask } from '../../web/src/studio/masks/quickMasks';
import { browser, PHOTO as photo, visit } from './fakes/keeping';
import { patternPicture } from './fakes/pictures';

const newer = new File(['dune'], 'dune.png');

/** What is under way is done. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
});

describe('the photo', () => {
  test('is not kept unless that is wished', async () => {
    const { kept, studio } = await visit();
    await studio.chooseFile('photo', photo);
    expect(kept.photo).toBeNull();
    expect((await visit(kept)).studio.store.get().photo).toBeNull();
  });

  test('is kept from then on, comes back, and is forgotten', async () => {
    const { kept, studio, keeper, persist } = await visit();
    await studio.chooseFile('photo', photo);
    expect(persist).not.toHaveBeenCalled();
    await keeper.keepPhoto(true);
    expect(persist).toHaveBeenCalledOnce();
    await settle();
    expect(kept.photo?.file).toBe(photo);
    await studio.chooseFile('photo', newer);
    await settle();
    expect(kept.photo?.file).toBe(newer);

    const again = await visit(kept);
    expect(again.keeper.store.get().keepsPhoto).toBe(true);
    expect(again.studio.store.get().photo).toMatchObject({ file: { name: newer.name, size: newer.size } });
    await again.keeper.keepPhoto(false);
    expect(kept.photo).toBeNull();
    expect((await visit(kept)).keeper.store.get().keepsPhoto).toBe(false);
  });

  test('that came without a file is kept as a picture', async () => {
    const { kept, studio, keeper } = await visit();
    await studio.chooseFile('photo', photo);
    await keeper.keepPhoto(true);
    const picture = patternPicture(9, 7);
    const old = { id: 'own-9', name: 'old.beach', description: '', picture, originalWidth: 80, originalHeight: 80 };
    studio.store.set({ photo: old, ownPhoto: old });
    await settle();
    const { file } = kept.photo ?? expect.fail();
    expect([file.name, file.type]).toEqual(['old.beach.png', 'image/png']);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(
      new Uint8Array(await (await encodePng(picture)).arrayBuffer()),
    );
    // Nothing else is written while it stays.
    studio.store.set({ strength: 0.5 });
    await settle();
    expect(kept.photo?.file).toBe(file);
    expect((await visit(kept)).studio.store.get().photo).toMatchObject({ file: { name: 'old.beach.png' } });
  });

  test('stays beside a sample that is shown', async () => {
    const { kept, studio, keeper } = await visit();
    await keeper.keepPhoto(true);
    await studio.chooseFile('photo', photo);
    await studio.chooseSample(studio.store.get().samples[0] ?? expect.fail());
    await settle();
    expect(kept.photo?.file).toBe(photo);
    const again = await visit(kept);
    expect(again.studio.store.get()).toMatchObject({ photo: { id: 'lake' }, ownPhoto: { file: { name: photo.name } } });
  });

  test.each([
    ['QuotaExceededError', 'full'],
    ['SecurityError', 'refused'],
  ])('that the browser cannot keep (%s) is said, and all else goes on', async (name, reason) => {
    const { kept, studio, keeper } = await visit();
    kept.refuses = new DOMException('no', name);
    await studio.chooseFile('photo', photo);
    await keeper.keepPhoto(true);
    await vi.waitFor(() => {
      expect(studio.told).toEqual([{ kind: 'photo-not-kept', reason }]);
    });
    expect(keeper.store.get().keepsPhoto).toBe(false);
    expect(kept.text).toContain('"keepsPhoto":false');
    expect((await visit(kept)).studio.store.get().photo).toBeNull();
  });

  test('brings back the one that is shown after a step back, not the one that was brought last', async () => {
    const { kept, studio, keeper } = await visit();
    await keeper.keepPhoto(true);
    await studio.chooseFile('photo', photo);
    const { photo: first } = studio.store.get();
    await studio.chooseFile('photo', newer);
    studio.store.set({ photo: first });
    await settle();
    expect((await visit(kept)).studio.store.get().photo).toMatchObject({ file: { name: photo.name } });
  });

  test('keeps its mask and its crop with it, and forgets them with it', async () => {
    const { kept, studio, keeper } = await visit();
    await studio.chooseFile('photo', photo);
    await keeper.keepPhoto(true);
    const mask = quickMask('left', { width: 4, height: 4 });
    const box = { left: 1, top: 0, width: 3, height: 2 };
    const { photo: shown } = studio.store.get();
    studio.store.set({ mask, crop: { kind: 'free', places: { [shown?.id ?? '']: box } } });
    await settle();
    const again = await visit(kept);
    const { photo: back, mask: masked, crop } = again.studio.store.get();
    expect(masked).toEqual(mask);
    expect(crop).toEqual({ kind: 'free', places: { [back?.id ?? '']: box } });

    // Another shape at the same place; and none of it is left on another photo.
    again.studio.store.set({ crop: { ...crop, kind: 'square' } });
    await settle();
    expect((await visit(kept)).studio.store.get().crop).toMatchObject({ kind: 'square' });
    await again.studio.chooseFile('photo', newer);
    again.studio.store.set({ mask: null });
    await settle();
    expect((await visit(kept)).studio.store.get()).toMatchObject({ mask: null, crop: { places: {} } });
    await again.keeper.keepPhoto(false);
    expect(kept.photo).toBeNull();
  });

  test('that is garbled is none, and what is garbled beside it is left out', async () => {
    const file = { name: 'beach.jpg', type: 'image/jpeg', bytes: new ArrayBuffer(4) };
    for (const garbled of [undefined, 7, { ...file, bytes: 'beach' }, { bytes: file.bytes }]) {
      const load = () => Promise.resolve({ file: garbled, mask: null, crop: null });
      expect((await visit(browser('{"keepsPhoto":true}'), { load })).studio.store.get().photo).toBeNull();
    }
    for (const garbled of [undefined, 7, {}, { width: 4, height: 4, data: [], box: { left: 0 }, isFree: true }]) {
      const load = () => Promise.resolve({ file, mask: garbled, crop: garbled });
      const { studio } = await visit(browser('{"keepsPhoto":true}'), { load });
      const found = { photo: { file: { name: 'beach.jpg' } }, mask: null, crop: { kind: 'whole', places: {} } };
      expect(studio.store.get()).toMatchObject(found);
    }
  });

  test('leaves out a crop that does not lie within the photo', async () => {
    const kept = browser('{"keepsPhoto":true,"crop":"square"}');
    kept.photo = { file: photo, mask: null, crop: { box: { left: 2, top: 0, width: 3, height: 3 }, isFree: true } };
    expect((await visit(kept)).studio.store.get().crop).toEqual({ kind: 'square', places: {} });
  });

  test('where a newer one finds no room nothing is kept, not even the one before', async () => {
    const { kept, studio, keeper } = await visit();
    await studio.chooseFile('photo', photo);
    await keeper.keepPhoto(true);
    await settle();
    expect(kept.photo?.file).toBe(photo);
    kept.refuses = new DOMException('full', 'QuotaExceededError');
    await studio.chooseFile('photo', newer);
    await settle();
    expect(kept.photo).toBeNull();
    expect(keeper.store.get().keepsPhoto).toBe(false);
    expect(studio.told).toEqual([{ kind: 'photo-not-kept', reason: 'full' }]);
  });

  test('one that was ended while the photo was still being read leaves nothing', async () => {
    const held = browser();
    let reads: () => void = () => undefined;
    const { studio, keeper } = await visit(held, {
      save: async ({ file }) => {
        await new Promise<void>((resolve) => {
          reads = resolve;
        });
        held.photo = { file: file ?? photo, mask: null, crop: null };
      },
    });
    await studio.chooseFile('photo', photo);
    void keeper.keepPhoto(true);
    await settle();
    const forgotten = keeper.keepPhoto(false);
    await settle();
    reads();
    await forgotten;
    expect(held.photo).toBeNull();
  });

  test('of two photos in quick succession keeps the later one, whichever is read first', async () => {
    const held = browser();
    const reads: (() => void)[] = [];
    const { studio, keeper } = await visit(held, {
      save: async ({ file }) => {
        if (file === photo) await new Promise<void>((resolve) => reads.push(resolve));
        held.photo = { file: file ?? photo, mask: null, crop: null };
      },
    });
    await keeper.keepPhoto(true);
    await studio.chooseFile('photo', photo);
    await settle();
    await studio.chooseFile('photo', newer);
    await settle();
    for (const read of reads) read();
    await settle();
    expect(held.photo?.file).toBe(newer);
  });

  test('where nothing was kept nothing is to be deleted', async () => {
    const discard = vi.fn(() => Promise.reject(new Error('no')));
    const { kept, studio, keeper } = await visit(browser(), { discard });
    kept.refuses = new DOMException('no', 'SecurityError');
    await studio.chooseFile('photo', photo);
    await keeper.keepPhoto(true);
    await settle();
    expect(studio.told).toEqual([{ kind: 'photo-not-kept', reason: 'refused' }]);
    // That of the beginning.
    expect(discard).toHaveBeenCalledOnce();
  });

  test('one that cannot be deleted is told of, and deleted in the next visit', async () => {
    const { kept, studio, keeper } = await visit(browser(), { discard: () => Promise.reject(new Error('no')) });
    await studio.chooseFile('photo', photo);
    await keeper.keepPhoto(true);
    await keeper.keepPhoto(false);
    expect(studio.told).toEqual([{ kind: 'photo-not-kept', reason: 'stays' }]);
    expect(kept.photo?.file).toBe(photo);
    const again = await visit(kept);
    await settle();
    expect([kept.photo, again.studio.told]).toEqual([null, []]);
  });
});
