import { describe, expect, test } from 'vitest';
import {
  readSettings,
  readSettingsLink,
  settingsLink,
  settingsOf,
  writeSettings,
  type Settings,
} from '../../web/src/studio/settings';
import { INITIAL_OUTPUT } from '../../web/src/studio/outputState';
import { keptSettings, readKeptSettings, writeKeptSettings } from '../../web/src/studio/keptSettings';
import { INITIAL_STATE, type ChosenStyle, type VectorStyle } from '../../web/src/studio/state';
import { mixOf } from '../../web/src/studio/styles/mix';
import { fingerprint } from '../../web/src/studio/styles/ownStyles';
import { isSent, received, withIds, withSent } from '../../web/src/studio/styles/sent';
import { galleryEntry } from './fakes/keeping';
import { vectorStyle } from './fakes/styles';

const PAGE = 'http://easel.test/app/';
const facts = { encoder: '["first"]', styleLength: 3 };
const state = { ...INITIAL_STATE, gallery: [galleryEntry('night')], encoder: facts };
const vectorOf = ({ vector }: ChosenStyle) => vector ?? null;
const quilt = { ...vectorStyle('own-1', 0.1, -2.5, 1e-3), name: '할머니 & quilt' };
const rug = { ...vectorStyle('own-2', 7, 0, -7), name: 'rug' };

function ofLink(settings: Settings): Settings {
  const found = readSettingsLink(new URL(settingsLink(settings, PAGE)).hash);
  return typeof found === 'string' ? expect.fail(found) : found;
}

function vectorsOf({ own }: Settings): readonly (readonly number[])[] {
  return own && own !== 'broken' ? own.styles.map(({ vector }) => Array.from(vector)) : expect.fail('none');
}

describe('a style of one’s own', () => {
  test('travels in a text as exactly the numbers that it is, with its name', () => {
    const settings = settingsOf({ ...state, style: quilt }, vectorOf);
    const text = writeSettings(settings);
    expect(readSettings(text)).toEqual(settings);
    expect(settings).toMatchObject({ style: 'own.1', own: { styles: [{ name: quilt.name, vector: quilt.vector }] } });
    expect(text).not.toContain('own-1');
  });

  test('travels in a link, nearly as exactly, and again without a further loss', () => {
    const settings = settingsOf({ ...state, style: quilt, rest: rug }, vectorOf);
    const link = ofLink(settings);
    expect(link).toMatchObject({
      style: 'own.1',
      rest: 'own.2',
      own: { styles: [{ name: quilt.name }, { name: 'rug' }] },
    });
    const [first = [], second] = vectorsOf(link);
    first.forEach((value, i) => {
      expect(Math.abs(value - (quilt.vector[i] ?? NaN))).toBeLessThan(2.5 / 65_000);
    });
    expect(second).toEqual([7, 0, -7]);
    expect(ofLink(link)).toEqual(link);
    // Of 192 numbers, which is what the networks take.
    const long = { ...quilt, vector: Float32Array.from({ length: 192 }, (_, i) => Math.sin(i)) };
    expect(settingsLink(settingsOf({ ...state, style: long }, vectorOf), PAGE).length).toBeLessThan(700);
  });

  test('travels in a mix, and once where it is the second style as well', () => {
    const mix = mixOf([
      { style: { ...vectorStyle('night', 1, 1, 1), scale: 2 }, weight: 60 },
      { style: { ...quilt, scale: 2 }, weight: 40 },
    ]);
    const settings = settingsOf({ ...state, style: mix, rest: quilt }, vectorOf);
    expect(settings).toMatchObject({ style: 'night:60,own.1:40@2', rest: 'own.1' });
    expect(vectorsOf(settings)).toHaveLength(1);
    expect(ofLink(settings)).toMatchObject({ style: 'night:60,own.1:40@2', rest: 'own.1' });
  });

  test('whose numbers are not there yet is left out', () => {
    const settings = settingsOf({ ...state, style: quilt, rest: rug }, () => null);
    expect(settings).toMatchObject({ style: null, rest: null });
    expect(settings.own).toBeUndefined();
  });
});

