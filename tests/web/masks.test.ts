import { describe, expect, test, vi } from 'vitest';
import type { Mask } from '../../web/src/protocol/mask';
import { EaselError } from '../../web/src/protocol/failure';
import { isEncoderRequest } from '../../web/src/protocol/encoder';
import { encodeFile } from '../../web/src/saving/encode';
import { maskedRows } from '../../web/src/saving/masked';
import { encodePng } from '../../web/src/saving/png';
import { pictureOf, rowsOf } from '../../web/src/saving/rows';
import { maskRows } from '../../web/src/saving/scaledRows';
import { blend } from '../../web/src/saving/blend';
import { evenMask, invertedMask, MASK_LONG_SIDE, Stroke, type Brush } from '../../web/src/studio/masks/brush';
import { feathered, featherOf, withFeather } from '../../web/src/studio/masks/feather';
import { Masks } from '../../web/src/studio/masks/masks';
import { QUICK_MASKS, quickMask, type QuickMask } from '../../web/src/studio/masks/quickMasks';
import { INITIAL_STATE, type ChosenStyle, type StudioState } from '../../web/src/studio/state';
import { Store } from '../../web/src/studio/store';
import { galleryEntry } from './fakes/keeping';
import { greyPicture, patternPicture } from './fakes/pictures';
import { deferred } from './fakes/worker';

const SIZE = { width: 80, height: 60 };
const brush: Brush = { size: 0.25, softness: 0, erases: false };

/** The value at a place that is given in shares of width and height. */
function at({ width, height, data }: Mask, x: number, y: number): number {
  return data[Math.floor(y * height) * width + Math.floor(x * width)] as number;
}

function dab(base: Mask, change: Partial<Brush> = {}, x = 0.5, y = 0.5): Mask {
  const stroke = new Stroke(base, { ...brush, ...change });
  stroke.moveTo({ x, y, pressure: 1 });
  return stroke.mask;
}

describe('a brush', () => {
  test('is as large as it says, round, and hard where it is not soft', () => {
    const mask = dab(evenMask(SIZE, 0));
    // A quarter of 80 pixels: a radius of 10 around (40, 30).
    expect(at(mask, 0.5, 0.5)).toBe(255);
    const row = [...mask.data.subarray(30 * 80, 31 * 80)];
    expect(row.filter((value) => value > 127)).toHaveLength(20);
    expect(row.filter((value) => value > 0 && value < 255).length).toBeLessThanOrEqual(2);
    const covered = mask.data.reduce((sum, value) => sum + value / 255, 0);
    expect(Math.abs(covered - Math.PI * 100)).toBeLessThan(8);
  });

  test('a soft one thins out evenly to the same edge', () => {
    const mask = dab(evenMask(SIZE, 0), { softness: 1 });
    const half = [...mask.data.subarray(30 * 80 + 40, 30 * 80 + 52)];
    expect(half.every((value, i) => i === 0 || value <= (half[i - 1] as number))).toBe(true);
    expect(half[0]).toBeGreaterThan(245);
    expect(half[5]).toBeGreaterThan(80);
    expect(half[5]).toBeLessThan(170);
    expect(half[10]).toBe(0);
  });

  test('erases what was painted, and leaves the base as it was', () => {
    const base = evenMask(SIZE, 255);
    const mask = dab(base, { erases: true });
    expect(at(mask, 0.5, 0.5)).toBe(0);
    expect(at(mask, 0.1, 0.1)).toBe(255);
    expect(base.data.every((value) => value === 255)).toBe(true);
    expect(dab(mask, { size: 0.5 }).data.reduce((least, value) => Math.min(least, value))).toBe(255);
  });

  test('a stroke joins its points, adds up nowhere, and says what it has changed', () => {
    const stroke = new Stroke(evenMask(SIZE, 0), { ...brush, softness: 0.5 });
    expect(stroke.moveTo({ x: 0.25, y: 0.5, pressure: 1 })).toEqual({ x: 9, y: 19, width: 22, height: 22 });
    stroke.moveTo({ x: 0.75, y: 0.5, pressure: 1 });
    expect(at(stroke.mask, 0.5, 0.5)).toBe(255);
    const once = stroke.mask.data.slice();
    for (let i = 0; i < 5; i++) {
      stroke.moveTo({ x: 0.25, y: 0.5, pressure: 1 });
      stroke.moveTo({ x: 0.75, y: 0.5, pressure: 1 });
    }
    expect(stroke.mask.data).toEqual(once);
    expect(stroke.moveTo({ x: 3, y: 3, pressure: 0 })).not.toBeNull();
    expect(stroke.moveTo({ x: 4, y: 4, pressure: 0 })).toBeNull();
  });

  test('a pen that is pressed less draws thinner', () => {
    const thin = new Stroke(evenMask(SIZE, 0), brush);
    thin.moveTo({ x: 0.5, y: 0.5, pressure: 0.5 });
    const row = thin.mask.data.subarray(30 * 80, 31 * 80);
    expect([...row].filter((value) => value > 127)).toHaveLength(10);
  });

  test('masks of large pictures stay small, and keep their shape', () => {
    const { width, height } = evenMask({ width: 6000, height: 4000 }, 0);
    expect([width, height]).toEqual([MASK_LONG_SIDE, 683]);
  });
});

