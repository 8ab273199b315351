import { beforeEach, describe, expect, test, vi } from 'vitest';
import { withPngText } from '../../web/src/saving/pngText';
import { encodePng } from '../../web/src/saving/png';
import { MASK_KEYWORD, writeMask } from '../../web/src/saving/maskText';
import { quickMask } from '../../web/src/studio/masks/quickMasks';
import { writeSettings } from '../../web/src/studio/settings';
import { fingerprint } from '../../web/src/studio/styles/ownStyles';
import { browser, PHOTO as photo, visit } from './fakes/keeping';
import { greyPicture } from './fakes/pictures';

async function painted(text: string | null): Promise<File> {
  const png = new Uint8Array(await (await encodePng(greyPicture(4, 4, 1))).arrayBuffer());
  const bytes = text === null ? png : withPngText(png, 'easel', text);
  return new File([bytes], 'beach_night.png', { type: 'image/png' });
}

beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
});

test('the first visit begins with nothing and leaves nothing until something changes', async () => {
  const { kept, studio } = await visit();
  expect(studio.store.get()).toMatchObject({ strength: 1, colours: 'style', photo: null, style: null });
  expect(kept.text).toBeNull();
  studio.store.set({ notice: null });
  expect(kept.text).toBeNull();
});

test('settings come back, with style and sample', async () => {
  const { kept, studio } = await visit();
  await studio.chooseStyle(studio.store.get().gallery[1] ?? expect.fail());
  await studio.chooseSample(studio.store.get().samples[1] ?? expect.fail());
  studio.store.set({ strength: 0.4, colours: 'matched', comparison: 'hold' });
  studio.output.choose({ format: 'jpeg', quality: 70, size: 'full', holdsSettings: false });
  const again = await visit(kept);
  expect(again.studio.store.get()).toMatchObject({
    strength: 0.4,
    colours: 'matched',
    comparison: 'hold',
    style: { id: 'waves' },
    photo: { id: 'harbour' },
  });
  const output = { format: 'jpeg', quality: 70, size: 'full', holdsSettings: false };
  expect(again.studio.output.store.get()).toMatchObject(output);
  expect(again.studio.told).toEqual([]);
});

test('a style or sample that is gone, and one’s own, are passed over', async () => {
  const { studio } = await visit(browser('{"style":"gone","sample":"gone","strength":0.5}'));
  expect(studio.store.get()).toMatchObject({ style: null, photo: null, strength: 0.5 });
  const { kept, studio: other } = await visit();
  await other.chooseFile('style', photo);
  other.store.set({ strength: 0.2 });
  expect(kept.text).not.toContain('own-');
});

describe('a painting that is taken as a photo', () => {
  const others = { strength: 0.3, colours: 'photo', detail: 'coarse', rest: 'waves', crop: 'whole' } as const;
  const text = writeSettings({ style: 'night', ...others });

  test('gives its settings, and the photo stays', async () => {
    const { studio, keeper } = await visit();
    await studio.chooseFile('photo', photo);
    const changes = vi.fn();
    studio.store.subscribe(changes);
    const picture = await painted(text);
    await keeper.takePhoto(picture);
    expect(studio.store.get()).toMatchObject({
      photo: { file: photo },
      style: { id: 'night' },
      rest: { id: 'waves' },
      strength: 0.3,
      colours: 'photo',
      detail: 'coarse',
    });
    // One change, hence one step to undo.
    expect(changes).toHaveBeenCalledTimes(1);
    expect(studio.told).toEqual([{ kind: 'settings', picture, style: 'found', mask: null }]);
  });

  test.each([
    ['gone', 'missing'],
    [null, 'own'],
  ])('in the style %s gives the rest and says so', async (style, found) => {
    const { studio, keeper } = await visit();
    await keeper.takePhoto(await painted(writeSettings({ style, ...others })));
    expect(studio.store.get()).toMatchObject({ style: null, strength: 0.3, colours: 'photo' });
    expect(studio.told).toMatchObject([{ kind: 'settings', style: found }]);
  });

  test('whose settings are garbled is a photo, and that is said', async () => {
    const { studio, keeper } = await visit();
    const picture = await painted('{"format":"easel","strength":9}');
    await keeper.takePhoto(picture);
    expect(studio.store.get().photo?.file).toBe(picture);
    expect(studio.told).toEqual([{ kind: 'settings-broken', from: 'picture' }]);
  });

  test('without settings, cut off, or of another kind is a photo', async () => {
    const { studio, keeper } = await visit();
    const whole = await painted(text);
    const files = [await painted(null), new File([whole.slice(0, 40)], 'cut.png', { type: 'image/png' }), photo];
    for (const file of files) {
      await keeper.takePhoto(file);
      expect(studio.store.get().photo?.file).toBe(file);
    }
    expect(studio.told).toEqual([]);
  });
});

