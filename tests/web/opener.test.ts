import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MOST_BYTES, openPicture } from '../../web/src/opener/open';
import type { Picture } from '../../web/src/protocol/picture';
import { Opener } from '../../web/src/studio/opener';
import { patternPicture } from './fakes/pictures';
import { deferred, FakeWorker } from './fakes/worker';

/** A browser that decodes every file to `decoded`, or cannot decode at all. */
function stubBrowser(decoded: Picture | null) {
  const bitmap = { ...decoded, close: vi.fn() };
  const createImageBitmap = vi.fn(() => (decoded ? Promise.resolve(bitmap) : Promise.reject(new Error('decoding'))));
  /** A canvas of which only what openPicture does with it works: the bitmap drawn higher up by `top` rows. */
  class Canvas {
    top = 0;
    fillStyle = '';
    fillRect = vi.fn();
    getContext = () => this;
    drawImage = (_bitmap: unknown, _x: number, y: number) => {
      this.top = -y;
    };
    getImageData = (_x: number, _y: number, width: number, height: number) => ({
      data: decoded?.data.slice(this.top * width * 4, (this.top + height) * width * 4),
    });
  }
  vi.stubGlobal('createImageBitmap', createImageBitmap);
  vi.stubGlobal('OffscreenCanvas', Canvas);
  return { bitmap, createImageBitmap };
}

function png(width: number, height: number): Blob {
  const bytes = new Uint8Array(40);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return new Blob([bytes]);
}

beforeEach(() => {
  stubBrowser(patternPicture(100, 60));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('openPicture', () => {
  test('gives a photo’s pixels as they are, and frees the decoded picture', async () => {
    const { bitmap, createImageBitmap } = stubBrowser(patternPicture(100, 60));
    const opened = await openPicture(png(100, 60), 'photo');
    expect(opened).toEqual({
      type: 'opened',
      picture: patternPicture(100, 60),
      originalWidth: 100,
      originalHeight: 60,
    });
    expect(createImageBitmap).toHaveBeenCalledWith(expect.anything(), { imageOrientation: 'from-image' });
    expect(bitmap.close).toHaveBeenCalledOnce();
  });

  test('scales a large photo, read in several bands', async () => {
    // 5 megapixels: more than one band
    stubBrowser(patternPicture(4000, 1250));
    const { picture, originalWidth } = await openPicture(png(4000, 1250), 'photo');
    expect([picture.width, picture.height, originalWidth]).toEqual([2048, 640, 4000]);
    expect(picture.data.every((byte, i) => i % 4 !== 3 || byte === 255)).toBe(true);
  });

  test('scales and crops a style', async () => {
    stubBrowser(patternPicture(2400, 640));
    const { picture } = await openPicture(png(2400, 640), 'style');
    expect([picture.width, picture.height]).toEqual([1024, 512]);
  });

  test('finds the size of a JPEG behind large metadata', async () => {
    const metadata = [0xff, 0xe1, 0xff, 0xff, ...new Array<number>(0xfffd).fill(0)];
    const frame = [0xff, 0xc0, 0, 17, 8, 0, 60, 0, 100, 3];
    const file = new Blob([new Uint8Array([0xff, 0xd8, ...metadata, ...metadata, ...frame])]);
    expect((await openPicture(file, 'photo')).originalWidth).toBe(100);
  });
});

describe('what cannot be opened', () => {
  test.each([
    ['an empty file', new Blob([]), 'picture-empty'],
    ['words', new Blob(['Dear diary']), 'picture-not-picture'],
    ['an SVG', new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>']), 'picture-svg'],
    ['a TIFF', new Blob([new Uint8Array([0x49, 0x49, 0x2a, 0, 0, 0])]), 'picture-unsupported'],
    ['a PNG that claims too many pixels', png(8001, 8000), 'picture-too-large'],
    ['a PNG that ends in its header', png(100, 60).slice(0, 12), 'picture-broken'],
    ['a JPEG without a size', new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 0])]), 'picture-broken'],
  ])('%s is refused before it is decoded', async (_, file, code) => {
    const { createImageBitmap } = stubBrowser(patternPicture(100, 60));
    await expect(openPicture(file, 'photo')).rejects.toMatchObject({ code });
    expect(createImageBitmap).not.toHaveBeenCalled();
  });

  test('64 megapixels are still allowed', async () => {
    await expect(openPicture(png(8000, 8000), 'photo')).resolves.toBeDefined();
  });

  test('a file that is too heavy', async () => {
    const heavy = png(100, 60);
    Object.defineProperty(heavy, 'size', { value: MOST_BYTES + 1 });
    await expect(openPicture(heavy, 'photo')).rejects.toMatchObject({ code: 'picture-too-heavy' });
  });

  test('a picture that decodes to more than its header said', async () => {
    const { bitmap } = stubBrowser({ width: 9000, height: 9000, data: new Uint8ClampedArray() });
    await expect(openPicture(png(100, 60), 'photo')).rejects.toMatchObject({ code: 'picture-too-large' });
    expect(bitmap.close).toHaveBeenCalledOnce();
  });

  test('a picture that is too small, or that scaling would make so', async () => {
    stubBrowser(patternPicture(31, 64));
    await expect(openPicture(png(31, 64), 'photo')).rejects.toMatchObject({ code: 'picture-too-small' });
    stubBrowser(patternPicture(5000, 40));
    await expect(openPicture(png(5000, 40), 'photo')).rejects.toMatchObject({ code: 'picture-too-small' });
  });

  test('a picture that the browser cannot decode: damaged, or of a kind it may not know', async () => {
    stubBrowser(null);
    await expect(openPicture(png(100, 60), 'photo')).rejects.toMatchObject({ code: 'picture-broken' });
    const webp = new Uint8Array(40);
    webp.set(new TextEncoder().encode('RIFF....WEBPVP8X'));
    await expect(openPicture(new Blob([webp]), 'photo')).rejects.toMatchObject({ code: 'picture-unsupported' });
  });

  test('a file that is gone', async () => {
    const gone = png(100, 60);
    vi.spyOn(gone, 'slice').mockReturnValue({
      arrayBuffer: () => Promise.reject(new Error('gone')),
    } as unknown as Blob);
    await expect(openPicture(gone, 'photo')).rejects.toMatchObject({ code: 'picture-unreachable' });
  });
});

