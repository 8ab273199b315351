import { describe, expect, test } from 'vitest';
import { isShot } from '../../web/src/protocol/shot';
import { encodeFile } from '../../web/src/saving/encode';
import { pngExif } from '../../web/src/saving/exif/embed';
import { findExif } from '../../web/src/saving/exif/find';
import { readShot, shotIn } from '../../web/src/saving/exif/read';
import { writeExif } from '../../web/src/saving/exif/write';
import {
  shot,
  type Entry,
  tiff,
  CAMERA,
  jpeg,
  segment,
  app1,
  join,
  riff,
  webp,
  VP8,
  file,
  bytesOf,
  request,
} from './fakes/exifFiles';

describe('what is read', () => {
  test.each([true, false])('is what the list has, and nothing else (little end first: %s)', (little) => {
    expect(readShot(tiff(...CAMERA, little))).toEqual(shot);
  });

  test('is found in a JPEG behind other segments', async () => {
    const block = tiff(...CAMERA, true);
    const other = segment(0xe1, join('http://ns.adobe.com/xap/1.0/\0', [1, 2, 3]));
    const long = segment(0xe2, new Uint8Array(60_000));
    expect(await shotIn(file(jpeg(segment(0xe0, join('JFIF\0')), other, long, long, app1(block))))).toEqual(shot);
    // Behind the pixels there is none.
    expect(await shotIn(file(join(jpeg(), app1(block))))).toBeNull();
  });

  test('is found in a PNG, also behind the pixels, and in a WebP with or without the prefix of JPEG', async () => {
    const block = tiff(...CAMERA, false);
    const { file: png } = await encodeFile(request({ shot: null }));
    const end = (await bytesOf(png)).subarray(-12);
    const withBlock = join((await bytesOf(png)).subarray(0, -12), ...pngExif(new Uint8Array(block)), end);
    expect(await shotIn(file(withBlock))).toEqual(shot);
    expect(await shotIn(file(webp(VP8, riff('EXIF', block))))).toEqual(shot);
    expect(await shotIn(file(webp(VP8, riff('EXIF', join('Exif\0\0', block)))))).toEqual(shot);
  });

  test.each(['', 'GIF89a and something more', '\x89PNG\r\n\x1a\n and rubbish', 'RIFF0000WEBPrubbish'])(
    'of %j is nothing',
    async (text) => {
      expect(await shotIn(file(join(text)))).toBeNull();
    },
  );

  test('values that are none are left out', () => {
    const wrong: [Entry[], Entry[]] = [
      [
        [0x010f, 2, 'x'.repeat(300)],
        [0x0110, 3, [7]],
      ],
      [
        [0x829a, 5, [1, 0]],
        [0x8827, 3, [0]],
        [0x9003, 2, '0000:00:00 00:00:00'],
        [0xa434, 2, ' \x01\x7f\xff '],
        [0xa433, 2, '  Ea\x02sel '],
      ],
    ];
    expect(readShot(tiff(...wrong, true))).toEqual({ lensMake: 'Easel' });
  });
});

describe('a file that may be anything', () => {
  /** The same numbers every time. */
  function randoms(seed: number): (most: number) => number {
    let state = seed;
    return (most) => {
      state = (state * 48271) % 2147483647;
      return state % most;
    };
  }

  test('is read or refused, whatever its bytes, and gives only what the list has', async () => {
    const random = randoms(42);
    const block = tiff(...CAMERA, true);
    const starts = [jpeg(app1(block)), webp(VP8, riff('EXIF', block)), block, tiff(...CAMERA, false)];
    let found = 0;
    for (let run = 0; run < 1500; run++) {
      const bytes = (starts[run % 4] as Uint8Array).slice();
      for (let i = 0; i <= random(8); i++) bytes[random(bytes.length)] = random(256);
      const cut = bytes.slice(0, random(4) === 0 ? random(bytes.length) : bytes.length);
      const read = run % 4 < 2 ? await shotIn(file(cut)) : readShot(cut);
      expect(read === null || isShot(read)).toBe(true);
      if (read) found++;
    }
    // The damage is such that most of it survives: else this would show little.
    expect(found).toBeGreaterThan(150);
  });

  test('of nothing but noise gives nothing', () => {
    const random = randoms(7);
    for (let run = 0; run < 500; run++) {
      const noise = Uint8Array.from({ length: random(400) }, () => random(256));
      noise.set([0x49, 0x49, 42, 0].slice(0, noise.length));
      const read = readShot(noise);
      expect(read === null || isShot(read)).toBe(true);
    }
  });

  test('that points into itself, or has no end of chunks, comes to an end', async () => {
    const block = tiff([], [], true);
    const view = new DataView(block.buffer);
    view.setUint32(18, 8, true);
    expect(readShot(block)).toBeNull();
    view.setUint16(8, 0xffff, true);
    expect(readShot(block)).toBeNull();
    const end = pngExif(writeExif(shot, null));
    const png = (chunks: number): Blob =>
      new Blob([join([0x89], 'PNG\r\n\x1a\n'), new Uint8Array(12 * chunks), ...end]);
    expect(await findExif(png(1000))).not.toBeNull();
    expect(await findExif(png(70_000))).toBeNull();
    const jpegEnd = app1(writeExif(shot, null));
    const filled = (bytes: number): Blob =>
      new Blob([new Uint8Array([0xff, 0xd8]), new Uint8Array(bytes).fill(0xff), new Uint8Array(jpegEnd)]);
    expect(await findExif(filled(1000))).not.toBeNull();
    expect(await findExif(filled(70_000))).toBeNull();
  });

  test('with a block of many megabytes is not read', async () => {
    const webpOf = (bytes: number): Blob => {
      const length = new Uint8Array(4);
      new DataView(length.buffer).setUint32(0, bytes, true);
      return new Blob(['RIFF0000WEBPEXIF', length, new Uint8Array(bytes)]);
    };
    expect(await findExif(webpOf(2 ** 10))).toHaveLength(2 ** 10);
    expect(await findExif(webpOf(2 ** 20))).toBeNull();
  });
});

describe('a shot in a message', () => {
  test.each([null, [], { place: 'Seoul' }, { make: '' }, { make: ' x' }, { iso: 0 }, { iso: 1.5 }, { exposure: [1] }])(
    '%j is none',
    (value) => {
      expect(isShot(value)).toBe(false);
    },
  );

  test('holds what the list has', () => {
    expect(isShot(shot)).toBe(true);
    expect(isShot({})).toBe(true);
    expect(isShot({ taken: '2024-05-14' })).toBe(false);
  });
});
