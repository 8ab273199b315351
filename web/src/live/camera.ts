/** Cameras: which there are, and a picture from one of them. */

import { EaselError } from '../protocol/failure';
import { cameraFailure, mayWorkLooser } from './cameraFailure';
import { firstPicture, makeVideo, type CameraSource, type Facing } from './source';

export interface Camera {
  readonly id: string;
  /** Empty until the reader has allowed the camera once. */
  readonly label: string;
}

/** Which camera the reader wants: a certain one, or one that looks somewhere; neither means any. */
export interface CameraWish {
  readonly id?: string;
  readonly facing?: Facing;
}

/** More than any size at which frames are painted; what is left over makes sharper snapshots. */
const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const SMALL_SIZE = { width: { ideal: 640 }, height: { ideal: 480 } };

/**
 * What is asked of the browser, in this order, until one of it works: some cameras refuse sizes that they offer, and
 * one that was chosen last week may be gone.
 */
export function constraintsFor({ id, facing }: CameraWish): readonly MediaTrackConstraints[] {
  const which: MediaTrackConstraints = id ? { deviceId: { exact: id } } : facing ? { facingMode: facing } : {};
  const tries = [{ ...which, ...SIZE }, { ...which, ...SMALL_SIZE }, which];
  return id ? [...tries, SIZE, {}] : tries;
}

/** The browser's cameras, or none where it cannot tell. */
export async function listCameras(): Promise<readonly Camera[]> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  const all = (await devices?.enumerateDevices().catch(() => [])) ?? [];
  // Before the reader allows a camera, browsers tell of one without id or label.
  return all
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** True where the reader has allowed the camera before, so that opening it asks nothing. */
export async function isCameraAllowed(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: 'camera' });
    return state === 'granted';
  } catch {
    // Not every browser knows this permission by name.
    return false;
  }
}

/**
 * Opens a camera, asking the reader where the browser wants that.
 * @throws EaselError with a `camera-…` code
 */
export async function openCamera(wish: CameraWish): Promise<CameraSource> {
  const stream = await firstStream(constraintsFor(wish));
  const [track] = stream.getVideoTracks();
  if (!track) throw new EaselError('camera-none', 'a stream without a picture');
  const video = makeVideo();
  const close = (): void => {
    track.stop();
    video.srcObject = null;
  };
  try {
    const shown = firstPicture(video);
    video.muted = true;
    video.srcObject = stream;
    await Promise.all([shown, video.play()]);
  } catch (error) {
    close();
    throw new EaselError('camera-busy', String(error), { cause: error });
  }
  const { deviceId = '', facingMode } = track.getSettings();
  const facing = facingMode === 'user' || facingMode === 'environment' ? facingMode : null;
  return { kind: 'camera', id: deviceId, name: track.label, facing, track, video, close };
}

async function firstStream(tries: readonly MediaTrackConstraints[]): Promise<MediaStream> {
  // Absent on insecure origins, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new EaselError(globalThis.isSecureContext ? 'camera-none' : 'camera-insecure');
  let failure = new EaselError('camera-none');
  for (const video of tries) {
    try {
      return await devices.getUserMedia({ video });
    } catch (error) {
      failure = cameraFailure(error);
      if (!mayWorkLooser(failure)) break;
    }
  }
  throw failure;
}