test('quick masks let the style in where they say', () => {
  const places = { centre: [0.5, 0.5], edges: [0.02, 0.02], top: [0.5, 0.1], bottom: [0.5, 0.9] } as const;
  const sides = { left: [0.1, 0.5], right: [0.9, 0.5] } as const;
  const all: Partial<Record<QuickMask, readonly [number, number]>> = { ...places, ...sides };
  for (const kind of QUICK_MASKS) {
    const mask = quickMask(kind, SIZE);
    const place = all[kind];
    if (place) {
      expect(at(mask, ...place), kind).toBe(255);
      expect(at(mask, 1 - place[0], 1 - place[1]), kind).toBe(kind === 'centre' ? 255 : kind === 'edges' ? 255 : 0);
    }
  }
  expect(at(quickMask('centre', SIZE), 0.01, 0.01)).toBe(0);
  expect(at(quickMask('edges', SIZE), 0.5, 0.5)).toBe(0);
  expect(quickMask('all', SIZE)).toEqual(evenMask(SIZE, 255));
  expect(quickMask('none', SIZE)).toEqual(evenMask(SIZE, 0));
  expect(invertedMask(quickMask('all', SIZE))).toEqual(quickMask('none', SIZE));
});

describe('a feather', () => {
  const edge = quickMask('none', SIZE);
  for (let y = 0; y < 60; y++) edge.data.fill(255, y * 80, y * 80 + 40);

  test('makes of a hard edge what a Gaussian makes of it, the same on both sides', () => {
    const { data } = feathered(edge, 0.5);
    // 0.5 * 0.08 * 80 pixels.
    const deviation = 3.2;
    const row = [...data.subarray(30 * 80, 31 * 80)];
    const bell = Array.from({ length: 81 }, (_, i) => Math.exp(-((i - 40) ** 2) / (2 * deviation ** 2)));
    const sum = bell.reduce((all, value) => all + value, 0);
    const wanted = row.map((_, x) => bell.reduce((all, value, i) => (x - i + 40 < 40 ? all + value : all), 0) / sum);
    const off = row.map((value, x) => Math.abs(value / 255 - (wanted[x] as number)));
    expect(Math.max(...off)).toBeLessThan(0.02);
    for (let x = 0; x < 40; x++) expect(Math.abs(255 - (row[x] as number) - (row[79 - x] as number))).toBeLessThan(2);
    // Rows that are alike stay alike, up to the border.
    expect(data.subarray(0, 80)).toEqual(data.subarray(59 * 80));
  });

  test('softens more by a larger share, leaves what is even as it is, and by none the whole mask', () => {
    const width = (share: number) => feathered(edge, share).data.filter((value) => value > 0 && value < 255).length;
    expect(width(0.2)).toBeLessThan(width(0.6));
    expect(width(0.6)).toBeLessThan(width(1));
    expect(feathered(edge, 0)).toEqual(edge);
    for (const value of [0, 77, 255]) expect(feathered(evenMask(SIZE, value), 1)).toEqual(evenMask(SIZE, value));
    const tiny = { width: 1, height: 2, data: Uint8ClampedArray.of(0, 255) };
    expect(feathered(tiny, 1).data).toHaveLength(2);
  });
});

