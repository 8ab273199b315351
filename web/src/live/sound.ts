/** The sound of a film, encoded anew for the painted one. */

import type { WebmChunk, WebmSound } from '../saving/webm';

export interface Sound {
  readonly track: WebmSound;
  /** In the order of time. */
  readonly chunks: readonly WebmChunk[];
}

/** The one rate at which Opus works. */
const RATE = 48_000;
const BITS_PER_SECOND = 160_000;
/** Of sound that the encoder gets at a time. */
const SLICE_SAMPLES = RATE;

/**
 * The first `seconds` of a file's sound as Opus, in stereo or mono.
 * @returns null when the file has no sound that this browser can decode
 * @throws DOMException when the encoder fails; `AbortError` when `signal` says so
 */
export async function encodeSound(file: Blob, seconds: number, signal: AbortSignal): Promise<Sound | null> {
  const decoded = await decode(file);
  if (!decoded) return null;
  signal.throwIfAborted();
  const channels = Math.min(2, decoded.numberOfChannels);
  const chunks: WebmChunk[] = [];
  const made: { setup: Uint8Array<ArrayBuffer> | null; failure: Error | null } = { setup: null, failure: null };
  const encoder = new AudioEncoder({
    output: (chunk, metadata) => {
      const description = metadata?.decoderConfig?.description;
      if (description) made.setup = new Uint8Array(copyOf(description));
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      chunks.push({ timestamp: chunk.timestamp, isKey: true, data });
    },
    error: (error) => {
      made.failure = error;
    },
  });
  try {
    encoder.configure({ codec: 'opus', sampleRate: RATE, numberOfChannels: channels, bitrate: BITS_PER_SECOND });
    const end = Math.min(decoded.length, Math.ceil(seconds * RATE));
    for (let at = 0; at < end; at += SLICE_SAMPLES) {
      signal.throwIfAborted();
      const slice = sliceOf(decoded, channels, at, Math.min(SLICE_SAMPLES, end - at));
      encoder.encode(slice);
      slice.close();
    }
    await encoder.flush();
  } finally {
    if (encoder.state !== 'closed') encoder.close();
  }
  const { setup, failure } = made;
  if (failure) throw failure;
  return setup && { track: { codec: 'A_OPUS', setup, sampleRate: RATE, channels }, chunks };
}

async function decode(file: Blob): Promise<AudioBuffer | null> {
  const bytes = await file.arrayBuffer();
  try {
    return await new OfflineAudioContext(2, 1, RATE).decodeAudioData(bytes);
  } catch {
    // Browsers say the same of a film without sound and of sound that they do not know.
    return null;
  }
}

function sliceOf(sound: AudioBuffer, channels: number, at: number, samples: number): AudioData {
  const data = new Float32Array(samples * channels);
  for (let channel = 0; channel < channels; channel++) {
    data.set(sound.getChannelData(channel).subarray(at, at + samples), channel * samples);
  }
  return new AudioData({
    format: 'f32-planar',
    sampleRate: RATE,
    numberOfFrames: samples,
    numberOfChannels: channels,
    timestamp: Math.round((at / RATE) * 1e6),
    data,
  });
}

function copyOf(source: AllowSharedBufferSource): ArrayBuffer {
  const view = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
  return new Uint8Array(view).buffer;
}
