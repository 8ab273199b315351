import { describe, expect, test } from 'vitest';
import { bestContainer } from '../../web/src/live/container';
import { bitsPerSecond } from '../../web/src/live/recorder';
import { WebmWriter } from '../../web/src/saving/webm';

interface Element {
  readonly id: number;
  /** Of the content, in the file. */
  readonly start: number;
  readonly content: Uint8Array;
  readonly children: Element[];
}

const MASTERS = new Set([
  0x1a45dfa3, 0x18538067, 0x114d9b74, 0x4dbb, 0x1549a966, 0x1654ae6b, 0xae, 0xe0, 0xe1, 0x1c53bb6b, 0xbb, 0xb7,
  0x1f43b675,
]);

/** Reads EBML back, as a player does. */
function parse(bytes: Uint8Array, offset = 0): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const idLength = Math.clz32(bytes[at] as number) - 23;
    const id = number(bytes.subarray(at, at + idLength));
    at += idLength;
    expect(bytes[at]).toBe(1);
    const length = number(bytes.subarray(at + 1, at + 8));
    at += 8;
    const content = bytes.subarray(at, at + length);
    expect(content.length).toBe(length);
    elements.push({ id, start: offset + at, content, children: MASTERS.has(id) ? parse(content, offset + at) : [] });
    at += length;
  }
  return elements;
}

function number(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

function find(elements: readonly Element[], ...path: number[]): Element {
  const [id, ...rest] = path;
  const found = elements.find((element) => element.id === id) ?? expect.fail(`no ${String(id?.toString(16))}`);
  return rest.length > 0 ? find(found.children, ...rest) : found;
}

const picture = (milliseconds: number, isKey: boolean) => ({
  timestamp: milliseconds * 1000,
  isKey,
  data: new Uint8Array([milliseconds & 255, isKey ? 1 : 0]),
});

async function film(): Promise<{ bytes: Uint8Array; elements: Element[] }> {
  const sound = { codec: 'A_OPUS', setup: new Uint8Array([7, 8, 9]), sampleRate: 48_000, channels: 2 } as const;
  const writer = new WebmWriter({ codec: 'V_VP9', width: 320, height: 200 }, sound);
  writer.addPicture(picture(0, true));
  writer.addSound({ timestamp: 20_000, isKey: true, data: new Uint8Array([5]) });
  writer.addPicture(picture(40, false));
  writer.addPicture(picture(2000, true));
  // Sound that belongs before its cluster counts backwards from it.
  writer.addSound({ timestamp: 1_990_000, isKey: true, data: new Uint8Array([6]) });
  writer.addPicture(picture(2040, false));
  const bytes = new Uint8Array(await writer.finish(2.08).arrayBuffer());
  return { bytes, elements: parse(bytes) };
}

describe('a WebM file', () => {
  test('says what it is, how long it lasts and what its tracks hold', async () => {
    const { elements } = await film();
    expect(new TextDecoder().decode(find(elements, 0x1a45dfa3, 0x4282).content)).toBe('webm');
    const duration = find(elements, 0x18538067, 0x1549a966, 0x4489).content;
    expect(new DataView(duration.buffer, duration.byteOffset).getFloat64(0)).toBe(2080);
    const tracks = find(elements, 0x18538067, 0x1654ae6b).children;
    expect(tracks.map((track) => new TextDecoder().decode(find(track.children, 0x86).content))).toEqual([
      'V_VP9',
      'A_OPUS',
    ]);
    const [video, audio] = tracks as [Element, Element];
    expect(number(find(video.children, 0xe0, 0xb0).content)).toBe(320);
    expect(number(find(video.children, 0xe0, 0xba).content)).toBe(200);
    expect(Array.from(find(audio.children, 0x63a2).content)).toEqual([7, 8, 9]);
  });

  test('holds its chunks at their times, in a cluster for each picture that needs no other', async () => {
    const { elements } = await film();
    const clusters = find(elements, 0x18538067).children.filter(({ id }) => id === 0x1f43b675);
    const chunks = clusters.map(({ children }) => {
      const start = number(find(children, 0xe7).content);
      return children
        .filter(({ id }) => id === 0xa3)
        .map(({ content }) => {
          const view = new DataView(content.buffer, content.byteOffset);
          return [view.getUint8(0) & 127, start + view.getInt16(1), view.getUint8(3), content.length - 4];
        });
    });
    expect(chunks).toEqual([
      [
        [1, 0, 128, 2],
        [2, 20, 128, 1],
        [1, 40, 0, 2],
      ],
      [
        [1, 2000, 128, 2],
        [2, 1990, 128, 1],
        [1, 2040, 0, 2],
      ],
    ]);
  });

  test('has an index that points at its clusters, and is found from its head', async () => {
    const { bytes, elements } = await film();
    const segment = find(elements, 0x18538067);
    const points = find(elements, 0x18538067, 0x1c53bb6b).children;
    expect(points.map(({ children }) => number(find(children, 0xb3).content))).toEqual([0, 2000]);
    for (const { children } of points) {
      const at = segment.start + number(find(children, 0xb7, 0xf1).content);
      expect(number(bytes.subarray(at, at + 4))).toBe(0x1f43b675);
    }
    for (const { children } of find(elements, 0x18538067, 0x114d9b74).children) {
      const at = segment.start + number(find(children, 0x53ac).content);
      expect(bytes.subarray(at, at + 4)).toEqual(find(children, 0x53ab).content);
    }
  });

  test('without sound has one track', async () => {
    const writer = new WebmWriter({ codec: 'V_VP8', width: 32, height: 32 }, null);
    writer.addPicture(picture(0, true));
    const elements = parse(new Uint8Array(await writer.finish(0.04).arrayBuffer()));
    expect(find(elements, 0x18538067, 0x1654ae6b).children.length).toBe(1);
  });

  test('refuses a picture too far from the last that needs no other', () => {
    const writer = new WebmWriter({ codec: 'V_VP8', width: 32, height: 32 }, null);
    writer.addPicture(picture(0, true));
    expect(() => {
      writer.addPicture(picture(40_000, false));
    }).toThrow(RangeError);
  });
});

describe('recording', () => {
  test.each<[string[], string | undefined]>([
    [['video/mp4;codecs=avc1.42E01F,mp4a.40.2', 'video/webm'], 'mp4'],
    [['video/webm;codecs=vp8,opus', 'video/webm', 'video/mp4'], 'webm'],
    [['video/mp4'], 'mp4'],
    [[], undefined],
  ])('a browser that records %j writes %s', (types, extension) => {
    expect(bestContainer((type) => types.includes(type))?.extension).toBe(extension);
  });

  test('large pictures get more bits, within limits', () => {
    expect(bitsPerSecond(160, 120)).toBe(2.5e6);
    expect(bitsPerSecond(1280, 720)).toBeGreaterThan(5e6);
    expect(bitsPerSecond(4096, 4096)).toBe(16e6);
  });
});
