import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { scaledStyle } from '../../web/src/studio/styles/scale';
import { History } from '../../web/src/studio/history';
import { INITIAL_OUTPUT } from '../../web/src/studio/outputState';
import { INITIAL_STATE, type ChosenStyle, type StudioState } from '../../web/src/studio/state';
import { Store } from '../../web/src/studio/store';
import { areAlike, isKnown, mixOf, partsOf } from '../../web/src/studio/styles/mix';
import { Mixer, REST_MILLISECONDS } from '../../web/src/studio/styles/mixer';
import { readReference, writeReference } from '../../web/src/studio/styles/reference';
import {
  areWeights,
  percents,
  placeOf,
  weightsAt,
  withOneMore,
  withoutOne,
  withWeight,
} from '../../web/src/studio/styles/weights';
import { greyPicture } from './fakes/pictures';
import { vectorStyle } from './fakes/styles';

const a = vectorStyle('a', 0, 0);
const b = vectorStyle('b', 1, 10);
const c = vectorStyle('c', 2, 20);
const d = vectorStyle('d', 3, 30);
const e = vectorStyle('e', 4, 40);

describe('weights', () => {
  test('are whole percents that make a hundred', () => {
    expect(percents([1, 1, 1])).toEqual([34, 33, 33]);
    expect(percents([0, 0])).toEqual([50, 50]);
    expect(percents([0.004, 99.996])).toEqual([0, 100]);
    expect(areWeights([60, 40])).toBe(true);
    expect([areWeights([60, 41]), areWeights([60.5, 39.5]), areWeights([-10, 110]), areWeights(['60', 40])]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test('leave the others their proportions', () => {
    expect(withOneMore([100])).toEqual([50, 50]);
    expect(withOneMore([80, 20])).toEqual([54, 13, 33]);
    expect(withoutOne([20, 30, 50], 2)).toEqual([40, 60]);
    expect(withWeight([50, 30, 20], 0, 75)).toEqual([75, 15, 10]);
    expect(withWeight([100, 0, 0], 0, 40)).toEqual([40, 30, 30]);
    expect(withWeight([10, 20, 70], 1, 100)).toEqual([0, 100, 0]);
    expect(withWeight([10, 90], 0, 140)).toEqual([100, 0]);
    expect(withWeight([100], 0, 3)).toEqual([100]);
  });

  test.each([
    [{ x: 0, y: 0 }, [100, 0, 0, 0]],
    [{ x: 1, y: 0 }, [0, 100, 0, 0]],
    [{ x: 0, y: 1 }, [0, 0, 100, 0]],
    [{ x: 1, y: 1 }, [0, 0, 0, 100]],
    [{ x: 0.5, y: 0.5 }, [25, 25, 25, 25]],
    [{ x: 0.25, y: 0.8 }, [15, 5, 60, 20]],
  ])('at %o of the pad are those of its corners', (place, weights) => {
    expect(weightsAt(place, 4)).toEqual(weights);
    expect(placeOf(weights)).toEqual(place);
  });

  test('of two styles lie on a line, of three the empty corner is between its neighbours', () => {
    expect(weightsAt({ x: 0.3, y: 0.9 }, 2)).toEqual([70, 30]);
    expect(weightsAt({ x: 1, y: 1 }, 3)).toEqual([0, 50, 50]);
    expect(weightsAt({ x: 0, y: 1 }, 3)).toEqual([0, 0, 100]);
    expect(weightsAt({ x: 0.4, y: 0.4 }, 1)).toEqual([100]);
  });

  test.each([2, 3, 4])('have a place on the pad for %i styles from which they come', (count) => {
    for (const x of [0, 0.1, 0.35, 0.5, 0.8, 1]) {
      for (const y of [0, 0.2, 0.5, 0.7, 1]) {
        const weights = weightsAt({ x, y }, count);
        weightsAt(placeOf(weights), count).forEach((weight, i) => {
          expect(Math.abs(weight - (weights[i] ?? NaN))).toBeLessThanOrEqual(2);
        });
      }
    }
  });
});

describe('a mix', () => {
  test('is the weighted mean of the vectors, and says so', () => {
    const mix = mixOf([
      { style: b, weight: 60 },
      { style: c, weight: 40 },
    ]);
    expect(Array.from(mix.vector)).toEqual([Math.fround(1.4), 14]);
    expect(mix.name).toBe('B 60\u00a0% · C 40\u00a0%');
    expect(partsOf(mix).map(({ style }) => style)).toEqual([b, c]);
  });

  test('of one style is that style; what has no weight is not named', () => {
    expect(mixOf([{ style: b, weight: 100 }])).toBe(b);
    const none = mixOf([
      { style: b, weight: 100 },
      { style: c, weight: 0 },
    ]);
    expect(none.name).toBe('B 100\u00a0%');
    expect(none.vector).toEqual(b.vector);
  });

  test('is alike to one of the same styles in other weights alone', () => {
    const of = (...weights: number[]) =>
      mixOf([a, b, c].slice(0, weights.length).map((style, i) => ({ style, weight: weights[i] ?? 0 })));
    expect(areAlike(of(50, 50), of(10, 90))).toBe(true);
    expect(areAlike(of(50, 50), of(50, 25, 25))).toBe(false);
    expect(areAlike(a, a)).toBe(false);
  });
});

describe('a reference', () => {
  const all = ({ id }: { id: string }) => id;
  const mix = mixOf([
    { style: a, weight: 75 },
    { style: b, weight: 25 },
  ]);

  test('is read as it was written', () => {
    expect(writeReference(a, all)).toBe('a');
    expect(readReference('a')).toEqual({ parts: [{ id: 'a', weight: 100 }], scale: 1 });
    expect(writeReference({ ...mix, scale: 2 }, all)).toBe('a:75,b:25@2');
    expect(readReference('a:75,b:25@2')).toEqual({
      parts: [
        { id: 'a', weight: 75 },
        { id: 'b', weight: 25 },
      ],
      scale: 2,
    });
  });

  test('is not to be had of what others cannot find', () => {
    expect(writeReference(null, all)).toBeNull();
    expect(writeReference(mix, ({ id }) => (id === 'a' ? id : null))).toBeNull();
  });

  test.each(['a:75,b:20', 'a:50,a:50', 'a:50', 'a,b', 'a@3', 'a:20,b:20,c:20,d:20,e:20', 'é&b=c d'])(
    '%s is taken for an id',
    (text) => {
      expect(readReference(text)).toEqual({ parts: [{ id: text, weight: 100 }], scale: 1 });
    },
  );
});

describe('the style scale', () => {
  test('is that of the picture that the encoder sees', () => {
    expect(scaledStyle(greyPicture(101, 64, 7), 0.5)).toMatchObject({ width: 51, height: 32 });
    expect(scaledStyle(greyPicture(101, 64, 7), 2)).toMatchObject({ width: 202, height: 128 });
    const picture = greyPicture(101, 64, 7);
    expect(scaledStyle(picture, 1)).toBe(picture);
  });

  test('leaves no side too small', () => {
    expect(scaledStyle(greyPicture(40, 80, 7), 0.5)).toMatchObject({ width: 32, height: 64 });
  });
});

describe('Mixer', () => {
  let store: Store<StudioState>;
  let isResting: boolean;
  const quick = { show: vi.fn(), settle: vi.fn(), end: vi.fn() };
  const breakOff = vi.fn();

  beforeEach(() => {
    vi.useFakeTimers();
    vi.clearAllMocks();
    isResting = false;
    store = new Store<StudioState>({ ...INITIAL_STATE, style: a });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  function setUp() {
    const history = new History({
      store,
      output: new Store(INITIAL_OUTPUT),
      goTo: (look) => {
        store.set(look);
      },
    });
    history.begin();
    const mixer = new Mixer({
      store,
      paintIn: (style) => {
        store.set({ style });
      },
      choose: async (_, find) => {
        store.set({ style: await find() });
      },
      at: (style) => (isKnown(style) ? Promise.resolve(style) : Promise.reject(new Error('unknown'))),
      isResting: () => isResting,
      quick,
      canShow: () => true,
      breakOff,
      onSettled: () => {
        history.settle();
      },
    });
    const add = (style: ChosenStyle) => mixer.toggle(style.id, () => Promise.resolve(style));
    const weights = () => partsOf(store.get().style).map(({ weight }) => weight);
    return { mixer, history, add, weights };
  }

  test('takes styles in and out; the fifth finds no room, and the last one stays', async () => {
    const { mixer, add, weights } = setUp();
    for (const style of [b, c, d, e]) await add(style);
    expect(partsOf(store.get().style).map(({ style }) => style.id)).toEqual(['a', 'b', 'c', 'd']);
    expect(weights()).toEqual([25, 25, 25, 25]);
    for (const style of [d, c, b, a]) await add(style);
    expect(store.get().style).toBe(a);
    mixer.remove('a');
    expect(store.get().style).toBe(a);
  });

  test('shows small paintings while it is dragged, and is the style when the pointer rests', async () => {
    const { mixer, add, weights } = setUp();
    await add(b);
    mixer.moveTo({ x: 0.2, y: 0 });
    mixer.moveTo({ x: 0.3, y: 0 });
    expect(quick.show).toHaveBeenCalledTimes(2);
    expect(quick.show.mock.lastCall?.[0]).toMatchObject({ name: 'A 70\u00a0% · B 30\u00a0%' });
    expect(mixer.parts().map(({ weight }) => weight)).toEqual([70, 30]);
    expect(weights()).toEqual([50, 50]);
    vi.advanceTimersByTime(REST_MILLISECONDS);
    expect(weights()).toEqual([70, 30]);
    expect(mixer.place()).toEqual({ x: 0.3, y: 0 });
    mixer.moveTo({ x: 0.9, y: 0 });
    mixer.finish();
    expect(weights()).toEqual([10, 90]);
  });

  test('is one step of the history for each drag, however often it rests', async () => {
    const { mixer, history, add, weights } = setUp();
    await add(b);
    for (const x of [0.1, 0.2, 0.3]) {
      mixer.moveTo({ x, y: 0 });
      vi.advanceTimersByTime(REST_MILLISECONDS);
    }
    mixer.finish();
    mixer.setWeight(0, 90);
    mixer.finish();
    expect(weights()).toEqual([90, 10]);
    history.undo();
    expect(weights()).toEqual([70, 30]);
    history.undo();
    expect(weights()).toEqual([50, 50]);
    history.undo();
    expect(store.get().style).toBe(a);
  });

  test('follows at once where something else is painted in the style', async () => {
    const { mixer, add, weights } = setUp();
    isResting = true;
    await add(b);
    mixer.moveTo({ x: 0.25, y: 0 });
    expect(weights()).toEqual([75, 25]);
    expect(quick.show).not.toHaveBeenCalled();
    expect(breakOff).not.toHaveBeenCalled();
  });

  test('lets a drag go when another style is chosen', async () => {
    const { mixer, add } = setUp();
    await add(b);
    mixer.moveTo({ x: 0.25, y: 0 });
    store.set({ style: c });
    vi.advanceTimersByTime(REST_MILLISECONDS);
    expect(store.get().style).toBe(c);
    expect(mixer.store.get().draft).toBeNull();
  });

  test('does not paint the same once more', async () => {
    const { mixer, add } = setUp();
    await add(b);
    const { style } = store.get();
    mixer.moveTo({ x: 0.5, y: 0 });
    mixer.finish();
    expect(store.get().style).toBe(style);
  });
});
