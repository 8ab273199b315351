import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { english } from '../../web/src/strings/en';
import { Gallery, readGallery, type GalleryEntry } from '../../web/src/studio/gallery/gallery';
import { findStyles, randomStyle, type Filter } from '../../web/src/studio/gallery/search';
import { readShelf, Shelf } from '../../web/src/studio/gallery/shelf';
import { readManifest } from '../../web/src/studio/manifest';

const BASE = new URL('http://easel.test/gallery/gallery.json');
const PUBLIC = new URL('../../web/public/', import.meta.url);
const ENTRY = { id: 'a', group: 'masters', title: 'A', artist: 'B', year: 1900, thumbnail: 'thumbnails/a.webp' };
const INDEX = {
  format: 1,
  encoder: [],
  vectors: 'vectors.bin',
  sha256: '',
  styleLength: 2,
  styles: [ENTRY, { id: 'b', group: 'own', title: 'B', thumbnail: 'thumbnails/b.webp' }],
};

function style(id: string, title: string, artist: string | null, year: number | null): GalleryEntry {
  const group = artist === null ? 'own' : 'masters';
  return { id, group, title, artist, year, thumbnailUrl: new URL('http://easel.test/a.webp') };
}

const STYLES = [
  style('quarry', 'Bibémus Quarry', 'Paul Cézanne', null),
  style('scream', 'The Scream', 'Edvard Munch', 1893),
  style('starry', 'The Starry Night', 'Vincent van Gogh', 1889),
  style('night', 'Swirling night', null, null),
];
const NONE = { favourites: [], recent: [] };

describe('readGallery', () => {
  test('resolves paths, and knows no artist and no year where none are told', () => {
    const { entries, vectors, scaled } = readGallery(INDEX, BASE);
    expect(entries[0]).toMatchObject({ artist: 'B', year: 1900 });
    expect(entries[1]).toMatchObject({ artist: null, year: null, group: 'own' });
    expect(entries[0]?.thumbnailUrl.pathname).toBe('/gallery/thumbnails/a.webp');
    expect(vectors.url.pathname).toBe('/gallery/vectors.bin');
    expect(scaled).toEqual({});
  });

  test.each([
    ['another format', { ...INDEX, format: 2 }],
    ['no vectors', { ...INDEX, vectors: undefined }],
    ['vectors of no length', { ...INDEX, styleLength: 0 }],
    ['no list', { ...INDEX, styles: {} }],
    ['no vectors at a scale that it names', { ...INDEX, scales: { '2': { vectors: 'vectors-2.bin' } } }],
    ['a style without a title', { ...INDEX, styles: [{ ...ENTRY, title: 1 }] }],
    ['a style of no group', { ...INDEX, styles: [{ ...ENTRY, group: 'new' }] }],
    ['a year that is none', { ...INDEX, styles: [{ ...ENTRY, year: '1900' }] }],
    ['nothing', null],
  ])('refuses %s', (_, value) => {
    expect(() => readGallery(value, BASE)).toThrow();
  });
});

