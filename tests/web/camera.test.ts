import { afterEach, describe, expect, test, vi } from 'vitest';
import { constraintsFor, isCameraAllowed, listCameras, openCamera } from '../../web/src/live/camera';
import { cameraFailure } from '../../web/src/live/cameraFailure';
import { FakeVideo } from './fakes/live';

/** A browser whose cameras do what `open` says. */
function setUp(open: (constraints: MediaStreamConstraints) => Promise<unknown>) {
  const asked: MediaTrackConstraints[] = [];
  const stop = vi.fn();
  const track = { label: 'Desk', stop, getSettings: () => ({ deviceId: 'desk', facingMode: 'user' }) };
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getUserMedia: async (constraints: { video: MediaTrackConstraints }) => {
        asked.push(constraints.video);
        await open(constraints);
        return { getVideoTracks: () => [track] };
      },
      enumerateDevices: () =>
        Promise.resolve([
          { kind: 'audioinput', deviceId: 'microphone', label: '' },
          { kind: 'videoinput', deviceId: '', label: '' },
          { kind: 'videoinput', deviceId: 'desk', label: 'Desk' },
        ]),
    },
    permissions: { query: () => Promise.resolve({ state: 'granted' }) },
  });
  const video = new FakeVideo();
  const play = vi.spyOn(video, 'play').mockImplementation(() => {
    video.dispatchEvent(new Event('loadeddata'));
    return Promise.resolve();
  });
  vi.stubGlobal('document', { createElement: () => video });
  return { asked, stop, play };
}

const fail = (name: string) => Promise.reject(new DOMException('for the test', name));

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a wish is asked for exactly first, then ever looser', () => {
  const exact = { deviceId: { exact: 'desk' } };
  const tries = constraintsFor({ id: 'desk' });
  expect(tries.slice(0, 3)).toEqual([expect.objectContaining(exact), expect.objectContaining(exact), exact]);
  expect(tries.at(-1)).toEqual({});
  expect(constraintsFor({ facing: 'environment' }).every(({ facingMode }) => facingMode === 'environment')).toBe(true);
});

test('opens a camera and says which it is', async () => {
  const { asked } = setUp(() => Promise.resolve());
  const source = await openCamera({});
  expect(source).toMatchObject({ kind: 'camera', id: 'desk', name: 'Desk', facing: 'user' });
  expect(asked).toEqual([expect.objectContaining({ width: { ideal: 1280 } })]);
});

test('closing stops the track, so that the light goes off', async () => {
  const { stop } = setUp(() => Promise.resolve());
  const source = await openCamera({});
  source.close();
  expect(stop).toHaveBeenCalledOnce();
  expect(source.video.srcObject).toBeNull();
});

test('a refused size is asked for smaller', async () => {
  let refusals = 2;
  const { asked } = setUp(() => (refusals-- > 0 ? fail('OverconstrainedError') : Promise.resolve()));
  await openCamera({});
  expect(asked.length).toBe(3);
});

test.each([
  ['NotFoundError', 'camera-none', 1],
  ['NotAllowedError', 'camera-denied', 1],
  ['NotReadableError', 'camera-busy', 3],
  ['OverconstrainedError', 'camera-size', 3],
])('%s ends in %s after %i tries', async (name, code, tries) => {
  const { asked } = setUp(() => fail(name));
  await expect(openCamera({})).rejects.toMatchObject({ code });
  expect(asked.length).toBe(tries);
});

test('a video that does not play lets the camera go', async () => {
  const { stop, play } = setUp(() => Promise.resolve());
  play.mockRejectedValue(new Error('no'));
  await expect(openCamera({})).rejects.toMatchObject({ code: 'camera-busy' });
  expect(stop).toHaveBeenCalledOnce();
});

describe('without cameras', () => {
  test.each([
    [false, 'camera-insecure'],
    [true, 'camera-none'],
  ])('on a secure page: %s', async (isSecure, code) => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('isSecureContext', isSecure);
    await expect(openCamera({})).rejects.toMatchObject({ code });
    expect(await listCameras()).toEqual([]);
    expect(await isCameraAllowed()).toBe(false);
  });
});

test('lists cameras that can be told apart', async () => {
  setUp(() => Promise.resolve());
  expect(await listCameras()).toEqual([{ id: 'desk', label: 'Desk' }]);
  expect(await isCameraAllowed()).toBe(true);
});

test('what nobody foresaw counts as a camera that does not start', () => {
  expect(cameraFailure('what?').code).toBe('camera-busy');
});
