import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EaselError } from '../../web/src/protocol/failure';
import type { Chosen } from '../../web/src/studio/state';
import { chosenStyle, vectorStyle } from './fakes/live';
import { optimiseRoom } from './fakes/optimise';
import { deferred } from './fakes/worker';

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
});

afterEach(() => {
  vi.restoreAllMocks();
});

const exhibit = (id: string) => ({ id, title: `Style ${id}`, description: '' }) as never;
const kept = (id: string) => ({ id, title: `Style ${id}`, group: 'mine' }) as never;

describe('a mix', () => {
  test('takes styles in, weighs them, and lets them go', async () => {
    const { room, state } = optimiseRoom({ state: { styles: [exhibit('night'), exhibit('waves')] } });
    const { styles } = room;
    styles.keep();
    expect(styles.all.map(({ id }) => id)).toEqual(['night']);
    await styles.choose('waves');
    styles.setWeight(0, 2);
    expect(styles.all.map(({ id }) => id)).toEqual(['night', 'waves']);
    expect(state().settings.styleWeights).toEqual([2, 1]);
    styles.remove(0);
    expect(styles.all.map(({ id }) => id)).toEqual(['waves']);
    expect(state().settings.styleWeights).toEqual([1]);
    styles.remove(0);
    expect(styles.all).toHaveLength(1);
  });

  test('shows the one before when the last one goes', async () => {
    const { room, state } = optimiseRoom({ state: { styles: [exhibit('night'), exhibit('waves')] } });
    room.styles.keep();
    await room.styles.choose('waves');
    room.styles.remove(1);
    expect(state().style?.id).toBe('night');
    expect(state().mix).toEqual([]);
  });
});

describe('what is chosen in the app', () => {
  test('is chosen here as well, until the reader chooses otherwise', async () => {
    const { room, studio, state } = optimiseRoom({ state: { styles: [exhibit('waves')] } });
    await room.enter();
    expect(state().style?.id).toBe('night');
    await room.styles.choose('waves');
    studio.store.set({ strength: 0.5 });
    expect(state().style?.id).toBe('waves');
    room.leave();
    await room.enter();
    expect(state().style?.id).toBe('waves');
    room.leave();
    studio.store.set({ style: chosenStyle('gold') });
    await room.enter();
    expect(state().style?.id).toBe('gold');
  });

  test('stays chosen there, whatever is chosen here', async () => {
    const { room, studio, state } = optimiseRoom({ state: { styles: [exhibit('waves')] } });
    const { photo, style } = studio.store.get();
    await room.enter();
    await room.styles.choose('waves');
    await room.openStyle(new File(['picture'], 'sketch.jpg', { type: 'image/jpeg' }));
    expect(state().style?.name).toBe('sketch.jpg');
    room.styles.keep();
    room.leave();
    expect(studio.store.get()).toMatchObject({ photo, style, ownStyle: null });
    expect(studio.store.get().style).toBe(style);
    expect(studio.chooseFile).not.toHaveBeenCalled();
  });

  test('is opened as a picture where only its vector was needed so far', async () => {
    const { room, studio, state } = optimiseRoom({
      state: { style: vectorStyle('waves'), styles: [exhibit('waves')] },
    });
    await room.enter();
    await vi.waitFor(() => {
      expect(state().style).toMatchObject({ id: 'waves', picture: { width: 8 } });
    });
    expect(studio.styles.picture.mock.calls).toEqual([['waves']]);
    expect(studio.store.get().style?.picture).toBeNull();
  });

  test('may be an old master, of whom there is no picture: then nothing is chosen, and no run starts', async () => {
    const { room, studio, run } = optimiseRoom({ state: { style: vectorStyle('scream'), styles: [exhibit('night')] } });
    await room.enter();
    expect(studio.styles.picture).not.toHaveBeenCalled();
    expect(room.styles.all).toEqual([]);
    room.start();
    expect(run()).toBeNull();
    await room.styles.choose('night');
    expect(room.styles.all).toHaveLength(1);
  });

  test('may be nothing: then it is the first style here, and still nothing there', async () => {
    const { room, studio, state } = optimiseRoom({ state: { style: null, styles: [exhibit('gold')] } });
    await room.enter();
    await vi.waitFor(() => {
      expect(state().style?.id).toBe('gold');
    });
    expect(studio.store.get().style).toBeNull();
    // What was chosen in the visit before may come later.
    studio.store.set({ style: chosenStyle('waves') });
    expect(state().style?.id).toBe('waves');
  });
});

