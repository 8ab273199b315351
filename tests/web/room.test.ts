import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LiveRoom } from '../../web/src/live/room';
import { EaselError, type FailureCode } from '../../web/src/protocol/failure';
import { chosenStyle, fakeCamera, fakeFilm, FakeFrame, fakeStudio, fakeSurroundings } from './fakes/live';
import { deferred } from './fakes/worker';
import type { CameraSource } from '../../web/src/live/source';

function setUp(studio = fakeStudio()) {
  const browser = fakeSurroundings();
  const room = new LiveRoom(studio, browser.around);
  const state = () => room.store.get();
  const painter = () => browser.painters.at(-1) ?? expect.fail('no painter yet');
  return { room, state, studio, painter, ...browser };
}

/** A room in which the camera is painted. */
async function filming() {
  const made = setUp();
  const camera = fakeCamera();
  made.around.openCamera.mockResolvedValueOnce(camera.source);
  await made.room.enter();
  await made.room.useCamera();
  made.painter().paintFrame();
  return { ...made, camera };
}

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('coming in', () => {
  test('asks for no camera that was not allowed before', async () => {
    const { room, around, state, studio } = setUp();
    await room.enter();
    expect(around.openCamera).not.toHaveBeenCalled();
    expect(studio.rest).toHaveBeenCalledOnce();
    expect(state()).toMatchObject({ source: null, waiting: null, cameras: [{ id: 'front' }] });
  });

  test('opens the camera at once where that asks nothing', async () => {
    const { room, around, state } = setUp();
    around.isCameraAllowed.mockResolvedValue(true);
    await room.enter();
    expect(state().source?.kind).toBe('camera');
  });

  test('chooses the first style where none is chosen, once', async () => {
    const entry = { id: 'night', title: 'Night' } as never;
    const { room, studio } = setUp(fakeStudio({ style: null }));
    await room.enter();
    expect(studio.chooseStyle).not.toHaveBeenCalled();
    studio.store.set({ gallery: [entry] });
    studio.store.set({ notice: null });
    expect(studio.chooseStyle.mock.calls).toEqual([[entry]]);
  });
});

describe('painting', () => {
  test('gives the painter style, view and size, then frames', async () => {
    const { painter, calls, frames } = await (async () => {
      const made = setUp();
      made.room.setKeepColours(true);
      made.room.pin(288);
      await made.room.enter();
      await made.room.useCamera();
      const [, onFrame] = made.around.pump.mock.calls.at(-1) ?? expect.fail('no pump');
      const fed = new FakeFrame();
      onFrame(fed.frame, 0);
      return { painter: made.painter(), calls: made.painter().calls, frames: fed };
    })();
    expect(painter.mock.start).toHaveBeenCalledOnce();
    expect(calls).toContain('style "night"');
    expect(calls.find((call) => call.startsWith('view'))).toContain('"keepColours":true');
    expect(calls).toContain('pin 288');
    expect(calls.at(-1)).toBe('frame');
    expect(frames.closed).toBe(true);
  });

  test('lets the painter read the camera by itself where it can', async () => {
    const { room, around, painter } = setUp();
    await room.enter();
    await room.useCamera();
    painter().mock.attachTrack.mockReturnValue(true);
    around.pump.mockClear();
    await room.useCamera();
    expect(around.pump).not.toHaveBeenCalled();
  });

  test('shows facts with the first frame, then twice a second', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { state, painter } = await filming();
    const first = state().facts;
    expect(first).toMatchObject({ fps: 24, size: 160, backend: { name: 'wasm' } });
    painter().paintFrame();
    expect(state().facts).toBe(first);
    vi.advanceTimersByTime(600);
    painter().paintFrame();
    expect(state().facts).not.toBe(first);
    vi.useRealTimers();
  });

  test('follows style and strength of the studio', async () => {
    const { studio, painter } = await filming();
    studio.store.set({ style: chosenStyle('waves'), strength: 0.5 });
    await Promise.resolve();
    expect(painter().calls).toContain('style "waves"');
    expect(painter().calls).toContain('view {"strength":0.5}');
  });

  test('webcams and front cameras are mirrored, until the reader decides', async () => {
    const { room, state } = setUp();
    await room.enter();
    await room.useCamera();
    expect(state().mirror).toBe(true);
    await room.useCamera({ facing: 'environment' });
    expect(state().mirror).toBe(false);
    room.setMirror(true);
    await room.useFilm(fakeFilm().file);
    expect(state().mirror).toBe(true);
  });

  test('pauses while hidden, the film too', async () => {
    const { room, around, listeners, painter } = setUp();
    const film = fakeFilm();
    around.openFilm.mockResolvedValueOnce(film.source);
    await room.enter();
    await room.useFilm(film.file);
    expect(film.video.paused).toBe(false);
    listeners.visibility(true);
    expect([film.video.paused, painter().calls.at(-1)]).toEqual([true, 'pause']);
    listeners.visibility(false);
    expect([film.video.paused, painter().calls.at(-1)]).toEqual([false, 'resume']);
  });
});