describe('Gallery', () => {
  const vectors = new Uint8Array(Float32Array.of(1, 2, 3, 4.5).buffer);
  const sha256 = createHash('sha256').update(vectors).digest('hex');
  let answer: Uint8Array<ArrayBuffer>;
  const asked = vi.fn(() => Promise.resolve(new Response(answer)));

  beforeEach(() => {
    answer = vectors;
    vi.stubGlobal('isSecureContext', true);
    vi.stubGlobal('fetch', asked);
    asked.mockClear();
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('gives each style its vector, and always the same object', async () => {
    const gallery = new Gallery(readGallery({ ...INDEX, sha256 }, BASE));
    const [styles, again] = await Promise.all([gallery.load(), gallery.load()]);
    expect(styles.get('b')).toMatchObject({ id: 'b', name: 'B', picture: null, vector: Float32Array.of(3, 4.5) });
    expect(again.get('b')).toBe(styles.get('b'));
    expect(asked).toHaveBeenCalledOnce();
  });

  test('fetches those at another scale when they are wanted', async () => {
    const scales = { '2': { vectors: 'vectors-2.bin', sha256 } };
    const gallery = new Gallery(readGallery({ ...INDEX, sha256: '0', scales }, BASE));
    const styles = await gallery.load(2);
    expect(styles.get('b')).toMatchObject({ id: 'b', scale: 2, vector: Float32Array.of(3, 4.5) });
    expect(asked).toHaveBeenCalledOnce();
    expect(String((asked.mock.calls as unknown[][])[0]?.[0])).toBe('http://easel.test/gallery/vectors-2.bin');
    await expect(gallery.load(0.5)).rejects.toMatchObject({ code: 'network-unreachable' });
  });

  test('refuses vectors that were changed, and fetches them again when asked again', async () => {
    const gallery = new Gallery(readGallery({ ...INDEX, sha256 }, BASE));
    answer = Uint8Array.from(vectors, (byte, i) => (i === 3 ? byte + 1 : byte));
    await expect(gallery.load()).rejects.toMatchObject({ code: 'network-checksum' });
    answer = vectors;
    await expect(gallery.load()).resolves.toBeDefined();
  });

  test('refuses vectors for another number of styles', async () => {
    const gallery = new Gallery(readGallery({ ...INDEX, sha256, styles: [ENTRY] }, BASE));
    await expect(gallery.load()).rejects.toMatchObject({ code: 'network-checksum' });
  });
});

describe('findStyles', () => {
  const find = (query: string, filter: Filter = 'all', shelf: Parameters<typeof findStyles>[3] = NONE): string[] =>
    findStyles(STYLES, filter, query, shelf, ({ group }) => english.gallery.groups[group]).map(({ id }) => id);

  test.each([
    ['', ['quarry', 'scream', 'starry', 'night']],
    ['night', ['starry', 'night']],
    ['NIGHT gogh', ['starry']],
    ['cezanne bibemus', ['quarry']],
    ['1893', ['scream']],
    ['old masters', ['quarry', 'scream', 'starry']],
    ['easel', ['night']],
    ['picasso', []],
  ])('“%s”', (query, ids) => {
    expect(find(query)).toEqual(ids);
  });

  test('narrows to a group, favourites or recent ones, these newest first', () => {
    const shelf = { favourites: ['night', 'gone', 'scream'], recent: ['starry'] };
    expect(find('', 'own', shelf)).toEqual(['night']);
    expect(find('', 'masters', shelf)).toEqual(['quarry', 'scream', 'starry']);
    expect(find('', 'favourites', shelf)).toEqual(['night', 'scream']);
    expect(find('scr', 'favourites', shelf)).toEqual(['scream']);
    expect(find('', 'recent', shelf)).toEqual(['starry']);
  });
});

describe('randomStyle', () => {
  test('is any but the chosen ones', () => {
    const ids = [0, 0.34, 0.99].map((chance) => randomStyle(STYLES, ['scream', 'night'], chance)?.id);
    expect(ids).toEqual(['quarry', 'quarry', 'starry']);
  });

  test('is the chosen one where there is no other, and none where there are none', () => {
    expect(randomStyle(STYLES.slice(0, 1), ['quarry'], 0.5)?.id).toBe('quarry');
    expect(randomStyle([], ['quarry'], 0.5)).toBeNull();
  });
});

describe('Shelf', () => {
  function setUp(kept: string | null = null) {
    const saved: string[] = [];
    return { shelf: new Shelf({ load: () => kept, save: (text) => saved.push(text) }), saved };
  }

  test('keeps favourites, the newest first, and lets them go again', () => {
    const { shelf, saved } = setUp();
    for (const id of ['a', 'b', 'a', 'c']) shelf.toggleFavourite(id);
    expect(shelf.store.get().favourites).toEqual(['c', 'b']);
    expect(setUp(saved.at(-1)).shelf.store.get()).toEqual(shelf.store.get());
  });

  test('of several tabs keeps what each of them has chosen, and lets go what one of them lets go', () => {
    let kept: string | null = null;
    const keeper = {
      load: () => kept,
      save: (text: string) => {
        kept = text;
      },
    };
    const [one, other] = [new Shelf(keeper), new Shelf(keeper)];
    one.toggleFavourite('a');
    one.noteUse('a');
    other.toggleFavourite('b');
    other.noteUse('b');
    one.noteUse('c');
    expect(readShelf(kept)).toEqual({ favourites: ['b', 'a'], recent: ['c', 'b', 'a'] });
    // What is seen here is what is meant.
    other.toggleFavourite('a');
    one.toggleFavourite('c');
    expect(new Shelf(keeper).store.get().favourites).toEqual(['c', 'b']);
    other.refresh();
    expect(other.store.get().favourites).toEqual(['c', 'b']);
    other.noteUse('d');
    expect(readShelf(kept).recent).toEqual(['d', 'c', 'b', 'a']);
  });

  test('goes on as long as the page where nothing more can be kept', () => {
    const before = JSON.stringify({ favourites: ['a'], recent: [] });
    const shelf = new Shelf({ load: () => before, save: () => undefined });
    for (const id of ['b', 'c']) shelf.toggleFavourite(id);
    expect(shelf.store.get().favourites).toEqual(['c', 'b', 'a']);
  });

  test('remembers the last twelve that were used, each once', () => {
    const { shelf } = setUp();
    for (let i = 0; i < 20; i++) shelf.noteUse(String(i % 15));
    expect(shelf.store.get().recent).toEqual(['4', '3', '2', '1', '0', '14', '13', '12', '11', '10', '9', '8']);
  });

  test.each([[null], ['{'], ['[]'], ['{"favourites": {"a": 1}, "recent": 3}'], ['{"favourites": [1, null]}']])(
    'takes %s for an empty one',
    (text) => {
      expect(readShelf(text)).toEqual(NONE);
    },
  );
});

describe('the gallery of this repository', () => {
  const base = new URL('gallery/gallery.json', PUBLIC);
  const content = JSON.parse(readFileSync(base, 'utf8')) as { encoder: string[] };
  const { entries, vectors: usual, scaled, styleLength } = readGallery(content, base);

  test('has at least 32 styles in both groups, each with its thumbnail', () => {
    expect(entries.length).toBeGreaterThanOrEqual(32);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(entries.filter(({ group }) => group === 'own').length).toBeGreaterThanOrEqual(13);
    expect(entries.filter(({ thumbnailUrl }) => !existsSync(thumbnailUrl))).toEqual([]);
    const unnamed = entries.filter(({ group, artist }) => (group === 'masters') === (artist === null));
    expect(unnamed).toEqual([]);
  });

  test('has the vectors that its index names, made by the style encoder that ships', () => {
    expect(Object.keys(scaled)).toEqual(['2', '0.5']);
    for (const { url, sha256 } of [usual, ...Object.values(scaled)]) {
      const vectors = readFileSync(url);
      expect(createHash('sha256').update(vectors).digest('hex')).toBe(sha256);
      expect(vectors.length).toBe(entries.length * styleLength * 4);
    }
    const manifest = readManifest(JSON.parse(readFileSync(new URL('models/manifest.json', PUBLIC), 'utf8')));
    expect(styleLength).toBe(manifest.styleLength);
    const weights = Object.entries(manifest.styleEncoder.sha256).filter(([name]) => name !== 'model.json');
    expect(
      weights.map(([, sum]) => sum),
      'run: python -m export gallery',
    ).toEqual(content.encoder);
  });
});
