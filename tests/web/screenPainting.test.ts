import { expect, test, vi } from 'vitest';
import type { MasksState } from '../../web/src/studio/masks/masks';
import { quickMask } from '../../web/src/studio/masks/quickMasks';
import { ScreenPainting } from '../../web/src/studio/screenPainting';
import { INITIAL_STATE, type Painting, type StudioState } from '../../web/src/studio/state';
import { Store } from '../../web/src/studio/store';
import { chosen, large } from './fakes/output';
import { deferred } from './fakes/worker';

const photo = large().photo;
const night = chosen('night');
const day = chosen('day');

function setUp(state: Partial<StudioState> = {}) {
  const store = new Store<StudioState>({ ...INITIAL_STATE, photo, style: night, ...state });
  const masks = new Store<MasksState>({ opening: null } as MasksState);
  const made: ReturnType<typeof deferred<Painting | null>>[] = [];
  const make = vi.fn(() => {
    const painting = deferred<Painting | null>();
    made.push(painting);
    return painting.promise;
  });
  const onShow = vi.fn();
  const paintings = { find: () => null, make, cancel: vi.fn() };
  const screen = new ScreenPainting({ store, masks, paintings, onShow });
  screen.open();
  let isSettled = false;
  const settled = (): Promise<void> =>
    screen.settled().then(() => {
      isSettled = true;
    });
  return { store, masks, made, onShow, screen, settled, isSettled: () => isSettled };
}

test('is settled at once where nothing is chosen or painted', async () => {
  await setUp().screen.settled();
});

test('is settled when both styles are painted', async () => {
  const { store, made, onShow, screen, settled, isSettled } = setUp({
    mask: quickMask('left', { width: 4, height: 4 }),
    rest: day,
  });
  void screen.paint();
  const waiting = settled();
  made[0]?.resolve({ ...large(), style: night });
  await expect.poll(() => made.length).toBe(2);
  expect(isSettled()).toBe(false);
  made[1]?.resolve({ ...large(), style: day });
  await waiting;
  expect(store.get()).toMatchObject({ painting: { style: night }, restPainting: { style: day } });
  expect(onShow).toHaveBeenCalledTimes(2);
});

test.each(['photo', 'style'] as const)('waits for a %s that is being opened', async (purpose) => {
  const { store, settled, isSettled } = setUp();
  store.set({ opening: { ...INITIAL_STATE.opening, [purpose]: 'next' } });
  const waiting = settled();
  await new Promise((resolve) => setTimeout(resolve));
  expect(isSettled()).toBe(false);
  store.set({ opening: INITIAL_STATE.opening });
  await waiting;
});

test('waits for the second style, and then for its painting', async () => {
  const { masks, made, screen, settled, isSettled } = setUp();
  masks.set({ opening: 'day' });
  const waiting = settled();
  void screen.paint();
  masks.set({ opening: null });
  await new Promise((resolve) => setTimeout(resolve));
  expect(isSettled()).toBe(false);
  // Broken off.
  made[0]?.resolve(null);
  await waiting;
});
