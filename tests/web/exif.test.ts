import { describe, expect, test } from 'vitest';
import { isShot, type Shot } from '../../web/src/protocol/shot';
import { encodeFile } from '../../web/src/saving/encode';
import { pngDensity, pngExif, withJpegHead, withWebpExif } from '../../web/src/saving/exif/embed';
import { findExif } from '../../web/src/saving/exif/find';
import { readShot, shotIn } from '../../web/src/saving/exif/read';
import { writeExif } from '../../web/src/saving/exif/write';
import { pngText } from '../../web/src/saving/pngText';
import { greyPicture } from './fakes/pictures';

const shot: Shot = {
  make: 'Easel',
  model: 'Box 1',
  taken: '2024:05:14 15:32:10',
  exposure: [1, 250],
  aperture: [28, 10],
  iso: 400,
  focal: [50, 1],
  focal35: 75,
  lensMake: 'Easel',
  lens: 'Glass 50 mm',
};

/** What a camera writes, in either order of bytes: [tag, type, numbers or text] for each entry. */
type Value = string | readonly number[];
type Entry = readonly [tag: number, type: number, value: Value];
const BYTES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 4, 7: 1 };

function tiff(image: readonly Entry[], exif: readonly Entry[], little: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4096);
  const view = new DataView(bytes.buffer);
  bytes.set(little ? [0x49, 0x49] : [0x4d, 0x4d]);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  let free = 1024;

  function put(type: number, value: Value, at: number): void {
    const numbers = typeof value === 'string' ? Array.from(`${value}\0`, (letter) => letter.charCodeAt(0)) : value;
    for (const [i, number] of numbers.entries()) {
      if (BYTES[type] === 4) view.setUint32(at + i * 4, number, little);
      else if (BYTES[type] === 2) view.setUint16(at + i * 2, number, little);
      else view.setUint8(at + i, number);
    }
  }

  function directory(entries: readonly Entry[], at: number): void {
    view.setUint16(at, entries.length, little);
    for (const [i, [tag, type, value]] of entries.entries()) {
      const entry = at + 2 + i * 12;
      const length = value.length + (typeof value === 'string' ? 1 : 0);
      view.setUint16(entry, tag, little);
      view.setUint16(entry + 2, type, little);
      view.setUint32(entry + 4, type === 5 ? length / 2 : length, little);
      const size = length * (BYTES[type] ?? 1);
      if (size <= 4) put(type, value, entry + 8);
      else {
        view.setUint32(entry + 8, free, little);
        put(type, value, free);
        free += size + (size % 2);
      }
    }
  }

  directory([...image, [0x8769, 4, [512]]], 8);
  directory(exif, 512);
  return bytes.slice(0, free);
}

const CAMERA: [Entry[], Entry[]] = [
  [
    [0x010e, 2, 'Secret description'],
    [0x010f, 2, 'Easel'],
    [0x0110, 2, 'Box 1'],
    [0x0112, 3, [6]],
    [0x013b, 2, 'Secret artist'],
    [0x8825, 4, [900]],
  ],
  [
    [0x829a, 5, [1, 250]],
    [0x829d, 5, [28, 10]],
    [0x8827, 3, [400]],
    [0x9003, 2, '2024:05:14 15:32:10'],
    [0x9011, 2, '+09:00'],
    [0x920a, 5, [50, 1]],
    [0x927c, 7, Array.from({ length: 90 }, (_, i) => i)],
    [0xa405, 3, [75]],
    [0xa430, 2, 'Secret owner'],
    [0xa431, 2, 'Secret serial'],
    [0xa433, 2, 'Easel'],
    [0xa434, 2, 'Glass 50 mm'],
    [0xa435, 2, 'Secret lens serial'],
  ],
];

function jpeg(...segments: Uint8Array[]): Uint8Array {
  return join([0xff, 0xd8], ...segments, [0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]);
}

function segment(marker: number, content: Iterable<number>): Uint8Array {
  const bytes = [...content];
  return new Uint8Array([0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255, ...bytes]);
}

function app1(block: Uint8Array): Uint8Array {
  return segment(0xe1, join('Exif\0\0', block));
}

function join(...parts: (string | Iterable<number>)[]): Uint8Array<ArrayBuffer> {
  const code = (letter: string): number => letter.charCodeAt(0);
  return new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, code) : [...part])));
}

