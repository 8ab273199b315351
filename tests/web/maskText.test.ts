import { describe, expect, test } from 'vitest';
import { encodeFile } from '../../web/src/saving/encode';
import { MASK_KEYWORD, readMask, writeMask } from '../../web/src/saving/maskText';
import { settingsIn } from '../../web/src/saving/pngSettings';
import { pngText } from '../../web/src/saving/pngText';
import { evenMask, invertedMask, Stroke } from '../../web/src/studio/masks/brush';
import { fittedMask } from '../../web/src/studio/masks/fitted';
import { QUICK_MASKS, quickMask } from '../../web/src/studio/masks/quickMasks';
import { greyPicture } from './fakes/pictures';

const PHOTO = { width: 1600, height: 1200 };
/** Enough for what is written and read. */
const SMALL = { width: 400, height: 300 };

function brushed(size = SMALL) {
  const stroke = new Stroke(evenMask(size, 0), { size: 0.2, softness: 0.7, erases: false });
  for (const [x, y] of [
    [0.2, 0.3],
    [0.6, 0.4],
    [0.5, 0.8],
  ] as const)
    stroke.moveTo({ x, y, pressure: 1 });
  return stroke.mask;
}

describe('a mask as a text', () => {
  test.each([['brushed', brushed()] as const, ...QUICK_MASKS.map((kind) => [kind, quickMask(kind, SMALL)] as const)])(
    'that is %s is read exactly as it was written, inverted too, and is small',
    async (_, mask) => {
      for (const one of [mask, invertedMask(mask)]) {
        const text = await writeMask(one);
        const { data, ...size } = (await readMask(text)) ?? expect.fail('none');
        expect(size).toEqual({ width: one.width, height: one.height });
        // All at once, for one by one they take long.
        expect(Buffer.from(data).equals(Buffer.from(one.data))).toBe(true);
        expect(await writeMask(one)).toBe(text);
        expect(text.length).toBeLessThan(60_000);
      }
    },
  );

  const packed = async (bytes: Uint8Array<ArrayBuffer>) => {
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
    return Buffer.from(await new Response(stream).arrayBuffer()).toString('base64');
  };

  test('of wrong sides, damaged, or that would unpack to more than it says is none', async () => {
    const data = await packed(new Uint8Array(6));
    const text = (change: object) => JSON.stringify({ width: 3, height: 2, data, ...change });
    expect(await readMask(text({}))).toMatchObject({ width: 3, height: 2 });
    const bad = [
      text({ width: 4 }),
      text({ width: 0 }),
      text({ width: 1.5, height: 4 }),
      text({ width: 6000, height: 1 }),
      text({ height: 1 }),
      text({ data: 7 }),
      text({ data: '%' }),
      text({ data: data.slice(0, -8) }),
      text({ data: await packed(new Uint8Array(50_000_000)) }),
      '{',
      'null',
    ];
    for (const one of bad) expect(await readMask(one)).toBeNull();
  });

  test('lies in PNG files that hold their settings, and in no other', async () => {
    const mask = quickMask('top', { width: 4, height: 3 });
    const picture = greyPicture(4, 3, 9);
    const of = async (change: object) => {
      const look = { strength: 1, colours: 'style', quality: 0.5, settings: '{}', format: 'png' } as const;
      const { file } = await encodeFile({
        type: 'encode-file',
        photo: picture,
        painting: picture,
        mask,
        ...look,
        ...change,
      });
      return file;
    };
    expect(await settingsIn(await of({}))).toEqual({ text: '{}', mask });
    expect(await settingsIn(await of({ mask: null }))).toEqual({ text: '{}', mask: null });
    expect(await settingsIn(await of({ settings: null }))).toEqual({ text: null, mask: null });
    const bytes = new Uint8Array(await (await of({ settings: null })).arrayBuffer());
    expect(pngText(bytes, MASK_KEYWORD)).toBeNull();
    expect(await settingsIn(new Blob(['no picture']))).toEqual({ text: null, mask: null });
  });
});

describe('a mask on a photo', () => {
  test('of its size is itself', () => {
    const mask = brushed(PHOTO);
    expect(fittedMask(mask, PHOTO).mask).toBe(mask);
    expect(fittedMask(mask, PHOTO).isStretched).toBe(false);
    // Of the same shape, and larger.
    expect(fittedMask(mask, { width: 3200, height: 2400 }).mask).toBe(mask);
  });

  test('of its shape is scaled', () => {
    const { mask, isStretched } = fittedMask(quickMask('left', PHOTO), { width: 403, height: 301 });
    expect(isStretched).toBe(false);
    expect(mask).toMatchObject({ width: 403, height: 301 });
    const exact = quickMask('left', { width: 403, height: 301 });
    expect(Math.max(...mask.data.map((value, i) => Math.abs(value - (exact.data[i] ?? NaN))))).toBeLessThanOrEqual(2);
  });

  test('of another shape is stretched, which is told', () => {
    const { mask, isStretched } = fittedMask(quickMask('top', PHOTO), { width: 600, height: 900 });
    expect(isStretched).toBe(true);
    expect(mask).toMatchObject({ width: 600, height: 900 });
    expect([mask.data[0], mask.data.at(-1)]).toEqual([255, 0]);
    // Even where the sides happen to be those of the mask.
    expect(fittedMask(evenMask({ width: 30, height: 30 }, 9), { width: 40, height: 30 }).isStretched).toBe(true);
  });
});
