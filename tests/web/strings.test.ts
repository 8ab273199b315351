import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { english } from '../../web/src/strings/en';
import { frame as englishFrame } from '../../web/src/strings/en/frame';
import { live as englishLive } from '../../web/src/strings/en/live';
import { masks as englishMasks } from '../../web/src/strings/en/masks';
import { optimise as englishOptimise } from '../../web/src/strings/en/optimise';
import { series as englishSeries } from '../../web/src/strings/en/series';
import { styleDialogs as englishStyleDialogs } from '../../web/src/strings/en/styleDialogs';
import { korean } from '../../web/src/strings/ko';
import { frame as koreanFrame } from '../../web/src/strings/ko/frame';
import { live as koreanLive } from '../../web/src/strings/ko/live';
import { masks as koreanMasks } from '../../web/src/strings/ko/masks';
import { optimise as koreanOptimise } from '../../web/src/strings/ko/optimise';
import { series as koreanSeries } from '../../web/src/strings/ko/series';
import { styleDialogs as koreanStyleDialogs } from '../../web/src/strings/ko/styleDialogs';
import { artists, descriptions, titles } from '../../web/src/strings/ko/pictures';
import { namesIn } from '../../web/src/strings/titles';
import { readGallery } from '../../web/src/studio/gallery/gallery';
import { findStyles } from '../../web/src/studio/gallery/search';

const ENGLISH = {
  ...english,
  frame: englishFrame,
  live: englishLive,
  masks: englishMasks,
  optimise: englishOptimise,
  series: englishSeries,
  styleDialogs: englishStyleDialogs,
};
const KOREAN = {
  ...korean,
  frame: koreanFrame,
  live: koreanLive,
  masks: koreanMasks,
  optimise: koreanOptimise,
  series: koreanSeries,
  styleDialogs: koreanStyleDialogs,
};
const PUBLIC = new URL('../../web/public/', import.meta.url);

/** Names, formats and units that are the same in both languages. */
const SAME = /^(Easel|WebGPU|WebGL|WebAssembly|PNG|JPEG|WebP|GIF|ZIP|L-BFGS|Adam|px|cm|mm|dpi|E|)$/;
/** Words that may stand in Latin letters within Korean: names, formats, keys, units, and what is typed as it is. */
const LATIN =
  /[Ee]asel|JPEG|PNG|WebP|AVIF|GIF|BMP|SVG|HEIC|ZIP|MP4|WebM|Firefox|Chrome|Edge|Safari|WebGPU|WebGL|WebAssembly|GPU|https|Tab|Enter|Shift|Ctrl|Esc|Mac|MB|GB|kB|px|cm|mm|dpi|Instagram|VGG-19|L-BFGS|Adam|Gatys|TensorFlow|\?backend=\S*|webgpu|webgl|wasm|cpu|conv4_2|block5_conv2|encoder-distilled|python -m export [^”.]*|npz|J\. E\. H\./g;
const HANGUL = /[가-힣]/;

/** Or the same in all languages: numbers, names. */
function isKorean(text: string): boolean {
  return HANGUL.test(text) || SAME.test(text) || !/\p{L}/u.test(text);
}

type Leaf = string | ((...args: never) => string);

/** All texts and functions by their path. */
function leaves(words: object, path = ''): Map<string, Leaf> {
  return new Map(
    Object.entries(words).flatMap(([key, value]: [string, Leaf | object]) =>
      typeof value === 'object'
        ? [...leaves(value, `${path}${key}.`)]
        : [[`${path}${key}`, value] satisfies [string, Leaf]],
    ),
  );
}

const english_ = leaves(ENGLISH);
const korean_ = leaves(KOREAN);
const texts = (of: ReadonlyMap<string, Leaf>): [string, string][] =>
  [...of].filter((leaf): leaf is [string, string] => typeof leaf[1] === 'string');