function riff(kind: string, content: Iterable<number>): Uint8Array {
  const bytes = [...content];
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length, true);
  return join(kind, length, bytes, bytes.length % 2 ? [0] : []);
}

function webp(...chunks: Uint8Array[]): Uint8Array {
  return riff('RIFF', join('WEBP', ...chunks));
}

/** VP8 pixels of 300 by 200: what stands before the sizes is a frame tag and a start code. */
const VP8 = riff('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 300 & 255, 300 >> 8, 200, 0, 7, 7, 7]);

function file(bytes: Uint8Array, type = ''): Blob {
  return new Blob([new Uint8Array(bytes)], { type });
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

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

describe('what is written', () => {
  test('is read as it was', () => {
    expect(readShot(writeExif(shot, null))).toEqual(shot);
    expect(readShot(writeExif({ model: 'A' }, 300))).toEqual({ model: 'A' });
    expect(readShot(writeExif({}, null))).toBeNull();
  });

  test('has its entries in order, at even places, and no others', () => {
    const block = writeExif(shot, 240);
    const view = new DataView(block.buffer);
    const tags = (at: number): number[] =>
      Array.from({ length: view.getUint16(at, true) }, (_, i) => view.getUint16(at + 2 + i * 12, true));
    expect(tags(8)).toEqual([0x010f, 0x0110, 0x011a, 0x011b, 0x0128, 0x8769]);
    const exifAt = view.getUint32(8 + 2 + 5 * 12 + 8, true);
    expect(exifAt % 2).toBe(0);
    expect(tags(exifAt)).toEqual([0x829a, 0x829d, 0x8827, 0x9000, 0x9003, 0x920a, 0xa405, 0xa433, 0xa434]);
  });
});

function request(more: object) {
  const picture = greyPicture(6, 5, 90);
  return {
    type: 'encode-file',
    photo: picture,
    painting: picture,
    mask: null,
    rest: null,
    colours: 'style',
    strength: 1,
    format: 'png',
    quality: 1,
    settings: null,
    ...more,
  } as const;
}

describe('in a PNG', () => {
  test('resolution, shot and settings stand before the pixels', async () => {
    const { file: png } = await encodeFile(request({ density: 300, shot, settings: '{}' }));
    const bytes = await bytesOf(png);
    const text = new TextDecoder('latin1').decode(bytes);
    const order = ['IHDR', 'pHYs', 'eXIf', 'iTXt', 'IDAT', 'IEND'].map((type) => text.indexOf(type));
    expect(order.every((at, i) => at > (order[i - 1] ?? 0))).toBe(true);
    const at = text.indexOf('pHYs') + 4;
    const view = new DataView(bytes.buffer);
    // 300 per inch are 11811 per metre.
    expect([view.getUint32(at), view.getUint32(at + 4), view.getUint8(at + 8)]).toEqual([11811, 11811, 1]);
    expect(await shotIn(png)).toEqual(shot);
    expect(pngText(bytes, 'easel')).toBe('{}');
  });

  test('there is nothing of it by default', async () => {
    const text = new TextDecoder('latin1').decode(await bytesOf((await encodeFile(request({}))).file));
    for (const type of ['pHYs', 'eXIf', 'iTXt']) expect(text).not.toContain(type);
  });

  test('a crop has the size of its box', async () => {
    const crop = { left: 1, top: 2, width: 3, height: 2 };
    const view = new DataView((await bytesOf((await encodeFile(request({ crop }))).file)).buffer);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([3, 2]);
  });

  test('so little is at least one pixel per metre', () => {
    expect(Array.from(pngDensity(0.001)[2] ?? [])).toEqual([0, 0, 0, 1, 0, 0, 0, 1, 1]);
  });
});

describe('in a JPEG', () => {
  const jfif = segment(0xe0, join('JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0]));
  const plain = file(jpeg(jfif, segment(0xdb, [1, 2, 3])), 'image/jpeg');

  test('the resolution stands in the JFIF segment, the shot behind it, and all else is as it was', async () => {
    const bytes = await bytesOf(await withJpegHead(plain, 299.6, writeExif(shot, 299.6)));
    expect(Array.from(bytes.subarray(2, 20))).toEqual([
      0xff,
      0xe0,
      0,
      16,
      0x4a,
      0x46,
      0x49,
      0x46,
      0,
      1,
      1,
      1,
      300 >> 8,
      300 & 255,
      300 >> 8,
      300 & 255,
      0,
      0,
    ]);
    expect(Array.from(bytes.subarray(20, 22))).toEqual([0xff, 0xe1]);
    const length = (bytes[22] as number) * 256 + (bytes[23] as number);
    expect(bytes.subarray(22 + length)).toEqual((await bytesOf(plain)).subarray(20));
    expect(await shotIn(file(bytes))).toEqual(shot);
  });

  test('a JFIF segment that holds a small picture keeps it', async () => {
    const picture = segment(0xe0, join('JFIF\0', [1, 1, 0, 0, 1, 0, 1, 1, 1, 9, 8, 7]));
    const one = file(jpeg(picture), 'image/jpeg');
    const bytes = await bytesOf(await withJpegHead(one, null, writeExif(shot, null)));
    expect(bytes.subarray(0, 23)).toEqual((await bytesOf(one)).subarray(0, 23));
    expect(await shotIn(file(bytes))).toEqual(shot);
  });

  test('a file without the segment gets one', async () => {
    const bare = file(jpeg(segment(0xdb, [1, 2, 3])), 'image/jpeg');
    const bytes = await bytesOf(await withJpegHead(bare, 150, null));
    expect(new TextDecoder('latin1').decode(bytes.subarray(6, 10))).toBe('JFIF');
    expect(Array.from(bytes.subarray(13, 18))).toEqual([1, 0, 150, 0, 150]);
    expect(bytes.subarray(20)).toEqual((await bytesOf(bare)).subarray(2));
  });

  test('stays as it is where there is nothing to add, and keeps its type', async () => {
    expect(await withJpegHead(plain, null, null)).toBe(plain);
    expect((await withJpegHead(plain, 300, null)).type).toBe('image/jpeg');
    await expect(withJpegHead(file(join('no picture at all')), 300, null)).rejects.toThrow();
  });
});

describe('in a WebP', () => {
  const exif = writeExif(shot, null);

  function check(bytes: Uint8Array<ArrayBuffer>): DataView {
    const view = new DataView(bytes.buffer);
    expect(view.getUint32(4, true)).toBe(bytes.length - 8);
    expect(new TextDecoder().decode(bytes.subarray(12, 16))).toBe('VP8X');
    expect(view.getUint32(16, true)).toBe(10);
    expect(view.getUint8(20) & 8).toBe(8);
    return view;
  }

  test('pixels alone get a head of their size', async () => {
    const bytes = await bytesOf(await withWebpExif(file(webp(VP8), 'image/webp'), exif));
    const view = check(bytes);
    expect([view.getUint16(24, true) + 1, view.getUint8(26), view.getUint16(27, true) + 1]).toEqual([300, 0, 200]);
    expect(await shotIn(file(bytes))).toEqual(shot);
  });

  test('pixels without loss say whether they are clear', async () => {
    const bits = new Uint8Array(4);
    new DataView(bits.buffer).setUint32(0, (69_999 % 16384) | (8191 << 14) | (1 << 28), true);
    const bytes = await bytesOf(
      await withWebpExif(file(webp(riff('VP8L', join([0x2f], bits, [1, 2, 3, 4, 5])))), exif),
    );
    const view = check(bytes);
    expect(view.getUint16(24, true)).toBe(69_999 % 16384);
    expect(view.getUint16(27, true)).toBe(8191);
    expect(view.getUint8(20)).toBe(0x18);
  });

  test('a head that is there is kept', async () => {
    const head = riff('VP8X', [0x20, 0, 0, 0, 43, 1, 0, 199, 0, 0]);
    const bytes = await bytesOf(await withWebpExif(file(webp(head, riff('ICCP', [1, 2, 3]), VP8), 'image/webp'), exif));
    expect(check(bytes).getUint8(20)).toBe(0x28);
    expect(new TextDecoder('latin1').decode(bytes)).toContain('ICCP');
    expect(await shotIn(file(bytes))).toEqual(shot);
  });

  test('what is no WebP is refused', async () => {
    await expect(withWebpExif(file(join('short')), exif)).rejects.toThrow();
    await expect(withWebpExif(file(webp(riff('NONE', new Uint8Array(30)))), exif)).rejects.toThrow();
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
