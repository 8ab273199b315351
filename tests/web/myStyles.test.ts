import { beforeEach, describe, expect, test, vi } from 'vitest';
import { EaselError } from '../../web/src/protocol/failure';
import { frameFor } from '../../web/src/opener/framing';
import { INITIAL_STATE, type StudioState } from '../../web/src/studio/state';
import { Store } from '../../web/src/studio/store';
import { isStylesFile, MyStyles } from '../../web/src/studio/styles/myStyles';
import { sentId } from '../../web/src/studio/styles/sent';
import { writeStylesFile } from '../../web/src/studio/styles/stylesFile';
import { tidyName } from '../../web/src/studio/styles/tidyName';
import { greyPicture } from './fakes/pictures';
import { fakeStyleKeeper, ownStyle, vectorStyle } from './fakes/styles';

const FACTS = { encoder: 'ours', styleLength: 3 };
const VECTOR = Float32Array.of(0.5, -1, 2);

/** A visit; files are opened as the grey that follows from their size. */
async function visit(keeper = fakeStyleKeeper(), encoder = FACTS.encoder) {
  const store = new Store<StudioState>(INITIAL_STATE);
  const saved: { file: Blob; name: string }[] = [];
  const open = vi.fn(async (file: Blob) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes.length < 20) throw new EaselError('picture-broken');
    const [side = 0] = bytes.slice(19, 20);
    const picture = greyPicture(side, 40, bytes.length % 256);
    return { type: 'opened' as const, picture, originalWidth: side, originalHeight: 40 };
  });
  const paintSwatch = vi.fn(() => Promise.resolve(greyPicture(192, 192, 50)));
  const persist = vi.fn();
  const mine = new MyStyles({
    store,
    keeper,
    persist,
    open,
    paintSwatch,
    facts: () => ({ ...FACTS, encoder }),
    saveFile: (file, name) => saved.push({ file, name }),
  });
  await mine.load();
  const titles = () => store.get().mine.map(({ title }) => title);
  return { store, keeper, mine, saved, open, paintSwatch, persist, titles };
}

function file(content: Blob | string): File {
  return new File([content], 'easel-styles.json', { type: 'application/json' });
}

beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
});

describe('kept styles', () => {
  test('are there in the next visit, with their vectors, the newest first', async () => {
    const { keeper, mine, store, persist } = await visit();
    expect(persist).not.toHaveBeenCalled();
    await mine.keep(ownStyle('own-1'), { 1: VECTOR });
    expect(persist).toHaveBeenCalled();
    await new Promise((resolve) => setTimeout(resolve, 2));
    await mine.keep(ownStyle('own-2'), { 1: VECTOR, 2: VECTOR });
    expect(mine.store.get().message).toEqual({ kind: 'kept', name: 'own-2' });
    const [entry] = store.get().mine;
    expect(entry).toMatchObject({ id: 'own-2', group: 'mine' });
    expect(entry?.thumbnailUrl.href).toMatch(/^data:image\/png;base64,iVBOR/);

    const next = await visit(keeper);
    expect(next.titles()).toEqual(['own-2', 'own-1']);
    expect(next.mine.vector('own-2', 2)).toEqual(VECTOR);
    expect(next.mine.vector('own-1', 2)).toBeNull();
    expect(await next.mine.picture('own-1')).toMatchObject({ type: 'image/png' });
    expect(await next.mine.picture('own-9')).toBeNull();
  });

  test('get new vectors when the style encoder is another', async () => {
    const { keeper, mine } = await visit();
    await mine.keep(ownStyle('own-1'), { 0.5: VECTOR, 1: VECTOR });
    const next = await visit(keeper, 'newer');
    expect(next.mine.vector('own-1', 1)).toBeNull();
    await next.mine.noteVector('own-1', 1, Float32Array.of(7, 7, 7));
    expect(next.mine.vector('own-1', 1)).toEqual(Float32Array.of(7, 7, 7));
    expect(next.mine.vector('own-1', 0.5)).toBeNull();
  });

  test('are renamed, deleted, and brought back', async () => {
    const { keeper, mine, titles } = await visit();
    await mine.keep(ownStyle('own-1'), { 1: VECTOR });
    await mine.rename('own-1', '  Grandma’s\nquilt ');
    await mine.rename('own-1', ' \u202e ');
    expect(titles()).toEqual(['Grandma’s quilt']);
    await mine.remove('own-1');
    expect([titles(), keeper.styles.size, keeper.pictures.size]).toEqual([[], 0, 0]);
    await mine.undo();
    expect([titles(), keeper.pictures.size]).toEqual([['Grandma’s quilt'], 1]);
    expect(mine.store.get().deleted).toBeNull();
  });

  test.each([
    [new DOMException('full', 'QuotaExceededError'), 'full'],
    [new DOMException('no', 'SecurityError'), 'refused'],
  ])('that find no place are told of: %s', async (error, reason) => {
    const { keeper, mine, titles } = await visit();
    await mine.keep(ownStyle('own-1'), { 1: VECTOR });
    keeper.refuses = error;
    await mine.keep(ownStyle('own-2'), { 1: VECTOR });
    expect(mine.store.get()).toMatchObject({ isBusy: false, message: { kind: 'not-kept', reason } });
    await mine.remove('own-1');
    expect(titles()).toEqual(['own-1']);
    expect((await visit(keeper)).titles()).toEqual([]);
  });
});

