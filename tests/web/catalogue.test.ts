import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readExhibit } from '../../web/src/studio/catalogue';

const PUBLIC = new URL('../../web/public/', import.meta.url);
const ENTRY = { id: 'a', title: 'A', alt: 'An a', file: 'a.jpg', width: 4, height: 3 };
const BASE = new URL('http://easel.test/samples/samples.json');

describe('readExhibit', () => {
  test('resolves paths against the list, and uses the picture where there is no thumbnail', () => {
    const { url, thumbnailUrl, description } = readExhibit(ENTRY, 'alt', BASE);
    expect(url.href).toBe('http://easel.test/samples/a.jpg');
    expect(thumbnailUrl.href).toBe(url.href);
    expect(description).toBe('An a');
  });

  test.each([
    ['no title', { ...ENTRY, title: undefined }],
    ['no description', { ...ENTRY, alt: 3 }],
    ['no size', { ...ENTRY, width: 0 }],
    ['no entry', null],
  ])('refuses %s', (_, entry) => {
    expect(() => readExhibit(entry, 'alt', BASE)).toThrow();
  });
});

describe.each([
  ['samples/samples.json', 'alt', 3],
  ['styles/styles.json', 'description', 8],
])('%s of this repository', (path, description, least) => {
  const list = new URL(path, PUBLIC);

  test(`has at least ${String(least)} pictures, all of them there`, () => {
    const entries = JSON.parse(readFileSync(list, 'utf8')) as unknown[];
    const exhibits = entries.map((entry) => readExhibit(entry, description, list));
    expect(exhibits.length).toBeGreaterThanOrEqual(least);
    expect(new Set(exhibits.map(({ id }) => id)).size).toBe(exhibits.length);
    const missing = exhibits.flatMap(({ url, thumbnailUrl }) => [url, thumbnailUrl]).filter((url) => !existsSync(url));
    expect(missing).toEqual([]);
  });
});