/** Texts and parts of texts that the functions of a language answer with. */
function saidIn(folder: string): string[] {
  const parts: string[] = [];
  const url = new URL(`../../web/src/strings/${folder}/`, import.meta.url);
  function visit(node: ts.Node): void {
    const { parent } = node as { parent?: ts.Node };
    const isAnswer =
      parent !== undefined &&
      (ts.isReturnStatement(parent) ||
        ts.isArrowFunction(parent) ||
        (ts.isConditionalExpression(parent) && parent.condition !== node && !ts.isCallExpression(parent.parent)));
    if (ts.isTemplateLiteralToken(node) || (ts.isStringLiteral(node) && isAnswer)) parts.push(node.text);
    ts.forEachChild(node, visit);
  }
  for (const file of readdirSync(url)) {
    visit(ts.createSourceFile(file, readFileSync(new URL(file, url), 'utf8'), ts.ScriptTarget.ES2022, true));
  }
  return parts;
}

/** What a text says that is not the same in all languages. */
function latin(text: string): string | undefined {
  return /[A-Za-z]{2,}/.exec(text.replace(LATIN, ''))?.[0];
}

describe('English and Korean', () => {
  test('have the same words, and functions that take as much', () => {
    expect([...korean_.keys()].sort()).toEqual([...english_.keys()].sort());
    const kinds = (of: ReadonlyMap<string, Leaf>): string[] =>
      [...of].map(([path, leaf]) => `${path}: ${typeof leaf === 'string' ? 'text' : String(leaf.length)}`).sort();
    expect(kinds(korean_)).toEqual(kinds(english_));
  });

  test('have the same parts, and each is hooked in', () => {
    const folder = (name: string): string[] => readdirSync(new URL(`../../web/src/strings/${name}/`, import.meta.url));
    expect(folder('ko')).toEqual(folder('en'));
    // Parts that others take from.
    const within = ['backend.ts', 'failures.ts', 'index.ts', 'knobs.ts', 'notice.ts', 'optimiseNotice.ts', 'page.ts'];
    const parts = folder('en').filter((file) => !within.includes(file));
    expect(Object.keys(ENGLISH)).toEqual(expect.arrayContaining(parts.map((file) => file.replace('.ts', ''))));
  });

  test('are told apart: every Korean text is Korean, no English one is', () => {
    expect(texts(english_).filter(([, text]) => HANGUL.test(text))).toEqual([]);
    expect(texts(korean_).filter(([, text]) => !isKorean(text))).toEqual([]);
    expect(texts(korean_).flatMap(([path, text]) => (latin(text) ? [[path, latin(text)]] : []))).toEqual([]);
  });

  test('hold no word of the other in what functions say', () => {
    expect(saidIn('en').length).toBeGreaterThan(100);
    expect(saidIn('en').filter((text) => HANGUL.test(text))).toEqual([]);
    expect(saidIn('ko').filter((text) => latin(text))).toEqual([]);
  });

  test('use the polite style: sentences end in 요, or are no sentences', () => {
    const ends = /[가-힣](?:다|까|라|자|네|지)\.(?:\s|$)/;
    expect(texts(korean_).filter(([, text]) => ends.test(text))).toEqual([]);
  });
});

describe('the pictures of Easel', () => {
  const list = (name: string): { id: string }[] =>
    JSON.parse(readFileSync(new URL(`${name}/${name}.json`, PUBLIC), 'utf8')) as { id: string }[];
  const galleryUrl = new URL('gallery/gallery.json', PUBLIC);
  const { entries } = readGallery(JSON.parse(readFileSync(galleryUrl, 'utf8')), galleryUrl);
  const exhibits = [...list('samples'), ...list('styles')].map(({ id }) => id);

  test('have Korean titles, painters and descriptions, all of them and no others', () => {
    expect(Object.keys(titles).sort()).toEqual([...new Set([...entries.map(({ id }) => id), ...exhibits])].sort());
    expect(Object.keys(descriptions).sort()).toEqual([...exhibits].sort());
    expect(Object.keys(artists).sort()).toEqual([...new Set(entries.flatMap(({ artist }) => artist ?? []))].sort());
    const all = [titles, descriptions, artists].flatMap((names) => Object.values(names));
    expect(all.filter((name) => !isKorean(name))).toEqual([]);
  });

  test('keep the names that readers gave to their own', () => {
    expect(korean.pictures.title('own-3', 'Holiday')).toBe('Holiday');
    expect(korean.pictures.description('own-3', '')).toBe('');
    expect(korean.gallery.by('Somebody New', 1900)).toBe('Somebody New, 1900년');
  });

  test.each([
    ['별이 빛나는', ['starry-night']],
    ['별이빛나는밤', ['starry-night']],
    ['Starry Night', ['starry-night']],
    ['뭉크 절규', ['scream']],
    ['munch', ['scream']],
    ['클림트 1908', ['kiss']],
  ])('are found in Korean by “%s”', (query, ids) => {
    const shelf = { favourites: [], recent: [] };
    expect(findStyles(entries, 'all', query, shelf, namesIn(korean)).map(({ id }) => id)).toEqual(ids);
  });
});

