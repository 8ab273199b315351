import { describe, expect, test } from 'vitest';
import { encodeFile } from '../../web/src/saving/encode';
import { pngDensity, withJpegHead, withWebpExif } from '../../web/src/saving/exif/embed';
import { readShot, shotIn } from '../../web/src/saving/exif/read';
import { writeExif } from '../../web/src/saving/exif/write';
import { pngText } from '../../web/src/saving/pngText';
import { shot, jpeg, segment, join, riff, webp, VP8, file, bytesOf, request } from './fakes/exifFiles';

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
