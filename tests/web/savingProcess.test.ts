import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { compress, encodeGif } from '../../web/src/saving/gif';
import { cellOf, paletteOf } from '../../web/src/saving/palette';
import { pngText, withPngText } from '../../web/src/saving/pngText';
import { stripLayout } from '../../web/src/saving/strip';
import { filmSize } from '../../web/src/saving/timelapse';
import { greyPicture, patternPicture } from './fakes/pictures';

type Bytes = Uint8Array<ArrayBuffer>;

/** The smallest PNG: one white pixel. */
const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8Dwn4EIAAAA//8DAC8LAf9Jf8qcAAAAAElFTkSuQmCC'),
  (letter) => letter.charCodeAt(0),
);

describe('text in a PNG', () => {
  test('is found again, in any script, and the rest stays as it was', () => {
    const text = '{"size": 64, "style": "여름 été"}\n';
    const written = withPngText(PNG, 'easel-optimise', text);
    expect(pngText(written, 'easel-optimise')).toBe(text);
    expect(pngText(written, 'easel')).toBeNull();
    expect(written.slice(0, 33)).toEqual(PNG.slice(0, 33));
    expect(written.slice(-(PNG.length - 33))).toEqual(PNG.slice(33));
  });

  test('has the checksum that the specification asks for', () => {
    const written = withPngText(PNG, 'k', 'a');
    // iTXt, "k", five zeros, "a": its CRC-32 by zlib.
    expect(Array.from(written.slice(33, 33 + 12 + 7))).toEqual([
      ...[0, 0, 0, 7],
      ...[0x69, 0x54, 0x58, 0x74],
      ...[0x6b, 0, 0, 0, 0, 0, 0x61],
      ...[0xa2, 0x75, 0x0a, 0xb6],
    ]);
  });

  test('as Pillow writes it is read as well; compressed text is not', () => {
    const bytes = (text: string): number[] => Array.from(new TextEncoder().encode(text));
    const chunk = (type: string, content: number[]): Bytes =>
      new Uint8Array([0, 0, content.length >> 8, content.length & 255, ...bytes(type), ...content, 0, 0, 0, 0]);
    const withChunk = (added: Bytes): Bytes => new Uint8Array([...PNG.slice(0, 33), ...added, ...PNG.slice(33)]);
    expect(pngText(withChunk(chunk('tEXt', [...bytes('k'), 0, ...bytes('plain')])), 'k')).toBe('plain');
    const packed = Array.from(deflateSync('packed'));
    expect(pngText(withChunk(chunk('iTXt', [...bytes('k'), 0, 1, 0, 0, 0, ...packed])), 'k')).toBeNull();
  });

  test('is not looked for in anything else', () => {
    expect(pngText(new Uint8Array([1, 2, 3]), 'k')).toBeNull();
    expect(pngText(PNG.slice(0, 40), 'k')).toBeNull();
    expect(() => withPngText(new Uint8Array(50), 'k', '')).toThrow(TypeError);
  });
});

/** Reads LZW as viewers of GIFs do. */
function decompress(bytes: Uint8Array): number[] {
  const found: number[] = [];
  let [at, bits, table, before] = [0, 9, [] as number[][], null as number[] | null];
  for (;;) {
    let code = 0;
    for (let i = 0; i < bits; i++, at++) code |= (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) << i;
    if (code === 257) return found;
    if (code === 256) {
      table = Array.from({ length: 258 }, (_, i) => [i]);
      [bits, before] = [9, null];
      continue;
    }
    const known = table[code];
    const sequence: number[] = known ?? [...(before ?? []), before?.[0] ?? 0];
    found.push(...sequence);
    if (before && table.length < 4096) table.push([...before, sequence[0] ?? 0]);
    if (table.length === 1 << bits && bits < 12) bits++;
    before = sequence;
    expect(at).toBeLessThanOrEqual(bytes.length * 8);
  }
}

describe('a GIF', () => {
  test.each([
    ['flat', () => 3],
    ['repeating', (i: number) => i % 7],
    ['noisy, so that the codes run out', (i: number) => (i * i * 31 + (i >> 3)) % 256],
  ])('%s values come back as they were', (_, value) => {
    for (const length of [0, 1, 255, 256, 257, 30_000]) {
      const values = Uint8Array.from({ length }, (_unused, i) => value(i));
      expect(decompress(compress(values))).toEqual(Array.from(values));
    }
  });

  test('repeats for ever, and shows each picture for its time', async () => {
    const gif = encodeGif([
      { picture: patternPicture(10, 6), hundredths: 8 },
      { picture: greyPicture(10, 6, 90), hundredths: 200 },
    ]);
    const bytes = new Uint8Array(await gif.arrayBuffer());
    const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    expect(text.startsWith('GIF89a\n\0\x06\0')).toBe(true);
    expect(text.endsWith(';')).toBe(true);
    expect(text).toContain('NETSCAPE2.0\x03\x01\0\0\0');
    expect(text).toContain('!\xf9\x04\0\x08\0\0\0');
    expect(text).toContain('!\xf9\x04\0\xc8\0\0\0');
  });

  test('refuses pictures of two sizes, and none', () => {
    const one = { picture: greyPicture(2, 2, 0), hundredths: 1 };
    expect(() => encodeGif([one, { picture: greyPicture(3, 2, 0), hundredths: 1 }])).toThrow(RangeError);
    expect(() => encodeGif([])).toThrow(RangeError);
  });
});

describe('the palette', () => {
  test('has few colours where there are few, and the nearest for each', () => {
    const { colours, nearest } = paletteOf([greyPicture(4, 4, 20), greyPicture(4, 4, 200)]);
    expect(colours.length).toBe(2 * 3);
    const dark = nearest[cellOf(20, 20, 20)] as number;
    expect(Math.abs((colours[dark * 3] as number) - 20)).toBeLessThanOrEqual(4);
    expect(nearest[cellOf(0, 0, 0)]).toBe(dark);
    expect(nearest[cellOf(255, 255, 255)]).toBe(1 - dark);
  });

  test('has at most 256 for pictures of all colours, each near what it stands for', () => {
    const picture = patternPicture(128, 128);
    const { colours, nearest } = paletteOf([picture]);
    expect(colours.length).toBe(256 * 3);
    let sum = 0;
    for (let i = 0; i < picture.data.length; i += 4) {
      const [red, green, blue] = [0, 1, 2].map((channel) => picture.data[i + channel] as number) as [
        number,
        number,
        number,
      ];
      const chosen = nearest[cellOf(red, green, blue)] as number;
      sum += Math.abs(red - (colours[chosen * 3] as number));
    }
    expect(sum / (128 * 128)).toBeLessThan(14);
  });
});

describe('sizes', () => {
  test('the strip holds its pictures side by side, and is never too wide', () => {
    const { width, part, lefts, margin } = stripLayout(6, 640, 480);
    expect(part).toEqual({ width: 640, height: 480 });
    expect(lefts.length).toBe(6);
    expect((lefts[5] as number) + part.width + margin).toBe(width);
    expect(stripLayout(40, 2048, 1000).width).toBeLessThanOrEqual(8192);
    expect(stripLayout(2, 64, 64).part).toEqual({ width: 64, height: 64 });
  });

  test('films have even sides within their limit', () => {
    expect(filmSize(125, 93, Infinity)).toEqual({ width: 126, height: 94 });
    expect(filmSize(1024, 683, 480)).toEqual({ width: 480, height: 320 });
  });
});