describe('styles of somebody’s own', () => {
  const vector = Float32Array.of(1, -1, 0);
  const own = { encoder: fingerprint('first'), styles: [{ name: 'quilt', vector }] };
  const others = { strength: 0.3, colours: 'photo', detail: 'coarse', rest: null, crop: 'whole' } as const;

  test('come with a painting, are offered, and come back in the next visit', async () => {
    const { kept, studio, keeper } = await visit();
    await keeper.takePhoto(await painted(writeSettings({ style: 'own.1', ...others, rest: 'own.1', own })));
    const [sent] = studio.store.get().sent;
    expect(sent).toMatchObject({ name: 'quilt', picture: null, vector });
    expect(studio.store.get()).toMatchObject({ style: sent, rest: sent, strength: 0.3 });
    expect(studio.told).toMatchObject([{ style: 'found' }]);
    const again = await visit(kept);
    expect(again.studio.store.get()).toMatchObject({
      style: { name: 'quilt', vector },
      rest: { vector },
      sent: [sent],
    });
    expect(again.studio.told).toEqual([]);
  });

  test('come with a link', async () => {
    const { studio, keeper, copied } = await visit();
    studio.store.set({ style: { id: 'own-1', name: 'quilt', description: '', picture: null, vector } });
    await keeper.copyLink();
    const other = await visit();
    other.keeper.openLink(new URL(copied[0] ?? '').hash);
    expect(other.studio.store.get().style).toMatchObject({ name: 'quilt', vector });
  });

  test('that the reader has kept are those', async () => {
    const { studio, keeper } = await visit();
    studio.styles.mine.idOf = (sent, scale) => (sent[0] === 1 && scale === 1 ? 'night' : null);
    await keeper.takePhoto(await painted(writeSettings({ style: 'own.1', ...others, own })));
    expect(studio.store.get().style?.id).toBe('night');
  });

  test.each([
    ['of other networks', { ...own, encoder: 'other' }, 'outdated'],
    ['of another length', { ...own, styles: [{ name: 'quilt', vector: Float32Array.of(1) }] }, 'broken'],
    ['with what is no number', { ...own, styles: [{ name: 'quilt', vector: Float32Array.of(1, NaN, 1) }] }, 'broken'],
    ['that do not come', undefined, 'broken'],
  ] as const)('%s are left out, which is told, and all else is set', async (_, damaged, problem) => {
    const { studio, keeper } = await visit();
    await studio.chooseStyle(studio.store.get().gallery[1] ?? expect.fail());
    const text = (style: string, rest: string | null) =>
      writeSettings({ style, ...others, rest, ...(damaged && { own: damaged }) });
    await keeper.takePhoto(await painted(text('own.1', null)));
    expect(studio.store.get()).toMatchObject({ style: { id: 'waves' }, strength: 0.3, colours: 'photo', sent: [] });
    await keeper.takePhoto(await painted(text('night', 'own.1')));
    expect(studio.store.get()).toMatchObject({ style: { id: 'night' }, rest: null });
    expect(studio.told).toMatchObject([{ style: problem }, { style: problem }]);
  });
});

