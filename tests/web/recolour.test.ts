import { describe, expect, test } from 'vitest';
import { COLOURS } from '../../web/src/protocol/encoder';
import type { Picture } from '../../web/src/protocol/picture';
import { blendedRows } from '../../web/src/saving/blend';
import { encodeFile } from '../../web/src/saving/encode';
import { encodePng } from '../../web/src/saving/png';
import { recoloured, recolouredRows } from '../../web/src/saving/recolour';
import { pictureOf, rowsOf } from '../../web/src/saving/rows';
import { greyPicture, patternPicture } from './fakes/pictures';

const photo = patternPicture(40, 30);
/** Bluer and flatter than the photo. */
const painting = pictureOf({
  ...photo,
  row: (y) =>
    photo.data.slice(y * 160, (y + 1) * 160).map((value, i) => {
      if (i % 4 === 3) return value;
      return i % 4 === 2 ? 140 + value / 4 : 60 + value / 3;
    }),
});

function luma({ data }: Picture, i: number): number {
  return 0.299 * (data[i] as number) + 0.587 * (data[i + 1] as number) + 0.114 * (data[i + 2] as number);
}

function moments({ data }: Picture, channel: number): [mean: number, deviation: number] {
  const values = Array.from(data).filter((_, i) => i % 4 === channel);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)];
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

test('the colours of the style are the painting itself', () => {
  expect(recoloured(photo, painting, 'style')).toBe(painting);
});

test('the colours of the photo: the brightness of the painting, the chroma of the photo', () => {
  const { data } = recoloured(photo, painting, 'photo');
  let compared = 0;
  for (let i = 0; i < data.length; i += 4) {
    const pixel = data.subarray(i, i + 3);
    if (pixel.some((value) => value === 0 || value === 255)) continue;
    compared++;
    expect(Math.abs(luma({ width: 40, height: 30, data }, i) - luma(painting, i))).toBeLessThanOrEqual(0.5);
    const chroma = (from: Uint8ClampedArray, at: number): number => (from[at] as number) - (from[at + 1] as number);
    expect(Math.abs(chroma(data, i) - chroma(photo.data, i))).toBeLessThanOrEqual(1);
  }
  expect(compared).toBeGreaterThan(200);
});

test('matched colours: the mean and the spread of the photo, the forms of the painting', () => {
  const found = recoloured(photo, painting, 'matched');
  for (const channel of [0, 1, 2]) {
    const [mean, deviation] = moments(photo, channel);
    const [foundMean, foundDeviation] = moments(found, channel);
    expect(Math.abs(mean - foundMean)).toBeLessThan(3);
    expect(Math.abs(deviation - foundDeviation)).toBeLessThan(5);
  }
});

test('a painting of one colour is not stretched into noise', () => {
  const flat = greyPicture(40, 30, 100);
  flat.data[0] = 102;
  const { data } = recoloured(photo, flat, 'matched');
  const [mean] = moments(photo, 1);
  expect(Math.max(...data.filter((_, i) => i % 4 === 1)) - mean).toBeLessThan(80);
});

describe.each(COLOURS)('in the colours %s', (colours) => {
  const shown = recoloured(photo, painting, colours);

  test('row by row is as a whole, as often as it is read', () => {
    const rows = recolouredRows(photo, rowsOf(painting), colours);
    expect(pictureOf(rows)).toEqual(shown);
    expect(pictureOf(rows)).toEqual(shown);
  });

  test('the strength comes after: 0 is the photo, 1 the painting in these colours', () => {
    const rows = recolouredRows(photo, rowsOf(painting), colours);
    expect(pictureOf(blendedRows(photo, rows, 0))).toEqual(photo);
    expect(pictureOf(blendedRows(photo, rows, 1))).toEqual(shown);
  });

  test('the file holds what is shown', async () => {
    const request = {
      type: 'encode-file',
      photo,
      painting,
      colours,
      format: 'png',
      quality: 1,
      settings: null,
    } as const;
    const whole = await encodeFile({ ...request, strength: 1 });
    expect(await bytesOf(whole.file)).toEqual(await bytesOf(await encodePng(shown)));
    const half = await encodeFile({ ...request, strength: 0.5 });
    const mixed = pictureOf(blendedRows(photo, recolouredRows(photo, rowsOf(shown), 'style'), 0.5));
    expect(await bytesOf(half.file)).toEqual(await bytesOf(await encodePng(mixed)));
  });
});