describe('the memory that opening took', () => {
  const opened = { type: 'opened', picture: patternPicture(32, 32), originalWidth: 4000, originalHeight: 2000 };

  /** An opener whose workers answer with what `answer` gives. */
  function openerWith(answer: () => unknown): { opener: Opener; workers: FakeWorker[] } {
    const workers: FakeWorker[] = [];
    const spawn = () => {
      const worker = new FakeWorker(answer);
      workers.push(worker);
      return worker;
    };
    return { opener: new Opener(spawn, 1280), workers };
  }

  test('is given back at once after a large picture; the next is opened as before', async () => {
    const { opener, workers } = openerWith(() => opened);
    for (let i = 0; i < 2; i++) {
      await expect(opener.open('photo', png(32, 32))).resolves.toMatchObject({ originalWidth: 4000 });
    }
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, true]);
  });

  test('is bounded by how long photos may be, which each request says', async () => {
    const { opener, workers } = openerWith(() => opened);
    await opener.open('photo', png(32, 32));
    expect(workers[0]?.received.at(-1)).toMatchObject({ purpose: 'photo', longSide: 1280 });
  });

  test('is kept for the next ones while pictures are small, until they are many', async () => {
    const { opener, workers } = openerWith(() => ({ ...opened, originalHeight: 1000 }));
    await opener.open('photo', png(32, 32));
    expect(workers.map(({ terminated }) => terminated)).toEqual([false]);
    await opener.open('photo', png(32, 32));
    expect(workers.map(({ terminated }) => terminated)).toEqual([true]);
  });

  test('stays while another file is being opened', async () => {
    const slow = deferred<unknown>();
    const answers = [opened, { type: 'failed', failure: { code: 'picture-broken', detail: '' } }, slow.promise];
    const { opener, workers } = openerWith(() => answers.shift());
    const large = opener.open('photo', png(32, 32));
    const broken = opener.open('photo', png(32, 32));
    const opening = opener.open('photo', png(32, 32));
    await large;
    await expect(broken).rejects.toMatchObject({ code: 'picture-broken' });
    expect(workers[0]?.terminated).toBe(false);
    slow.resolve(opened);
    await opening;
    expect(workers.map(({ terminated }) => terminated)).toEqual([true]);
  });

  test('a worker that could not be fetched is tried again with the next file', async () => {
    const { opener, workers } = openerWith(() => (workers.length > 1 ? opened : deferred().promise));
    const opening = opener.open('photo', png(32, 32));
    workers[0]?.onerror?.(new Event('error') as ErrorEvent);
    await expect(opening).rejects.toMatchObject({ code: 'program-unreachable' });
    await expect(opener.open('photo', png(32, 32))).resolves.toMatchObject({ originalWidth: 4000 });
  });
});