describe('a mask in a picture', () => {
  const photo = patternPicture(80, 60);
  const painting = greyPicture(80, 60, 200);
  const rest = greyPicture(80, 60, 40);

  test('is enlarged smoothly, without moving', () => {
    const mask: Mask = { width: 2, height: 1, data: Uint8ClampedArray.of(0, 255) };
    const rows = maskRows(mask, 8, 2);
    // Pillow's Image.fromarray(…).resize((8, 2), Image.Resampling.BILINEAR).
    expect([...rows.row(0)]).toEqual([0, 0, 32, 96, 159, 223, 255, 255]);
    expect([...rows.row(1)]).toEqual([0, 0, 32, 96, 159, 223, 255, 255]);
  });

  test('gives exactly the one, exactly the other, and the mean between', () => {
    const mask = { ...SIZE, data: new Uint8ClampedArray(80 * 60) };
    mask.data.fill(255, 0, 80 * 20).fill(51, 80 * 20, 80 * 40);
    const found = pictureOf(maskedRows(rowsOf(photo), rowsOf(painting), mask));
    const line = (picture: { data: Uint8ClampedArray }, y: number) => picture.data.subarray(y * 320, y * 320 + 320);
    expect(line(found, 5)).toEqual(line(painting, 5));
    expect(line(found, 50)).toEqual(line(photo, 50));
    const mixed = Uint8ClampedArray.from(line(photo, 30), (value, i) => {
      const over = line(painting, 30)[i] as number;
      return i % 4 === 3 ? 255 : value + 0.2 * (over - value);
    });
    expect(line(found, 30)).toEqual(mixed);
  });

  test('is in the file, with the second style, the strength and a painting that is smaller than the photo', async () => {
    const mask = quickMask('left', SIZE);
    const request = {
      type: 'encode-file',
      photo,
      painting: greyPicture(20, 15, 200),
      mask,
      rest: greyPicture(20, 15, 40),
      colours: 'style',
      strength: 0.6,
      format: 'png',
      quality: 1,
      settings: null,
    } as const;
    expect(isEncoderRequest(request)).toBe(true);
    expect(isEncoderRequest({ ...request, mask: { ...mask, width: 3 } })).toBe(false);
    expect(isEncoderRequest({ ...request, rest: 'none' })).toBe(false);
    const { file } = await encodeFile(request);
    const [styled, other] = [blend(photo, painting, 0.6), blend(photo, rest, 0.6)];
    const wanted = await encodePng(pictureOf(maskedRows(rowsOf(other), rowsOf(styled), mask)));
    expect(await file.arrayBuffer()).toEqual(await wanted.arrayBuffer());
  });
});

