import { expect, test } from 'vitest';
import { HeldPaintings, PAINTINGS_HELD, PIXELS_HELD } from '../../web/src/studio/heldPaintings';
import { History, PHOTOS_KEPT, STEPS_KEPT, type Look } from '../../web/src/studio/history';
import { INITIAL_OUTPUT, type OutputState } from '../../web/src/studio/outputState';
import { INITIAL_STATE, type Chosen, type Painting, type StudioState } from '../../web/src/studio/state';
import { Store } from '../../web/src/studio/store';
import { greyPicture } from './fakes/pictures';

function chosen(id: string): Chosen {
  return { id, name: id, description: '', picture: greyPicture(1, 1, 0), originalWidth: 1, originalHeight: 1 };
}

function setUp() {
  const store = new Store<StudioState>({ ...INITIAL_STATE, photo: chosen('lake') });
  const output = new Store<OutputState>(INITIAL_OUTPUT);
  const history = new History({
    store,
    output,
    goTo: ({ output: settings, ...look }: Look) => {
      store.set(look);
      output.set(settings);
    },
  });
  history.begin();
  return { store, output, history, state: () => history.store.get() };
}

test('goes back and forth over every kind of change', () => {
  const { store, history, state } = setUp();
  expect(state()).toEqual({ undo: null, redo: null, taken: null });
  store.set({ style: chosen('night') });
  store.set({ strength: 0.5 });
  history.settle();
  store.set({ colours: 'photo' });
  store.set({ photo: chosen('beach') });
  const last = store.get();
  expect(state()).toMatchObject({ undo: 'photo', redo: null });

  history.undo();
  expect(store.get().photo?.id).toBe('lake');
  expect(state()).toEqual({ undo: 'colours', redo: 'photo', taken: { way: 'undo', changed: 'photo' } });
  history.undo();
  expect(store.get().colours).toBe('style');
  history.undo();
  expect(store.get().strength).toBe(1);
  history.undo();
  expect(store.get().style).toBeNull();
  expect(state().undo).toBeNull();
  history.undo();
  expect(store.get().style).toBeNull();

  for (let i = 0; i < 4; i++) history.redo();
  expect(store.get()).toEqual(last);
  expect(state()).toMatchObject({ undo: 'photo', redo: null, taken: { way: 'redo', changed: 'photo' } });
});

test('a strength that is dragged is one step, until it is let go', () => {
  const { store, history } = setUp();
  for (const strength of [0.9, 0.7, 0.4]) store.set({ strength });
  history.settle();
  for (const strength of [0.5, 0.6]) store.set({ strength });
  history.undo();
  expect(store.get().strength).toBe(0.4);
  history.undo();
  expect(store.get().strength).toBe(1);
  expect(history.store.get().undo).toBeNull();
});

test('another change ends the drag, and a change after a step back ends the way forth', () => {
  const { store, history } = setUp();
  store.set({ strength: 0.5 });
  store.set({ colours: 'photo' });
  store.set({ strength: 0.2 });
  history.undo();
  expect(store.get()).toMatchObject({ strength: 0.5, colours: 'photo' });
  store.set({ strength: 0.3 });
  expect(history.store.get().redo).toBeNull();
  history.redo();
  expect(store.get().strength).toBe(0.3);
});

test('what is changed together is undone together', () => {
  const { store, history } = setUp();
  store.set({ strength: 0.5, colours: 'matched' });
  expect(history.store.get().undo).toBe('settings');
  history.undo();
  expect(store.get()).toMatchObject({ strength: 1, colours: 'style' });
});

test('how files are made goes back and forth as well; a quality that is dragged is one step', () => {
  const { store, output, history, state } = setUp();
  output.set({ size: 'full' });
  output.set({ strokes: 'preview' });
  output.set({ format: 'jpeg' });
  for (const quality of [80, 70, 60]) output.set({ quality });
  output.set({ print: { ...INITIAL_OUTPUT.print, way: 'width' } });
  for (const width of [1, 10, 105]) output.set({ print: { ...output.get().print, width } });
  output.set({ holdsSettings: false });
  store.set({ strength: 0.5 });
  expect(state().undo).toBe('strength');
  const last = output.get();
  const seen: unknown[] = [];
  while (state().undo) {
    history.undo();
    const { size, strokes, format, quality, print, holdsSettings } = output.get();
    seen.push([size, strokes, format, quality, print.way, print.width, holdsSettings]);
  }
  const { width } = INITIAL_OUTPUT.print;
  expect(seen).toEqual([
    ['full', 'preview', 'jpeg', 60, 'width', 105, false],
    ['full', 'preview', 'jpeg', 60, 'width', 105, true],
    ['full', 'preview', 'jpeg', 60, 'width', width, true],
    ['full', 'preview', 'jpeg', 60, 'off', width, true],
    ['full', 'preview', 'jpeg', 90, 'off', width, true],
    ['full', 'preview', 'png', 90, 'off', width, true],
    ['full', 'photo', 'png', 90, 'off', width, true],
    ['screen', 'photo', 'png', 90, 'off', width, true],
  ]);
  expect(state().redo).toBe('output');
  while (state().redo) history.redo();
  expect(output.get()).toEqual(last);
});