describe('what functions say', () => {
  /** Each in both languages, with what both must hold. */
  const said: readonly (readonly [string, (words: typeof KOREAN) => string, ...string[]])[] = [
    ['download', ({ phase }) => phase({ kind: 'downloading', loaded: 1.25e6, total: 5e6 }), '1.3', '5'],
    ['unknown size', ({ phase }) => phase({ kind: 'downloading', loaded: 0, total: 0 })],
    ['spoken', ({ phaseSpoken }) => phaseSpoken({ kind: 'downloading', loaded: 3, total: 4 }), '75'],
    ['painting', ({ phaseSpoken }) => phaseSpoken({ kind: 'painting' })],
    ['time', ({ time }) => time(1234), '1.2'],
    ['short time', ({ time }) => time(20), '0.1'],
    ['threads', ({ runsOn }) => runsOn({ name: 'wasm', software: false, threads: 4 }), 'WebAssembly', '4'],
    ['emulated', ({ runsOn }) => runsOn({ name: 'webgl', software: true, threads: 1 }), 'WebGL'],
    ['offline', ({ app }) => app.offline({ kept: 'all', bytes: 14.2e6, update: false }), '14', 'MB'],
    ['undone', ({ control }) => control.taken('undo', 'strength')],
    ['undo', ({ control }) => control.undoName('photo')],
    ['link', ({ control }) => control.settings('link', 'own', null)],
    ['picture', ({ control }) => control.settings('picture', 'missing', 'broken')],
    ['other networks', ({ control }) => control.settings('link', 'outdated', null)],
    ['damaged style', ({ control }) => control.settings('picture', 'broken', 'stretched')],
    ['sent style', ({ styles }) => styles.sent('7'), '7'],
    ['own style in a link', ({ control }) => control.linkWithOwn(192), '192'],
    ['notice', ({ notice }) => notice({ id: 1, kind: 'fallback', from: 'webgpu' }), 'WebGPU'],
    ['failure', ({ notice }) => notice({ id: 1, kind: 'failure', code: 'gpu-lost', about: 'live' })],
    ['no file', ({ notice }) => notice({ id: 1, kind: 'no-file' })],
    ['frames', ({ live }) => live.fps(23.6), '24'],
    ['clip', ({ live }) => live.positionValue(83, 3683), '1:23', '1:01:23'],
    ['camera', ({ live }) => live.cameraName('', 2), '2'],
    ['full size', ({ output }) => output.phase({ kind: 'painting', share: 0.509, left: 62_000 }), '50', '60'],
    ['minutes', ({ output }) => output.takes(200_000), '3'],
    ['loss', ({ optimise }) => optimise.chartSummary(30, 1234.5, 0.00021), '1230', '2.1e-4'],
    ['plan', ({ optimise }) => optimise.plan(300, 3), '300', '3'],
    ['kept', ({ optimise }) => optimise.kept('A', 'B', 40, false), 'A', 'B', '40'],
    ['half', ({ optimise }) => optimise.spoken.running(0.6), '50'],
    ['problem', ({ optimise }) => optimise.problem({ code: 'size', setting: 'size' })],
    [
      'memory',
      ({ optimise }) => optimise.notice({ id: 1, kind: 'memory', bytes: 3.2e9, limit: 5e8, possible: 384 }),
      '384',
    ],
  ];

  test.each(said.map(([name, say, ...parts]) => ({ name, say, parts })))('$name', ({ say, parts }) => {
    const [inEnglish, inKorean] = [say(ENGLISH), say(KOREAN)];
    expect(inEnglish).not.toMatch(HANGUL);
    expect(inKorean).toMatch(HANGUL);
    for (const part of parts) {
      expect(inEnglish).toContain(part);
      expect(inKorean).toContain(part);
    }
    for (const text of [inEnglish, inKorean]) expect(text).not.toMatch(/undefined|NaN|null/);
  });
});