describe('a style that came as its numbers', () => {
  const numbers = { ...vectorStyle('sent-1', ...VECTOR), id: sentId(VECTOR), name: 'quilt' };
  const swatch = Promise.resolve(greyPicture(192, 192, 50));

  test('is kept without a picture, and is what it is at every scale', async () => {
    const { keeper, mine } = await visit();
    await mine.keepNumbers(numbers, swatch);
    expect(mine.store.get().message).toEqual({ kind: 'kept', name: 'quilt' });
    expect(keeper.pictures.size).toBe(0);
    const next = await visit(keeper);
    const [entry] = next.store.get().mine;
    expect(entry).toMatchObject({ id: numbers.id, title: 'quilt' });
    expect(entry?.thumbnailUrl.href).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(entry).not.toHaveProperty('isUnfit');
    expect(next.mine.numbers(numbers.id)).toMatchObject({ name: 'quilt', picture: null, vector: VECTOR });
    expect(next.mine.vector(numbers.id, 2)).toEqual(VECTOR);
    await next.mine.rename(numbers.id, 'Sunday');
    await next.mine.remove(numbers.id);
    expect(next.titles()).toEqual([]);
    await next.mine.undo();
    expect(next.titles()).toEqual(['Sunday']);
    expect(next.mine.numbers(numbers.id)?.vector).toEqual(VECTOR);
  });

  test('stays kept where the networks are others, and is of use again with its own', async () => {
    const { keeper, mine, saved } = await visit();
    await mine.keepNumbers(numbers, swatch);
    const newer = await visit(keeper, 'newer');
    expect(newer.store.get().mine).toMatchObject([{ id: numbers.id, isUnfit: true }]);
    expect([newer.mine.numbers(numbers.id), newer.mine.vector(numbers.id, 1)]).toEqual([null, null]);
    await newer.mine.export(null);
    await mine.export(null);
    // Both files say which networks the numbers are for.
    const [text = '', other = ''] = await Promise.all([newer.saved[0]?.file.text(), saved[0]?.file.text()]);
    expect(JSON.parse(text)).toMatchObject({ version: 2, encoder: 'newer', styles: [{ encoder: 'ours' }] });

    const there = await visit();
    await there.mine.import(file(text));
    expect(there.mine.store.get().message).toEqual({ kind: 'imported', count: 1, before: 0 });
    expect(there.mine.numbers(numbers.id)).toMatchObject({ name: 'quilt', vector: VECTOR });
    expect(there.paintSwatch).toHaveBeenCalledOnce();
    await there.mine.import(file(other));
    expect(there.mine.store.get().message).toEqual({ kind: 'imported', count: 0, before: 1 });

    const foreign = await visit(fakeStyleKeeper(), 'newer');
    await foreign.mine.import(file(other));
    expect(foreign.store.get().mine).toMatchObject([{ title: 'quilt', isUnfit: true }]);
    expect(foreign.paintSwatch).not.toHaveBeenCalled();
    expect(foreign.store.get().mine[0]?.thumbnailUrl.protocol).toBe('data:');
  });

  test.each([
    ['no name', { name: ' ' }],
    ['too few', { vector: 'AAAA' }],
    ['of another length', { vector: 'AAAAAA==' }],
    ['of nobody', { encoder: 7 }],
  ])('%s: the file is refused', async (_, fault) => {
    const here = await visit();
    await here.mine.keepNumbers(numbers, swatch);
    await here.mine.export(null);
    const written = JSON.parse((await here.saved[0]?.file.text()) ?? '') as { styles: object[] };
    const there = await visit();
    await there.mine.import(file(JSON.stringify({ ...written, styles: [{ ...written.styles[0], ...fault }] })));
    expect(there.mine.store.get().message).toEqual({ kind: 'not-imported', problem: 'broken' });
  });
});

