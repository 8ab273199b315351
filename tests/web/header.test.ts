import { describe, expect, test } from 'vitest';
import { readHeader } from '../../web/src/opener/header';

const text = (value: string): number[] => Array.from(value, (letter) => letter.charCodeAt(0));
const be16 = (value: number): number[] => [value >> 8, value & 255];
const be32 = (value: number): number[] => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
const le = (bytes: number[]): number[] => bytes.toReversed();
const zeros = (count: number): number[] => new Array<number>(count).fill(0);
const read = (...bytes: (number | number[])[]) => readHeader(new Uint8Array(bytes.flat()));

const PNG = [0x89, ...text('PNG'), 0x0d, 0x0a, 0x1a, 0x0a];
const box = (type: string, content: number[]): number[] => [...be32(content.length + 8), ...text(type), ...content];
const ispe = (width: number, height: number): number[] => box('ispe', [...zeros(4), ...be32(width), ...be32(height)]);
const isobmff = (brand: string, properties: number[]): number[] => [
  ...box('ftyp', [...text(brand), ...zeros(4), ...text('mif1')]),
  ...box('meta', [...zeros(4), ...box('hdlr', zeros(24)), ...box('iprp', box('ipco', properties))]),
];

describe('readHeader', () => {
  test('PNG', () => {
    const size = { width: 70_000, height: 300 };
    expect(read(PNG, be32(13), text('IHDR'), be32(70_000), be32(300))).toEqual({ kind: 'png', size });
  });

  test('JPEG, past its metadata, of all frame types', () => {
    const metadata = [0xff, 0xe1, ...be16(500), ...zeros(498)];
    for (const frame of [0xc0, 0xc2]) {
      const header = [0xff, frame, ...be16(17), 8, ...be16(480), ...be16(640)];
      const huffman = [0xff, 0xc4, ...be16(4), 0, 0];
      const size = { width: 640, height: 480 };
      expect(read(0xff, 0xd8, metadata, huffman, 0xff, header)).toEqual({ kind: 'jpeg', size });
    }
  });

  test('a JPEG whose size lies further on', () => {
    expect(read(0xff, 0xd8, 0xff, 0xe1, be16(60_000), zeros(100))).toEqual({ kind: 'jpeg', size: null });
  });

  test('GIF and BMP', () => {
    expect(read(text('GIF89a'), le(be16(400)), le(be16(300)))).toEqual({
      kind: 'gif',
      size: { width: 400, height: 300 },
    });
    const bmp = [...text('BM'), ...zeros(12), ...le(be32(40)), ...le(be32(33)), ...le(be32(-44)), ...zeros(8)];
    expect(read(bmp)).toEqual({ kind: 'bmp', size: { width: 33, height: 44 } });
  });

  test('WebP in its three forms', () => {
    const riff = [...text('RIFF'), ...zeros(4), ...text('WEBP')];
    const size = { width: 1000, height: 700 };
    const lossy = [...text('VP8 '), ...zeros(4), ...zeros(6), ...le(be16(1000 | 0x4000)), ...le(be16(700))];
    expect(read(riff, lossy)).toEqual({ kind: 'webp', size });
    const lossless = [...text('VP8L'), ...zeros(4), 0x2f, ...le(be32(999 | (699 << 14))), ...zeros(5)];
    expect(read(riff, lossless)).toEqual({ kind: 'webp', size });
    const extended = [...text('VP8X'), ...zeros(8), ...le(be32(999)).slice(0, 3), ...le(be32(699)).slice(0, 3)];
    expect(read(riff, extended)).toEqual({ kind: 'webp', size });
  });

  test('AVIF and HEIC: the whole, not one of its tiles', () => {
    const properties = [...ispe(512, 512), ...box('pixi', zeros(8)), ...ispe(4032, 3024)];
    const size = { width: 4032, height: 3024 };
    expect(read(isobmff('avif', properties))).toEqual({ kind: 'avif', size });
    expect(read(isobmff('heic', properties))).toEqual({ kind: 'heic', size });
  });

  test('a box of impossible length ends the search', () => {
    expect(read(box('ftyp', [...text('avif'), ...zeros(4)]), be32(3), text('meta'))).toEqual({
      kind: 'avif',
      size: null,
    });
  });

  test('cut short: the kind without the size', () => {
    expect(read(PNG)).toEqual({ kind: 'png', size: null });
    expect(read(0xff, 0xd8, 0xff)).toEqual({ kind: 'jpeg', size: null });
  });

  test.each([
    '<svg xmlns="x">',
    '\uFEFF<?xml version="1.0"?>\n<!-- drawn --><!DOCTYPE svg>\n<svg>',
    '  <SVG width="1">',
  ])('SVG: %s', (source) => {
    expect(readHeader(new TextEncoder().encode(source))).toBe('svg');
  });

  test('pictures of kinds that browsers do not open', () => {
    expect(read(0x49, 0x49, 0x2a, 0, zeros(8))).toBe('unsupported');
    expect(read(0xff, 0x0a, zeros(8))).toBe('unsupported');
    expect(read(box('ftyp', [...text('mp42'), ...zeros(4)]))).toBe('unsupported');
  });

  test('what is no picture at all', () => {
    expect(read(text('Dear diary, today'))).toBe('unknown');
    expect(read(text('<html><body><svg></svg>'))).toBe('unknown');
    expect(read([])).toBe('unknown');
    expect(read(text('BM'))).toBe('unknown');
  });
});