describe('pictures', () => {
  test('of kept styles and of own files are offered, each once', async () => {
    const ownStyle = chosenStyle('own-7');
    const { room, studio, state } = optimiseRoom({
      state: { styles: [exhibit('night')], ownStyle, mine: [kept('own-3')] },
    });
    await room.styles.choose('own-3');
    expect(studio.styles.picture).toHaveBeenCalledWith('own-3');
    expect(state().style?.id).toBe('own-3');
    expect(room.styles.own).toEqual([ownStyle]);
    await room.styles.choose('own-7');
    expect(state().style).toBe(ownStyle);
    expect(studio.styles.picture).toHaveBeenCalledTimes(1);
    await room.openStyle(new File(['picture'], 'sketch.jpg', { type: 'image/jpeg' }));
    expect(room.styles.own.map(({ id }) => id)).toEqual(['own-1', 'own-7']);
    studio.store.set({ mine: [kept('own-3'), kept('own-7')] });
    expect(room.styles.own.map(({ id }) => id)).toEqual(['own-1']);
  });

  test('of two choices in a row only the later one counts', async () => {
    const { room, studio, state } = optimiseRoom({ state: { styles: [exhibit('gold'), exhibit('waves')] } });
    const slow = deferred<Chosen>();
    studio.styles.picture.mockReturnValueOnce(slow.promise);
    const first = room.styles.choose('gold');
    expect(state().openingStyle).toBe('gold');
    await room.styles.choose('waves');
    slow.resolve(chosenStyle('gold'));
    await first;
    expect(state()).toMatchObject({ style: { id: 'waves' }, openingStyle: null });
  });

  test('that cannot be opened are told of, and the one before stays', async () => {
    const { room, studio, state } = optimiseRoom({ state: { styles: [exhibit('gold')] } });
    studio.styles.picture.mockRejectedValueOnce(new EaselError('picture-unreachable'));
    await room.styles.choose('gold');
    expect(studio.store.get().notice).toMatchObject({ kind: 'failure', code: 'picture-unreachable', about: 'style' });
    expect(state()).toMatchObject({ style: { id: 'night' }, openingStyle: null });
    await room.styles.choose('gold');
    expect(studio.store.get().notice).toBeNull();
    // Of a kept one that is gone, those who keep it have told.
    studio.styles.picture.mockRejectedValueOnce(new EaselError('cancelled'));
    await room.styles.choose('own-3');
    expect(state().style?.id).toBe('gold');
    expect(studio.store.get().notice).toBeNull();
  });

  test('that failed by themselves are tried again by whoever comes back, and no sooner', async () => {
    const { room, studio, state } = optimiseRoom({ state: { style: null } });
    studio.styles.picture.mockRejectedValueOnce(new EaselError('picture-unreachable'));
    await room.enter();
    studio.store.set({ styles: [exhibit('gold')] });
    await vi.waitFor(() => {
      expect(studio.store.get().notice).not.toBeNull();
    });
    studio.store.set({ strength: 0.5 });
    expect(studio.styles.picture).toHaveBeenCalledTimes(1);
    room.leave();
    await room.enter();
    await vi.waitFor(() => {
      expect(state().style?.id).toBe('gold');
    });
  });

  test('in a file of kept styles go to those', async () => {
    const { room, studio, state } = optimiseRoom();
    const file = new File(['{}'], 'styles.json', { type: 'application/json' });
    await room.openStyle(file);
    expect(studio.chooseFile).toHaveBeenCalledWith('style', file);
    expect(state().style?.id).toBe('night');
  });
});
