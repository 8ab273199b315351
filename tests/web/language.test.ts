import { describe, expect, test } from 'vitest';
import { firstLanguage, Languages } from '../../web/src/strings/language';

function deferred<Value>() {
  let resolve!: (value: Value) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<Value>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
}

/** Languages with one part, whose Korean words come when the test says so. */
function setUp() {
  const languages = new Languages();
  const shown: Record<string, string> = {};
  function add(name: string) {
    const korean = deferred<string>();
    const words = languages.words({ text: `${name} in English` }, async () => ({ text: await korean.promise }));
    Object.defineProperty(shown, name, { enumerable: true, get: () => words.text });
    return korean;
  }
  return { languages, shown, add, page: add('page') };
}

describe('firstLanguage', () => {
  test.each([
    [null, ['ko-KR', 'en-US'], 'ko'],
    [null, ['en-GB', 'ko'], 'en'],
    [null, ['fr-FR', 'KO'], 'ko'],
    [null, ['fr', 'de-AT'], 'en'],
    [null, [], 'en'],
    ['ko', ['en-US'], 'ko'],
    ['en', ['ko'], 'en'],
    ['tlh', ['ko'], 'ko'],
  ])('kept %s, wished %j: %s', (kept, wished, language) => {
    expect(firstLanguage(kept, wished)).toBe(language);
  });
});

describe('Languages', () => {
  test('has English at once', () => {
    const { languages, shown } = setUp();
    expect(shown).toEqual({ page: 'page in English' });
    expect(languages.store.get().language).toBe('en');
  });

  test('changes all words at once, then tells of it, and back again', async () => {
    const { languages, shown, add, page } = setUp();
    const studio = add('studio');
    const told: unknown[] = [];
    languages.store.subscribe(() => told.push({ ...shown, language: languages.store.get().language }));
    const chosen = languages.choose('ko');
    page.resolve('쪽');
    await Promise.resolve();
    expect(shown).toEqual({ page: 'page in English', studio: 'studio in English' });
    studio.resolve('작업실');
    expect(await chosen).toBe(true);
    expect(await languages.choose('en')).toBe(true);
    expect(told).toEqual([
      { page: '쪽', studio: '작업실', language: 'ko' },
      { page: 'page in English', studio: 'studio in English', language: 'en' },
    ]);
  });

  test('stays as it is and says so where words cannot be fetched, until that is dismissed or works', async () => {
    const { languages, shown, page } = setUp();
    const chosen = languages.choose('ko');
    page.reject(new TypeError('no network'));
    expect(await chosen).toBe(false);
    expect(shown).toEqual({ page: 'page in English' });
    expect(languages.store.get()).toEqual({ language: 'en', isUnreachable: true });
    languages.dismiss();
    expect(languages.store.get().isUnreachable).toBe(false);
  });

  test('obeys the last choice when words come late', async () => {
    const { languages, shown, page } = setUp();
    const first = languages.choose('ko');
    const second = languages.choose('en');
    page.resolve('쪽');
    expect(await Promise.all([first, second])).toEqual([false, true]);
    expect(shown).toEqual({ page: 'page in English' });
    expect(languages.store.get().language).toBe('en');
  });

  test('puts parts that come later in the language of the page', async () => {
    const { languages, shown, add, page } = setUp();
    page.resolve('쪽');
    await languages.choose('ko');
    const studio = add('studio');
    expect(shown['studio']).toBe('studio in English');
    const settled = languages.settle();
    studio.resolve('작업실');
    await settled;
    expect(shown).toEqual({ page: '쪽', studio: '작업실' });
  });

  test('knows of parts that come while others are fetched', async () => {
    const { languages, shown, add, page } = setUp();
    const chosen = languages.choose('ko');
    const studio = add('studio');
    studio.resolve('작업실');
    page.resolve('쪽');
    expect(await chosen).toBe(true);
    expect(shown).toEqual({ page: '쪽', studio: '작업실' });
  });

  test('rejects when a late part cannot be fetched', async () => {
    const { languages, add, page } = setUp();
    page.resolve('쪽');
    await languages.choose('ko');
    add('studio').reject(new TypeError('no network'));
    await expect(languages.settle()).rejects.toThrow('no network');
  });
});