describe('a mask in a painting', () => {
  const text = writeSettings({
    style: 'night',
    strength: 1,
    colours: 'style',
    detail: 'fine',
    rest: null,
    crop: 'whole',
  });
  const mask = quickMask('left', { width: 4, height: 4 });
  const masked = async (maskText: string | null): Promise<File> => {
    const png = new Uint8Array(await (await painted(text)).arrayBuffer());
    const bytes = maskText === null ? png : withPngText(png, MASK_KEYWORD, maskText);
    return new File([bytes], 'beach_night.png', { type: 'image/png' });
  };

  test('is set with all else at one moment; none is one everywhere', async () => {
    const { studio, keeper } = await visit();
    await studio.chooseFile('photo', photo);
    const changes = vi.fn();
    studio.store.subscribe(changes);
    await keeper.takePhoto(await masked(await writeMask(mask)));
    expect(studio.store.get()).toMatchObject({ mask, style: { id: 'night' } });
    expect(changes).toHaveBeenCalledTimes(1);
    await keeper.takePhoto(await masked(null));
    expect(studio.store.get().mask).toBeNull();
    expect(studio.told).toMatchObject([{ mask: null }, { mask: null }]);
  });

  test('of another shape is stretched, and one that is damaged left out, which is told; a link leaves it alone', async () => {
    const { studio, keeper } = await visit();
    await studio.chooseFile('photo', photo);
    await keeper.takePhoto(await masked(await writeMask(quickMask('left', { width: 8, height: 4 }))));
    const stretched = studio.store.get().mask;
    expect(stretched).toMatchObject({ width: 4, height: 4 });
    await keeper.takePhoto(await masked('{"width":4,"height":4,"data":"AAAA"}'));
    expect(studio.store.get().mask).toBe(stretched);
    keeper.openLink('#photo?strength=50&colours=style&style=night');
    expect(studio.store.get()).toMatchObject({ mask: stretched, strength: 0.5 });
    expect(studio.told).toMatchObject([{ mask: 'stretched' }, { mask: 'broken' }, { mask: null }]);
  });
});

describe('a link', () => {
  test('is copied and sets what it says', async () => {
    const { studio, keeper, copied } = await visit();
    await studio.chooseStyle(studio.store.get().gallery[0] ?? expect.fail(), { strength: 0.6, colours: 'photo' });
    await keeper.copyLink();
    expect(copied).toEqual(['http://easel.test/#photo?style=night&strength=60&colours=photo']);
    expect(keeper.store.get().copied).toBe(copied[0]);

    const other = await visit();
    expect(other.keeper.openLink(new URL(copied[0] ?? '').hash)).toBe(true);
    expect(other.studio.store.get()).toMatchObject({ style: { id: 'night' }, strength: 0.6, colours: 'photo' });
    expect(other.studio.told).toEqual([{ kind: 'settings', picture: null, style: 'found', mask: null }]);
  });

  test('that is broken changes nothing, says so, and what was chosen is painted', async () => {
    const { studio, keeper } = await visit(browser('{"strength":0.5,"style":"waves"}'));
    const before = studio.store.get();
    expect(keeper.openLink('#photo?strength=lots')).toBe(true);
    expect(studio.store.get()).toBe(before);
    expect(studio.told).toEqual([{ kind: 'settings-broken', from: 'link' }]);
    expect(studio.paint).toHaveBeenCalled();
    expect(keeper.openLink('#live')).toBe(false);
  });

  test('that the browser does not copy is shown', async () => {
    const { kept, studio, keeper } = await visit();
    kept.refuses = new DOMException('denied', 'NotAllowedError');
    await keeper.copyLink();
    expect(studio.told).toEqual([{ kind: 'link-not-copied', link: keeper.link() }]);
    expect(keeper.store.get().copied).toBeNull();
  });
});