test('a film that stands still is painted anew in another style or size', async () => {
  const { room, around, studio } = setUp();
  const film = fakeFilm();
  around.openFilm.mockResolvedValueOnce(film.source);
  await room.enter();
  await room.useFilm(film.file);
  const seeks = vi.spyOn(film.video, 'currentTime', 'set');
  room.pin(160);
  expect(seeks).not.toHaveBeenCalled();
  room.player.togglePlaying();
  room.pin(224);
  expect(seeks).toHaveBeenCalledTimes(1);
  studio.store.set({ style: chosenStyle('waves') });
  await vi.waitFor(() => {
    expect(seeks).toHaveBeenCalledTimes(2);
  });
});

describe('cameras', () => {
  test('the one that was chosen from the list is remembered', async () => {
    const { room, kept, opened } = setUp();
    await room.enter();
    await room.useCamera();
    expect(kept.camera).toBeNull();
    await room.useCamera({ id: 'desk' });
    expect(kept.camera).toBe('desk');
    await room.useCamera();
    expect(opened.at(-1)).toEqual({ id: 'desk' });
  });

  test('switching sides asks for the other one, whatever was remembered', async () => {
    const { room, kept, opened } = setUp();
    kept.camera = 'desk';
    await room.enter();
    await room.useCamera({ facing: 'user' });
    await room.switchFacing();
    expect(opened.at(-1)).toEqual({ facing: 'environment' });
    await room.switchFacing();
    expect(opened.at(-1)).toEqual({ facing: 'user' });
  });

  test('the list follows what is plugged in', async () => {
    const { room, around, listeners, state } = setUp();
    await room.enter();
    around.listCameras.mockResolvedValue([]);
    listeners.cameras();
    await vi.waitFor(() => {
      expect(state().cameras).toEqual([]);
    });
  });

  test('one that opens after the reader has left is let go', async () => {
    const { room, around, state } = setUp();
    const opening = deferred<CameraSource>();
    around.openCamera.mockReturnValueOnce(opening.promise);
    await room.enter();
    const using = room.useCamera();
    room.leave();
    const camera = fakeCamera();
    opening.resolve(camera.source);
    await using;
    expect(camera.close).toHaveBeenCalledOnce();
    expect(state()).toMatchObject({ source: null, waiting: null });
  });

  test('leaving lets camera and painter go, and wakes the studio', async () => {
    const { room, camera, painter, studio, state } = await filming();
    room.leave();
    expect(camera.close).toHaveBeenCalledOnce();
    expect(painter().calls.at(-1)).toBe('stop');
    expect(studio.wake).toHaveBeenCalledOnce();
    expect(state()).toMatchObject({ source: null, facts: null });
  });
});

describe('failures', () => {
  test.each<FailureCode>(['camera-none', 'camera-denied', 'camera-busy', 'camera-size', 'camera-insecure'])(
    '%s is told, and what was chosen stays',
    async (code) => {
      const { room, around, state } = setUp();
      await room.enter();
      room.setKeepColours(true);
      around.openCamera.mockRejectedValueOnce(new EaselError(code));
      await room.useCamera();
      expect(state()).toMatchObject({ notice: { kind: 'failure', code }, source: null, waiting: null });
      expect(state().keepColours).toBe(true);
      await room.useCamera();
      expect(state()).toMatchObject({ notice: null, source: { kind: 'camera' } });
    },
  );

  test('a film that cannot be read leaves the camera as it is', async () => {
    const { room, around, camera, state } = await filming();
    around.openFilm.mockRejectedValueOnce(new EaselError('film-unreadable'));
    await room.useFilm(fakeFilm().file);
    expect(state().source).toBe(camera.source);
    expect(state().notice).toMatchObject({ code: 'film-unreadable' });
  });

  test('an unplugged camera is told', async () => {
    const { camera, state } = await filming();
    camera.unplug();
    expect(state()).toMatchObject({ source: null, notice: { code: 'camera-unplugged' } });
    expect(camera.close).toHaveBeenCalledOnce();
  });

  test('a lost back end that comes back is told, once', async () => {
    const { painter, state } = await filming();
    painter().mock.stats.set({ backend: null, fps: 0 });
    const { notice } = state();
    expect(notice).toMatchObject({ kind: 'rebuilding' });
    painter().mock.stats.set({ backend: null, fps: 0 });
    expect(state().notice).toBe(notice);
    painter().paintFrame();
    expect(state().source?.kind).toBe('camera');
  });

  test('a painter that gives up can be started again, with all that it knew', async () => {
    const { room, painter, painters, state } = await filming();
    room.setDivider(0.25);
    painter().onFailure(new EaselError('gpu-lost'));
    expect(state()).toMatchObject({ failed: true, facts: null, notice: { code: 'gpu-lost' } });
    expect(state().source?.kind).toBe('camera');
    await room.restart();
    expect(painters.length).toBe(2);
    expect(painter().calls).toContain('style "night"');
    expect(painter().calls.find((call) => call.startsWith('view'))).toContain('"divider":0.25');
    painter().paintFrame();
    expect(state()).toMatchObject({ failed: false, notice: null, facts: { fps: 24 } });
  });

  test('a painter that cannot start is told', async () => {
    const { room, around, state } = setUp();
    const make = around.createPainter;
    around.createPainter = (events) => {
      const painter = make(events);
      vi.mocked(painter.start).mockRejectedValue(new EaselError('out-of-memory'));
      return painter;
    };
    await room.enter();
    await room.useCamera();
    expect(state()).toMatchObject({ failed: true, waiting: null, notice: { code: 'out-of-memory' } });
  });
});