describe('what came from elsewhere', () => {
  const written = JSON.parse(writeSettings(settingsOf({ ...state, style: quilt }, vectorOf))) as { own: object };
  const vector = (bytes: ArrayBufferLike) => Buffer.from(bytes).toString('base64');
  const style = (change: object) => ({
    encoder: 'e',
    styles: [{ name: 'a', vector: vector(quilt.vector.buffer), ...change }],
  });

  test.each([
    ['no list', { encoder: 'e', styles: 7 }],
    ['nothing', null],
    ['an empty list', { encoder: 'e', styles: [] }],
    ['more than a mix takes', { encoder: 'e', styles: Array.from({ length: 6 }, () => style({}).styles[0]) }],
    ['no encoder', { ...style({}), encoder: 3 }],
    ['no name', style({ name: 7 })],
    ['no style', { encoder: 'e', styles: [null] }],
    ['no letters of bytes', style({ vector: '%%%' })],
    ['half a number', style({ vector: 'AAAAAAA=' })],
    ['no number at all', style({ vector: '' })],
    ['what is no number', style({ vector: vector(Float32Array.of(1, NaN, 1).buffer) })],
    ['what has no end', style({ vector: vector(Float32Array.of(1, Infinity, 1).buffer) })],
    ['what is far too large', style({ vector: vector(Float32Array.of(1, 1e9, 1).buffer) })],
  ])('%s is broken, and the rest is read', (_, own) => {
    expect(readSettings(JSON.stringify({ ...written, own }))).toMatchObject({
      style: 'own.1',
      strength: 1,
      own: 'broken',
    });
  });

  test.each(['own=', 'own=AAAA', 'own=x.y', 'own=AACAfwAA.name', 'own=AAAAAAA.name', 'own=AADAfwEAAgA.name'])(
    'a link with %s is broken, and the rest is read',
    (own) => {
      const hash = `#photo?strength=60&colours=photo&style=own.1&encoder=e&${own}`;
      expect(readSettingsLink(hash)).toMatchObject({ strength: 0.6, colours: 'photo', own: 'broken' });
    },
  );

  test('is received for the networks here alone', () => {
    const styles = [{ name: ' a\u202e\n', vector: quilt.vector }];
    const encoder = fingerprint(facts.encoder);
    const [one] = received({ encoder, styles }, facts) as readonly VectorStyle[];
    expect(one).toMatchObject({ name: 'a', picture: null, vector: quilt.vector });
    expect(one && isSent(one)).toBe(true);
    expect(received({ encoder, styles }, facts)).toEqual([one]);
    expect(received({ encoder: fingerprint('["second"]'), styles }, facts)).toBe('outdated');
    expect(received({ encoder, styles }, null)).toBe('outdated');
    expect(received({ encoder, styles }, { ...facts, styleLength: 4 })).toBe('broken');
    expect(received('broken', facts)).toBe('broken');
    expect(received(null, facts)).toEqual([]);
  });

  test('is referred to by the ids that it has here', () => {
    expect(withIds('own.1', ['sent-a'])).toBe('sent-a');
    expect(withIds('night:20,own.1:30,own.2:50@0.5', ['sent-a', 'mine'])).toBe('night:20,sent-a:30,mine:50@0.5');
    expect(withIds('night', [])).toBe('night');
    expect(withIds('own.2', ['sent-a'])).toBeNull();
    expect(withIds('own.0', ['sent-a'])).toBeNull();
  });

  test('is offered once, and the oldest goes', () => {
    const come = (id: string) => vectorStyle(id, 1);
    const many = Array.from({ length: 9 }, (_, i) => come(String(i)));
    expect(withSent([come('a'), come('b')], [come('a')]).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(withSent(many, [come('new')]).map(({ id }) => id)).toEqual(['2', '3', '4', '5', '6', '7', '8', 'new']);
  });
});

test('the next visit finds what was sent, but not a picture of one’s own, of which the reader decides', () => {
  const sent = { ...quilt, id: 'sent-1' };
  const kept = readKeptSettings(writeKeptSettings({ ...state, style: sent, rest: sent }, INITIAL_OUTPUT, false));
  expect(kept).toMatchObject({ style: 'own.1', rest: 'own.1' });
  expect(kept.own).toEqual({
    encoder: fingerprint(facts.encoder),
    styles: [{ name: quilt.name, vector: quilt.vector }],
  });
  const own = keptSettings({ ...state, style: quilt, rest: rug }, INITIAL_OUTPUT, false);
  expect(own).toMatchObject({ style: null, rest: null });
  expect(own.own).toBeUndefined();
  expect(readKeptSettings('{"style":"own.1","own":7}')).toMatchObject({ style: 'own.1', own: 'broken' });
});