describe('the reader', () => {
  function setUp() {
    const photo = { id: 'lake', name: 'Lake', description: '', picture: greyPicture(80, 60, 9) };
    const chosen = { ...photo, originalWidth: 80, originalHeight: 60 };
    const store = new Store<StudioState>({ ...INITIAL_STATE, photo: chosen });
    const styles = new Map<string, ReturnType<typeof deferred<ChosenStyle>>>();
    const onChange = vi.fn();
    const onFailure = vi.fn();
    const masks = new Masks({
      store,
      styleOf: (id) => {
        const style = deferred<ChosenStyle>();
        styles.set(id, style);
        return style.promise;
      },
      onChange,
      onFailure,
    });
    return { store, masks, styles, onChange, onFailure };
  }

  const centre = { x: 0.5, y: 0.5, pressure: 1 };

  test('begins with the style nowhere but under the brush, and ends with one step', () => {
    const { store, masks, onChange } = setUp();
    const parts: unknown[] = [];
    masks.onDrawn((part) => parts.push(part));
    masks.choose({ softness: 0 });
    masks.beginStroke(centre);
    expect(store.get().mask).toBeNull();
    const { working } = masks.store.get();
    masks.moveStroke({ ...centre, x: 0.6 });
    expect(parts).toHaveLength(1);
    masks.endStroke();
    const { mask } = store.get();
    // The canvas that shows it need not draw it anew.
    expect(mask).toBe(working);
    expect(masks.store.get().working).toBeNull();
    expect(at(mask as Mask, 0.5, 0.5)).toBe(255);
    expect(at(mask as Mask, 0.1, 0.1)).toBe(0);
    expect(onChange).toHaveBeenCalledTimes(1);
  });

  test('begins with the style everywhere where it is erased', () => {
    const { store, masks } = setUp();
    masks.choose({ erases: true });
    masks.beginStroke(centre);
    masks.endStroke();
    expect(at(store.get().mask as Mask, 0.5, 0.5)).toBe(0);
    expect(at(store.get().mask as Mask, 0.1, 0.1)).toBe(255);
  });

  test('a stroke that is given up leaves nothing', () => {
    const { store, masks, onChange } = setUp();
    masks.beginStroke(centre);
    masks.cancelStroke();
    masks.moveStroke(centre);
    masks.endStroke();
    expect(store.get().mask).toBeNull();
    expect(onChange).not.toHaveBeenCalled();
  });

  test('the brush stays within its sizes', () => {
    const { masks } = setUp();
    masks.choose({ size: 9 });
    expect(masks.store.get().size).toBe(0.6);
    masks.choose({ size: 0 });
    expect(masks.store.get().size).toBe(0.02);
  });

  test('inverts no mask to none of the style, and removes it', () => {
    const { store, masks } = setUp();
    masks.invert();
    expect(store.get().mask).toEqual(evenMask(SIZE, 0));
    masks.invert();
    expect(store.get().mask).toEqual(evenMask(SIZE, 255));
    masks.replace(null);
    expect(store.get().mask).toBeNull();
  });

  test('feathers the mask in one step, however long it is dragged, and takes it back', () => {
    const { store, masks, onChange } = setUp();
    const hard = dab(evenMask(SIZE, 0));
    masks.replace(hard);
    onChange.mockClear();
    const feather = (share: number) => {
      masks.show(withFeather(masks.store.get().working ?? store.get().mask ?? expect.fail(), share));
    };
    feather(0.3);
    feather(0.5);
    expect(store.get().mask).toBe(hard);
    expect(masks.store.get().working).toEqual(feathered(hard, 0.5));
    masks.settle();
    masks.settle();
    expect(onChange).toHaveBeenCalledTimes(1);
    const soft = store.get().mask ?? expect.fail();
    expect(soft).toEqual(feathered(hard, 0.5));
    expect(featherOf(soft)).toBe(0.5);
    expect(masks.store.get().working).toBeNull();
    // It starts from what was drawn, not from what is soft already.
    feather(0.2);
    masks.settle();
    expect(store.get().mask).toEqual(feathered(hard, 0.2));
    feather(0);
    masks.settle();
    expect(store.get().mask).toBe(hard);
    expect(featherOf(invertedMask(soft))).toBe(0);
  });

  test('a stroke goes on from the mask that is shown, and none is shown meanwhile', () => {
    const { store, masks } = setUp();
    const hard = dab(evenMask(SIZE, 0));
    masks.replace(hard);
    masks.show(withFeather(hard, 1));
    masks.beginStroke({ ...centre, x: 0.1 });
    expect(store.get().mask).toEqual(feathered(hard, 1));
    masks.show(hard);
    masks.endStroke();
    expect(at(store.get().mask as Mask, 0.1, 0.5)).toBe(255);
  });

  test('of two second styles the later one counts, and one that is missing is said', async () => {
    const { store, masks, styles, onFailure } = setUp();
    const night = { id: 'night', name: 'Night', description: '', picture: null, vector: new Float32Array(1) };
    const first = masks.chooseRest(galleryEntry('waves'));
    const second = masks.chooseRest(galleryEntry('night'));
    styles.get('night')?.resolve(night);
    await second;
    styles.get('waves')?.resolve({ ...night, id: 'waves' });
    await first;
    expect(store.get().rest).toBe(night);
    const third = masks.chooseRest(galleryEntry('gone'));
    const failure = new EaselError('network-unreachable');
    styles.get('gone')?.reject(failure);
    await third;
    expect(onFailure.mock.calls).toEqual([[failure]]);
    expect(store.get().rest).toBe(night);
    expect(masks.store.get().opening).toBeNull();
    // Of a kept picture that cannot be read, the list of kept ones tells.
    const fourth = masks.chooseRest(galleryEntry('torn'));
    styles.get('torn')?.reject(new EaselError('cancelled'));
    await fourth;
    expect(onFailure).toHaveBeenCalledTimes(1);
    const found = masks.find('gone');
    styles.get('gone')?.reject(failure);
    expect(await found).toBeNull();
    await masks.chooseRest(null);
    expect(store.get().rest).toBeNull();
  });
});
