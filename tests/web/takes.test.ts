import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LiveRoom } from '../../web/src/live/room';
import { EaselError } from '../../web/src/protocol/failure';
import type { Recording } from '../../web/src/live/recorder';
import { recoloured } from '../../web/src/saving/recolour';
import type { Painting } from '../../web/src/studio/state';
import { chosenStyle, fakeFilm, FakeFrame, fakeStudio, fakeSurroundings } from './fakes/live';
import { patternPicture } from './fakes/pictures';
import { deferred } from './fakes/worker';

const BACKEND = { name: 'wasm', threads: 1, software: false } as const;

async function setUp(kind: 'camera' | 'film' = 'camera') {
  const browser = fakeSurroundings();
  const studio = fakeStudio();
  const room = new LiveRoom(studio, browser.around);
  await room.enter();
  await (kind === 'camera' ? room.useCamera() : room.useFilm(fakeFilm().file));
  const painter = browser.painters[0] ?? expect.fail('no painter');
  painter.paintFrame();
  return { room, takes: room.takes, state: () => room.store.get(), studio, painter, ...browser };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockReturnValue();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('recording', () => {
  test('counts seconds, and is saved when it is stopped', async () => {
    const { takes, state, around } = await setUp();
    takes.startRecording();
    expect(state().recording).toBe(0);
    vi.advanceTimersByTime(2600);
    expect(state().recording).toBe(2);
    await takes.stopRecording();
    expect(state().recording).toBeNull();
    expect(around.saveRecording.mock.calls).toEqual([
      [expect.objectContaining({ extension: 'webm' }), 'Camera', 'Style night'],
    ]);
  });

  test('leaves out the time in which the page is hidden', async () => {
    const { takes, state, listeners, recorder } = await setUp();
    takes.startRecording();
    vi.advanceTimersByTime(1100);
    listeners.visibility(true);
    vi.advanceTimersByTime(5000);
    listeners.visibility(false);
    vi.advanceTimersByTime(1100);
    expect(state().recording).toBe(2);
    expect([recorder.pause.mock.calls.length, recorder.resume.mock.calls.length]).toEqual([1, 1]);
  });

  test('leaves out the time in which a snapshot is shown', async () => {
    const { takes, recorder } = await setUp();
    takes.startRecording();
    await takes.takeStill();
    expect(recorder.pause).toHaveBeenCalledOnce();
    takes.closeStill();
    expect(recorder.resume).toHaveBeenCalledOnce();
  });

  test('is saved when the camera goes', async () => {
    const { room, takes, around } = await setUp();
    takes.startRecording();
    room.closeSource();
    await vi.waitFor(() => {
      expect(around.saveRecording).toHaveBeenCalledOnce();
    });
  });

  test('a browser that cannot record says so', async () => {
    const { takes, state, around } = await setUp();
    around.record.mockImplementation(() => {
      throw new EaselError('recording-failed');
    });
    takes.startRecording();
    expect(state()).toMatchObject({ recording: null, notice: { code: 'recording-failed' } });
  });
});

describe('snapshots', () => {
  test('are painted by the network for photos while the frames wait, shown, and saved at the strength', async () => {
    const { takes, state, studio, painter, around } = await setUp();
    studio.store.set({ strength: 0.5 });
    const taking = takes.takeStill();
    expect(painter.calls.at(-1)).toBe('pause');
    expect(state().still?.phase).not.toBeNull();
    await taking;
    expect(state().still?.painting?.picture.data[0]).toBe(200);
    await takes.saveStill();
    const [picture, ...names] = around.savePng.mock.calls[0] as unknown as [Painting['picture'], string, string];
    expect([picture.width, picture.height, picture.data[0]]).toEqual([64, 48, 151]);
    expect(names).toEqual(['Snapshot', 'Style night']);
    takes.closeStill();
    expect(state().still).toBeNull();
    expect(painter.calls.at(-1)).toBe('resume');
    expect(studio.cancel).not.toHaveBeenCalled();
  });

  test('are taken as they are seen: mirrored', async () => {
    const { takes, around } = await setUp();
    await takes.takeStill();
    expect(around.takeStill).toHaveBeenCalledWith(expect.anything(), true);
  });

  test.each(['style', 'photo', 'matched'] as const)('are saved in the colours of the studio: %s', async (colours) => {
    const { room, takes, studio, around } = await setUp();
    const [photo, painted] = [patternPicture(64, 48), patternPicture(64, 48)];
    for (let i = 0; i < painted.data.length; i += 4) painted.data[i] = 90;
    around.takeStill.mockReturnValue(photo);
    studio.paintStill.mockImplementation((of) =>
      Promise.resolve({
        photo: of,
        style: chosenStyle('night'),
        detail: 'fine',
        picture: painted,
        milliseconds: 5,
        backend: BACKEND,
      }),
    );
    if (colours === 'photo') room.setKeepColours(true);
    else studio.store.set({ colours });
    await takes.takeStill();
    await takes.saveStill();
    const [saved] = around.savePng.mock.calls[0] as unknown as [Painting['picture']];
    expect(saved.data).toEqual(recoloured(photo, painted, colours).data);
    expect(studio.paintStill).toHaveBeenCalledOnce();
    // They can still be chosen while it is shown, without another painting.
    room.setKeepColours(colours !== 'photo');
    await takes.saveStill();
    const [other] = around.savePng.mock.calls[1] as unknown as [Painting['picture']];
    expect(other.data).toEqual(recoloured(photo, painted, colours === 'photo' ? 'style' : 'photo').data);
    expect(studio.paintStill).toHaveBeenCalledOnce();
  });

  test('are painted anew when another style is chosen', async () => {
    const { takes, state, studio } = await setUp();
    await takes.takeStill();
    const { photo } = state().still ?? expect.fail('no snapshot');
    studio.store.set({ style: chosenStyle('waves') });
    await vi.waitFor(() => {
      expect(state().still?.painting?.style.id).toBe('waves');
    });
    expect(state().still?.photo).toBe(photo);
  });

  test('can be broken off', async () => {
    const { takes, state, studio } = await setUp();
    const painting = deferred<Painting>();
    studio.paintStill.mockReturnValueOnce(painting.promise);
    void takes.takeStill();
    takes.closeStill();
    expect(studio.cancel).toHaveBeenCalledOnce();
    painting.resolve({} as Painting);
    await painting.promise;
    expect(state().still).toBeNull();
  });

  test('a failure leads back to the moving picture', async () => {
    const { takes, state, studio, painter } = await setUp();
    studio.paintStill.mockRejectedValueOnce(new EaselError('out-of-memory'));
    await takes.takeStill();
    expect(state()).toMatchObject({ still: null, notice: { code: 'out-of-memory' } });
    expect(painter.calls.at(-1)).toBe('resume');
  });
});

describe('films', () => {
  test('are exported with progress, while other frames wait', async () => {
    const { takes, state, around, painter } = await setUp('film');
    const exporting = deferred<Recording>();
    around.exportFilm.mockReturnValueOnce(exporting.promise);
    const done = takes.exportFilm();
    const [job] = around.exportFilm.mock.calls[0] ?? expect.fail('not exported');
    expect(painter.calls.at(-1)).toBe('pause');
    await job.paint(new FakeFrame().frame);
    expect(painter.calls.at(-1)).toBe('paint');
    job.onProgress(0.4);
    expect(state().exporting).toBe(0.4);
    exporting.resolve({ blob: new Blob(['painted']), extension: 'webm' });
    await done;
    expect(state().exporting).toBeNull();
    expect(around.saveRecording.mock.calls).toEqual([[expect.anything(), 'beach', 'Style night']]);
    expect(painter.calls.at(-1)).toBe('resume');
  });

  test('a cancelled export saves nothing and says nothing', async () => {
    const { takes, state, around } = await setUp('film');
    around.exportFilm.mockImplementationOnce(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new EaselError('cancelled'));
          });
        }),
    );
    const done = takes.exportFilm();
    takes.cancelExport();
    await done;
    expect(state()).toMatchObject({ exporting: null, notice: null });
    expect(around.saveRecording).not.toHaveBeenCalled();
  });

  test('are exported at the rate at which they were seen to play', async () => {
    const { room, takes, around } = await setUp('film');
    for (let i = 0; i < 10; i++) room.takes.noteFrame(i / 12);
    await takes.exportFilm();
    expect(around.exportFilm.mock.calls[0]?.[0].rate).toBe(12);
  });

  test('sound that cannot be read is told', async () => {
    const { takes, state, around } = await setUp('film');
    around.exportFilm.mockImplementationOnce(({ onSilent }) => {
      onSilent();
      return Promise.resolve({ blob: new Blob(['painted']), extension: 'webm' });
    });
    await takes.exportFilm();
    expect(state().notice).toMatchObject({ kind: 'no-sound' });
  });
});