test('what is changed in one go is one step, with a style that comes later, and with no other', () => {
  const { store, output, history, state } = setUp();
  const [broad, usual] = [chosen('night'), chosen('night')];
  store.set({ style: broad, strength: 0.5 });
  const changeAll = () => {
    history.together(() => {
      store.set({ strength: 1 });
      output.set({ format: 'webp' });
      store.set({ opening: { photo: null, style: 'night' } });
    });
  };
  changeAll();
  store.set({ style: usual });
  store.set({ opening: { photo: null, style: null } });
  history.undo();
  expect([store.get().style, store.get().strength, output.get().format]).toEqual([broad, 0.5, 'png']);
  history.redo();
  expect([store.get().style, store.get().strength, output.get().format]).toEqual([usual, 1, 'webp']);
  store.set({ style: chosen('waves') });
  expect(state().undo).toBe('style');
  history.undo();
  history.undo();
  expect(store.get().style).toBe(broad);

  // Another one was chosen meanwhile.
  changeAll();
  store.set({ opening: { photo: null, style: 'waves' } });
  store.set({ style: chosen('waves') });
  expect(state().undo).toBe('style');
  history.undo();
  expect(store.get()).toMatchObject({ style: broad, strength: 1 });
});

test('what happens beside is no step', () => {
  const { store, output, history } = setUp();
  store.set({ phase: { kind: 'preparing' }, comparison: 'hold' });
  output.set({ busy: 'save' });
  expect(history.store.get().undo).toBeNull();
});

test('so many steps and photos are kept', () => {
  const { store, history } = setUp();
  for (let i = 0; i < STEPS_KEPT + 20; i++) store.set({ colours: i % 2 ? 'style' : 'photo' });
  let steps = 0;
  for (; history.store.get().undo; steps++) history.undo();
  expect(steps).toBe(STEPS_KEPT);

  for (let i = 0; i < PHOTOS_KEPT + 5; i++) store.set({ photo: chosen(`own-${String(i)}`) });
  for (steps = 0; history.store.get().undo; steps++) history.undo();
  expect(steps).toBe(PHOTOS_KEPT);
});

function painting(photo: string, style: string, pixels = 1): Painting {
  const picture = { ...greyPicture(1, 1, 0), width: pixels };
  const backend = { name: 'wasm', threads: 1, software: false } as const;
  return { photo: chosen(photo), style: chosen(style), detail: 'fine', picture, milliseconds: 1, backend };
}

test('paintings are held for photo and style, and found for pictures that were opened anew', () => {
  const held = new HeldPaintings();
  const first = painting('lake', 'night');
  held.hold(first);
  const photo = chosen('lake');
  const found = held.find(photo, first.style, 'fine');
  expect(found?.picture).toBe(first.picture);
  expect(found?.photo).toBe(photo);
  expect(held.find(photo, first.style, 'coarse')).toBeNull();
  expect(held.find(photo, chosen('waves'), 'fine')).toBeNull();
  expect(held.find(photo, { ...first.style, vector: new Float32Array(1) }, 'fine')).toBeNull();
});

test('of too many paintings those go that were not used for longest', () => {
  const held = new HeldPaintings();
  for (let i = 0; i < PAINTINGS_HELD; i++) held.hold(painting('lake', String(i)));
  expect(held.find(chosen('lake'), chosen('0'), 'fine')).not.toBeNull();
  held.hold(painting('lake', 'one more'));
  expect(held.find(chosen('lake'), chosen('0'), 'fine')).not.toBeNull();
  expect(held.find(chosen('lake'), chosen('1'), 'fine')).toBeNull();
  // Large ones leave room for fewer, but for one always.
  held.hold(painting('lake', 'large', PIXELS_HELD + 1));
  expect(held.find(chosen('lake'), chosen('large'), 'fine')).not.toBeNull();
  expect(held.find(chosen('lake'), chosen('0'), 'fine')).toBeNull();
  held.release();
  expect(held.find(chosen('lake'), chosen('large'), 'fine')).toBeNull();
});