describe('a file of styles', () => {
  test('brings them to another device, without the style encoder, and only once', async () => {
    const here = await visit();
    await here.mine.keep(ownStyle('own-1', 40), { 1: VECTOR });
    await here.mine.keep(ownStyle('own-2', 50), { 1: VECTOR });
    await here.mine.export(null);
    await here.mine.export('own-1');
    expect(here.saved.map(({ name }) => name)).toEqual(['easel-styles.json', 'easel-own-1.json']);
    const [all] = here.saved;

    const there = await visit();
    await there.mine.import(file(all?.file ?? ''));
    expect(there.mine.store.get().message).toEqual({ kind: 'imported', count: 2, before: 0 });
    expect(there.titles().sort()).toEqual(['own-1', 'own-2']);
    const [entry] = there.store.get().mine;
    expect(entry?.id).toMatch(/^own-[0-9a-f]{16}$/);
    expect(there.mine.vector(entry?.id ?? '', 1)).toEqual(VECTOR);
    await there.mine.import(file(all?.file ?? ''));
    expect(there.mine.store.get().message).toEqual({ kind: 'imported', count: 0, before: 2 });
    expect(there.titles()).toHaveLength(2);
  });

  test('of another style encoder brings the pictures, whose vectors are made anew', async () => {
    const here = await visit(fakeStyleKeeper(), 'older');
    await here.mine.keep(ownStyle('own-1'), { 1: VECTOR });
    await here.mine.export(null);
    const there = await visit();
    await there.mine.import(file(here.saved[0]?.file ?? ''));
    expect(there.titles()).toEqual(['own-1']);
    expect(there.mine.vector(there.store.get().mine[0]?.id ?? '', 1)).toBeNull();
  });

  const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const style = { name: 'one', picture: PNG, vector: null };
  const written = async (more: object) =>
    JSON.stringify({ ...(JSON.parse(await writeStylesFile([style], 'ours').text()) as object), ...more });

  test.each([
    ['', 'not-styles'],
    ['no JSON', 'not-styles'],
    ['{"format":"easel"}', 'not-styles'],
    ['{"format":"easel-styles","version":3}', 'newer'],
    ['{"format":"easel-styles","version":"1"}', 'broken'],
    ['{"format":"easel-styles","version":1,"styles":{}}', 'broken'],
    ['{"format":"easel-styles","version":1,"styles":[]}', 'empty'],
    ['{"format":"easel-styles","version":1,"styles":[{"name":"a","picture":"%%%"}]}', 'broken'],
    ['{"format":"easel-styles","version":1,"styles":[{"name":"a","picture":"R0lGODlh"}]}', 'broken'],
    ['{"format":"easel-styles","version":1,"styles":[{"name":" ","picture":"iVBORw0KGgo="}]}', 'broken'],
    [`{"format":"easel-styles","version":1,"styles":[${Array(201).fill('{}').join()}]}`, 'too-large'],
  ])('%s is refused, and loses nothing', async (text, problem) => {
    const { mine, titles } = await visit();
    await mine.keep(ownStyle('own-1'), { 1: VECTOR });
    await mine.import(file(text));
    expect(mine.store.get().message).toEqual({ kind: 'not-imported', problem });
    expect(titles()).toEqual(['own-1']);
  });

  test('is taken as a whole or not at all', async () => {
    const here = await visit();
    await here.mine.keep(ownStyle('own-1'), { 1: VECTOR });
    await here.mine.export(null);
    const good = JSON.parse((await here.saved[0]?.file.text()) ?? '') as { styles: object[] };
    const there = await visit();
    // The second picture begins as a PNG does, and ends there.
    const bad = (JSON.parse(await written({})) as { styles: object[] }).styles;
    await there.mine.import(file(JSON.stringify({ ...good, styles: [...good.styles, ...bad] })));
    expect(there.mine.store.get().message).toEqual({ kind: 'not-imported', problem: 'broken' });
    expect([there.titles(), there.keeper.styles.size]).toEqual([[], 0]);
  });

  test.each<[unknown, string]>([
    ['AAAA', 'too short'],
    ['AACAfwAAgH8AAIB/', 'infinite'],
    [7, 'no text'],
  ])('with the vector %s is refused: %s', async (vector) => {
    const { mine } = await visit();
    const styles = [{ name: 'one', picture: 'iVBORw0KGgo=', vector }];
    await mine.import(file(await written({ styles })));
    expect(mine.store.get().message).toEqual({ kind: 'not-imported', problem: 'broken' });
  });

  test('is known by its name or kind', () => {
    expect(isStylesFile(new File([], 'a.JSON'))).toBe(true);
    expect(isStylesFile(new File([], 'a', { type: 'application/json' }))).toBe(true);
    expect(isStylesFile(new File([], 'json.png', { type: 'image/png' }))).toBe(false);
  });
});

test('names lose what is no part of a name, and are not too long', () => {
  expect(tidyName(' a\u0000\tb\u202e ')).toBe('a b');
  expect(tidyName('\n')).toBeNull();
  expect(Array.from(tidyName('🎨'.repeat(300)) ?? '')).toHaveLength(80);
});

describe('a part of a style picture', () => {
  test('has a short side of 512 pixels at most, as the whole has', () => {
    const part = { left: 1000, top: 500, width: 1024, height: 2048 };
    expect(frameFor('style', 4000, 3000, part)).toEqual({
      width: 2000,
      height: 1500,
      crop: { left: 500, top: 250, width: 512, height: 1024 },
    });
  });

  test('is not enlarged, is cropped to 2 : 1, and ends where the picture ends', () => {
    const part = { left: 90, top: 10, width: 900, height: 20 };
    expect(frameFor('style', 200, 100, part).crop).toEqual({ left: 125, top: 10, width: 40, height: 20 });
  });

  test('that is all of it is the whole', () => {
    for (const [width, height] of [
      [3000, 1000],
      [501, 700],
      [1111, 777],
    ] as const) {
      const all = { left: 0, top: 0, width, height };
      expect(frameFor('style', width, height, all)).toEqual(frameFor('style', width, height));
    }
  });
});
