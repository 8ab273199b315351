import { describe, expect, test } from 'vitest';
import { encodeFile } from '../../web/src/saving/encode';
import { pngText } from '../../web/src/saving/pngText';
import { readKeptSettings } from '../../web/src/studio/keptSettings';
import { readSettings, readSettingsLink, settingsLink, settingsOf, writeSettings } from '../../web/src/studio/settings';
import { quickMask } from '../../web/src/studio/masks/quickMasks';
import { shownIn } from '../../web/src/studio/outputState';
import { INITIAL_STATE, type ChosenStyle, type StudioState } from '../../web/src/studio/state';
import { galleryEntry } from './fakes/keeping';
import { chosen, large } from './fakes/output';
import { greyPicture } from './fakes/pictures';

const vectorOf = ({ vector }: ChosenStyle) => vector ?? null;

const settings = {
  style: 'night',
  strength: 0.6,
  colours: 'photo',
  detail: 'coarse',
  rest: 'waves',
  crop: 'square',
} as const;

describe('settings as a text', () => {
  test('are read as they were written', () => {
    expect(readSettings(writeSettings(settings))).toEqual(settings);
    expect(readSettings(writeSettings({ ...settings, style: null }))).toEqual({ ...settings, style: null });
  });

  test('of a newer Easel are read as far as they are known', () => {
    const newer = { ...(JSON.parse(writeSettings(settings)) as object), version: 7, brush: 'wide' };
    expect(readSettings(JSON.stringify(newer))).toEqual(settings);
  });

  test.each([
    '',
    'null',
    '[]',
    '{"format":"easel"}',
    '{"format":"other","style":null,"strength":1,"colours":"style"}',
    '{"format":"easel","style":7,"strength":1,"colours":"style"}',
    '{"format":"easel","style":null,"strength":2,"colours":"style"}',
    '{"format":"easel","style":null,"strength":1,"colours":"loud"}',
  ])('%s is none', (text) => {
    expect(readSettings(text)).toBeNull();
  });

  test('lie inside the PNG, and are the same every time', async () => {
    const picture = greyPicture(3, 2, 9);
    const request = {
      type: 'encode-file',
      photo: picture,
      painting: picture,
      strength: 1,
      colours: 'photo',
      quality: 1,
    } as const;
    const bytes = async (text: string | null) => {
      const { file } = await encodeFile({ ...request, format: 'png', settings: text });
      return new Uint8Array(await file.arrayBuffer());
    };
    const text = writeSettings(settings);
    const file = await bytes(text);
    expect(pngText(file, 'easel')).toBe(text);
    expect(await bytes(text)).toEqual(file);
    expect(pngText(await bytes(null), 'easel')).toBeNull();
  });
});

test('styles of the site are named, and of others nothing as long as the networks here are not known', () => {
  const own = { id: 'own-1', name: 'mine', description: '', picture: null, vector: new Float32Array(1) };
  const state = { ...INITIAL_STATE, gallery: [galleryEntry('night')], strength: 0.5 };
  expect(settingsOf({ ...state, style: own }, vectorOf).style).toBeNull();
  expect(settingsOf({ ...state, style: { ...own, id: 'night' } }, vectorOf)).toEqual({
    style: 'night',
    strength: 0.5,
    colours: 'style',
    detail: 'fine',
    rest: null,
    crop: 'whole',
  });
  expect(settingsOf({ ...state, style: null }, vectorOf).style).toBeNull();
});

test('a file says what is painted, not what was wished since', () => {
  const shown = large();
  const { photo } = shown;
  const second = { ...large(), photo, style: chosen('waves') };
  const state = {
    ...INITIAL_STATE,
    gallery: ['night', 'waves', 'fire'].map(galleryEntry),
    photo,
    painting: shown,
    style: chosen('fire'),
    detail: 'coarse',
    mask: quickMask('left', photo.picture),
    rest: chosen('fire'),
  } as const;
  const said = (change: Partial<StudioState>) => readSettings(shownIn({ ...state, ...change }, vectorOf).settings);
  // All three are still being painted.
  expect(said({ restPainting: second })).toMatchObject({ style: 'night', detail: 'fine', rest: 'waves' });
  expect(said({ restPainting: null })).toMatchObject({ rest: null });
  expect(said({ restPainting: second, rest: null })).toMatchObject({ rest: null });
  // Without a mask nothing is painted in it.
  expect(said({ mask: null })).toMatchObject({ rest: 'fire' });
});

test('a crop travels as its kind, and not where it lies; one that is nothing else does not', () => {
  const box = { left: 1, top: 2, width: 30, height: 30 };
  const state = { ...INITIAL_STATE, crop: { kind: 'square', places: { lake: box } } } as const;
  expect(settingsOf(state, vectorOf).crop).toBe('square');
  expect(writeSettings(settingsOf(state, vectorOf))).not.toContain('lake');
  expect(settingsOf({ ...state, crop: { ...state.crop, kind: 'free' } }, vectorOf).crop).toBe('whole');
  for (const crop of ['free', 'round', '', null]) {
    const text = JSON.stringify({ ...(JSON.parse(writeSettings(settings)) as object), crop });
    expect(readSettings(text)).toEqual({ ...settings, crop: 'whole' });
  }
  expect(settingsLink({ ...settings, crop: 'whole' }, 'http://easel.test/')).not.toContain('crop');
});

describe('a link', () => {
  test('is short, and read as it was made', () => {
    const link = settingsLink(settings, 'http://easel.test/app/?backend=wasm#live');
    expect(link).toBe(
      'http://easel.test/app/?backend=wasm#photo?style=night&strength=60&colours=photo&detail=coarse&rest=waves&crop=square',
    );
    expect(readSettingsLink(new URL(link).hash)).toEqual(settings);
    const strange = { ...settings, style: 'é&b=c d', strength: 0.07 };
    expect(readSettingsLink(new URL(settingsLink(strange, link)).hash)).toEqual(strange);
    expect(readSettingsLink(new URL(settingsLink({ ...settings, style: null }, link)).hash)).toMatchObject({
      style: null,
    });
  });

  test.each(['', '#', '#live', '#photo', '#strength=4'])('%s is none', (hash) => {
    expect(readSettingsLink(hash)).toBe('none');
  });

  test.each([
    '#photo?',
    '#photo?strength=60',
    '#photo?strength=-1&colours=photo',
    '#photo?strength=101&colours=photo',
    '#photo?strength=0x10&colours=photo',
    '#photo?strength=60&colours=loud',
    '#photo?%E0%A4%A',
  ])('%s is broken', (hash) => {
    expect(readSettingsLink(hash)).toBe('broken');
  });
});

describe('what was kept', () => {
  test.each([null, '', '{', '7', '[]', '{"strength":"all","colours":3,"quality":0,"keepsPhoto":"yes"}'])(
    '%s is as at the first visit',
    (text) => {
      expect(readKeptSettings(text)).toEqual(readKeptSettings(null));
      expect(readKeptSettings(text)).toMatchObject({ strength: 1, colours: 'style', keepsPhoto: false, style: null });
    },
  );

  test('is taken field by field', () => {
    const text = JSON.stringify({ strength: 0.3, colours: 'loud', format: 'webp', quality: 400, style: 'night' });
    expect(readKeptSettings(text)).toMatchObject({
      strength: 0.3,
      colours: 'style',
      format: 'webp',
      quality: 90,
      style: 'night',
    });
  });
});
