/** The frames of a camera as a stream that a worker can read, where the browser has that. */

interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}
type TrackProcessorClass = new (init: { track: MediaStreamTrack }) => TrackProcessor;

/** @returns null where frames must be taken from a video element instead */
export function framesOf(track: MediaStreamTrack): ReadableStream<VideoFrame> | null {
  const Processor = (globalThis as { MediaStreamTrackProcessor?: TrackProcessorClass }).MediaStreamTrackProcessor;
  if (!Processor || !canHandOverStreams()) return null;
  try {
    return new Processor({ track }).readable;
  } catch {
    // The track has ended, or is none of a camera.
    return null;
  }
}

function canHandOverStreams(): boolean {
  const { port1, port2 } = new MessageChannel();
  try {
    const stream = new ReadableStream();
    port1.postMessage(stream, [stream]);
    return true;
  } catch {
    return false;
  } finally {
    port1.close();
    port2.close();
  }
}
