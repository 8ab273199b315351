/**
 * Writes WebM files: one picture track and at most one sound track of encoded chunks, with an index to seek by. As
 * much of Matroska (RFC 9559) as browsers and players need, and no more.
 */

import { joined } from '../studio/download';

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const SEEK_HEAD = 0x114d9b74;
const INFO = 0x1549a966;
const TRACKS = 0x1654ae6b;
const CUES = 0x1c53bb6b;
const CLUSTER = 0x1f43b675;

const PICTURE_TRACK = 1;
const SOUND_TRACK = 2;
/** Matroska counts time in ticks of this many nanoseconds: milliseconds. */
const TICK_NANOSECONDS = 1_000_000;
/** Blocks count from their cluster's start in 16 bits with a sign. */
const CLUSTER_MILLISECONDS = 30_000;

type Bytes = Uint8Array<ArrayBuffer>;

export interface WebmPicture {
  readonly codec: 'V_VP8' | 'V_VP9';
  readonly width: number;
  readonly height: number;
}

export interface WebmSound {
  readonly codec: 'A_OPUS';
  /** The OpusHead that the encoder gives as its description. */
  readonly setup: Bytes;
  readonly sampleRate: number;
  readonly channels: number;
}

export interface WebmChunk {
  /** Microseconds from the start of the film. */
  readonly timestamp: number;
  readonly isKey: boolean;
  readonly data: Bytes;
}

interface Cue {
  readonly milliseconds: number;
  /** Of its cluster, from the first cluster. */
  readonly offset: number;
}

/** Takes chunks in their order and keeps them as clusters; each picture that needs no other begins a new one. */
export class WebmWriter {
  readonly #picture: WebmPicture;
  readonly #sound: WebmSound | null;
  readonly #clusters: Blob[] = [];
  readonly #cues: Cue[] = [];
  #bytes = 0;
  #start = 0;
  #blocks: Bytes[] = [];

  constructor(picture: WebmPicture, sound: WebmSound | null) {
    this.#picture = picture;
    this.#sound = sound;
  }

  /** The first of all chunks must be a picture that needs no other. */
  addPicture(chunk: WebmChunk): void {
    if (chunk.isKey) this.#begin(chunk.timestamp);
    this.#add(PICTURE_TRACK, chunk);
  }

  addSound(chunk: WebmChunk): void {
    this.#add(SOUND_TRACK, chunk);
  }

  /** The whole file. @param seconds how long the film lasts */
  finish(seconds: number): Blob {
    this.#end();
    const info = element(
      INFO,
      element(0x2ad7b1, unsigned(TICK_NANOSECONDS)),
      element(0x4489, float(seconds * 1000)),
      element(0x4d80, text('Easel')),
      element(0x5741, text('Easel')),
    );
    const tracks = element(TRACKS, ...this.#tracks());
    // Positions are written with eight bytes, so that the index has the same length wherever it points to.
    const headLength = element(SEEK_HEAD, ...seekEntries([0, 0, 0])).length;
    const cuesLength = this.#index(0).length;
    const cuesAt = headLength + info.length + tracks.length;
    const head = element(SEEK_HEAD, ...seekEntries([headLength, headLength + info.length, cuesAt]));
    const front = [head, info, tracks, this.#index(cuesAt + cuesLength)];
    const length = cuesAt + cuesLength + this.#bytes;
    const start = [...fileHeader(), unsigned(SEGMENT), size(length)];
    return new Blob([...start, ...front, ...this.#clusters], { type: 'video/webm' });
  }

  #begin(timestamp: number): void {
    this.#end();
    this.#start = Math.round(timestamp / 1000);
    this.#cues.push({ milliseconds: this.#start, offset: this.#bytes });
  }

  /** A blob each, which browsers may keep on the disk: long films need not fit in memory. */
  #end(): void {
    if (this.#blocks.length === 0) return;
    const cluster = element(CLUSTER, element(0xe7, unsigned(this.#start)), ...this.#blocks);
    this.#clusters.push(new Blob([cluster]));
    this.#bytes += cluster.length;
    this.#blocks = [];
  }

  #add(track: number, { timestamp, isKey, data }: WebmChunk): void {
    const milliseconds = Math.round(timestamp / 1000) - this.#start;
    if (milliseconds > CLUSTER_MILLISECONDS) throw new RangeError('too long without a picture that needs no other');
    const head = new Uint8Array([0x80 | track, (milliseconds >> 8) & 255, milliseconds & 255, isKey ? 0x80 : 0]);
    this.#blocks.push(element(0xa3, head, data));
  }

  #tracks(): Bytes[] {
    const { codec, width, height } = this.#picture;
    const picture = element(
      0xae,
      ...trackHead(PICTURE_TRACK, 1, codec),
      element(0xe0, element(0xb0, unsigned(width)), element(0xba, unsigned(height))),
    );
    if (!this.#sound) return [picture];
    const { setup, sampleRate, channels } = this.#sound;
    const sound = element(
      0xae,
      ...trackHead(SOUND_TRACK, 2, this.#sound.codec),
      element(0x63a2, setup),
      element(0xe1, element(0xb5, float(sampleRate)), element(0x9f, unsigned(channels))),
    );
    return [picture, sound];
  }

  #index(firstCluster: number): Bytes {
    const points = this.#cues.map(({ milliseconds, offset }) =>
      element(
        0xbb,
        element(0xb3, unsigned(milliseconds)),
        element(0xb7, element(0xf7, unsigned(PICTURE_TRACK)), element(0xf1, unsigned64(firstCluster + offset))),
      ),
    );
    return element(CUES, ...points);
  }
}

function fileHeader(): Bytes[] {
  return [
    element(
      EBML,
      element(0x4286, unsigned(1)),
      element(0x42f7, unsigned(1)),
      element(0x42f2, unsigned(4)),
      element(0x42f3, unsigned(8)),
      element(0x4282, text('webm')),
      element(0x4287, unsigned(4)),
      element(0x4285, unsigned(2)),
    ),
  ];
}

function trackHead(number: number, type: number, codec: string): Bytes[] {
  return [
    element(0xd7, unsigned(number)),
    element(0x73c5, unsigned(number)),
    element(0x83, unsigned(type)),
    // No lacing: each block holds one chunk.
    element(0x9c, unsigned(0)),
    element(0x86, text(codec)),
  ];
}

/** Where to find info, tracks and index, counted from the start of the segment's content. */
function seekEntries([info, tracks, cues]: readonly [number, number, number]): Bytes[] {
  const places: [number, number][] = [
    [INFO, info],
    [TRACKS, tracks],
    [CUES, cues],
  ];
  return places.map(([id, at]) => element(0x4dbb, element(0x53ab, unsigned(id)), element(0x53ac, unsigned64(at))));
}

/** Ids carry their own length in their first bits. */
function element(id: number, ...content: readonly Bytes[]): Bytes {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  const head = [unsigned(id), size(length)];
  return joined([...head, ...content], (head[0] as Bytes).length + 8 + length);
}

/** A length as eight bytes, the first of which says that there are eight. */
function size(length: number): Bytes {
  const bytes = unsigned64(length);
  bytes[0] = 1;
  return bytes;
}

function unsigned(value: number): Bytes {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return new Uint8Array(bytes.length > 0 ? bytes : [0]);
}

function unsigned64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

function float(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return bytes;
}

function text(value: string): Bytes {
  return new TextEncoder().encode(value);
}
