/** The kinds of file that a browser can record into. */

export interface Container {
  /** For `MediaRecorder`. */
  readonly type: string;
  /** Of the file's name, without a dot. */
  readonly extension: 'mp4' | 'webm';
}

/** Best first: MP4 with H.264 opens everywhere; recorders that have it write nothing better. */
const CONTAINERS: readonly Container[] = [
  { type: 'video/mp4;codecs=avc1.42E01F,mp4a.40.2', extension: 'mp4' },
  { type: 'video/webm;codecs=vp9,opus', extension: 'webm' },
  { type: 'video/webm;codecs=vp8,opus', extension: 'webm' },
  { type: 'video/webm', extension: 'webm' },
  { type: 'video/mp4', extension: 'mp4' },
];

/** The best container that can be recorded, or null where there is none. */
export function bestContainer(isSupported: (type: string) => boolean = browserRecords): Container | null {
  return CONTAINERS.find(({ type }) => isSupported(type)) ?? null;
}

function browserRecords(type: string): boolean {
  return typeof MediaRecorder === 'function' && MediaRecorder.isTypeSupported(type);
}
