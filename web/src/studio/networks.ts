/** The networks, fetched once and kept, so that a new engine worker needs no second download. */

import type { NetworkFiles, Networks } from '../protocol/engine';
import { EaselError } from '../protocol/failure';
import { isRecord } from '../protocol/guards';
import type { LiveNetwork } from '../protocol/live';
import { fetchBytes, joined, verify } from './download';
import { readManifest, type NetworkEntry } from './manifest';

/** Bytes so far, and in all. */
export interface DownloadProgress {
  readonly loaded: number;
  readonly total: number;
}

export class NetworkStore {
  readonly #manifestUrl: URL;
  #loading: Promise<Networks> | null = null;
  /** The entry of the network for live frames; known once the others are here. */
  #liveEntry: NetworkEntry | null = null;
  #loadingLive: Promise<NetworkFiles> | null = null;
  #abort = new AbortController();
  #progress: DownloadProgress = { loaded: 0, total: 0 };
  #done = false;

  constructor(manifestUrl: URL) {
    this.#manifestUrl = manifestUrl;
  }

  /** True once the networks are here and nothing needs to be fetched any more. */
  get done(): boolean {
    return this.#done;
  }

  get progress(): DownloadProgress {
    return this.#progress;
  }

  /** Called whenever {@link progress} has changed. */
  onProgress: () => void = () => undefined;

  /**
   * The networks; the first call fetches them, and so does the next one after a failure.
   * @throws EaselError with a `network-…` code, or `cancelled`
   */
  load(): Promise<Networks> {
    if (this.#loading) return this.#loading;
    const loading: Promise<Networks> = this.#fetchAll(this.#abort.signal).catch((error: unknown) => {
      // One file is enough to fail; the others must not go on, nor count as progress of the next attempt.
      if (this.#loading === loading) this.cancel();
      throw error;
    });
    this.#loading = loading;
    return loading;
  }

  /**
   * The network for live frames: one of its own where the server has one, else the one that paints photos.
   * @throws EaselError as {@link load} does
   */
  async loadLive(): Promise<LiveNetwork> {
    const { styleTransformer, styleLength } = await this.load();
    const entry = this.#liveEntry;
    if (!entry) return { files: styleTransformer, styleLength };
    this.#loadingLive ??= fetchNetwork(this.#manifestUrl, entry, new AbortController().signal, () => undefined);
    try {
      return { files: await this.#loadingLive, styleLength };
    } catch (error) {
      this.#loadingLive = null;
      throw error;
    }
  }

  /** Breaks off a download that is under way. */
  cancel(): void {
    if (this.#done) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#loading = null;
  }

  async #fetchAll(signal: AbortSignal): Promise<Networks> {
    this.#setProgress({ loaded: 0, total: 0 });
    const text = await fetchBytes(this.#manifestUrl, signal, () => undefined);
    const manifest = readManifest(parseJson(text, 'network-manifest'));
    const { styleEncoder, styleTransformer, styleLength } = manifest;
    this.#setProgress({ loaded: 0, total: styleEncoder.bytes + styleTransformer.bytes });
    const onBytes = (count: number): void => {
      if (!signal.aborted) this.#setProgress({ ...this.#progress, loaded: this.#progress.loaded + count });
    };
    const [encoder, transformer] = await Promise.all([
      fetchNetwork(this.#manifestUrl, styleEncoder, signal, onBytes),
      fetchNetwork(this.#manifestUrl, styleTransformer, signal, onBytes),
    ]);
    this.#liveEntry = manifest.liveTransformer;
    this.#done = true;
    return { styleEncoder: encoder, styleTransformer: transformer, styleLength };
  }

  #setProgress(progress: DownloadProgress): void {
    this.#progress = progress;
    this.onProgress();
  }
}

/**
 * One network of the manifest, checked. `onBytes` is called with each number of bytes that arrives.
 * @throws EaselError with a `network-…` code, or `cancelled`
 */
export async function fetchNetwork(
  manifestUrl: URL,
  entry: NetworkEntry,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<NetworkFiles> {
  const modelUrl = new URL(entry.file, manifestUrl);
  const names = Object.keys(entry.sha256);
  const files = await Promise.all(
    names.map(async (name) => {
      const bytes = await fetchBytes(new URL(name, modelUrl), signal, onBytes);
      await verify(name, bytes, entry.sha256[name] ?? '');
      return bytes;
    }),
  );
  const byName = new Map(names.map((name, i) => [name, files[i] as Uint8Array<ArrayBuffer>]));
  const size = files.reduce((sum, file) => sum + file.length, 0);
  if (size !== entry.bytes) throw new EaselError('network-checksum', `${entry.file}: ${String(size)} bytes`);
  const modelName = entry.file.slice(entry.file.indexOf('/') + 1);
  const model = parseJson(byName.get(modelName) ?? new Uint8Array(), 'network-broken');
  if (!isRecord(model)) throw new EaselError('network-broken', `${entry.file} is no object`);
  return { model, weights: joinShards(model['weightsManifest'], byName) };
}

/** Text as JSON; what is none fails with the code `otherwise`. */
export function parseJson(bytes: Uint8Array, otherwise: 'network-manifest' | 'network-broken'): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (error) {
    throw new EaselError(otherwise, String(error), { cause: error });
  }
}

/** The weight shards in the order in which model.json names them. */
function joinShards(weightsManifest: unknown, files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): ArrayBuffer {
  const groups: unknown[] = Array.isArray(weightsManifest) ? weightsManifest : [];
  const paths = groups.flatMap((group): unknown[] =>
    isRecord(group) && Array.isArray(group['paths']) ? group['paths'] : [],
  );
  const shards = paths.map((path) => {
    const shard = files.get(String(path));
    if (!shard) throw new EaselError('network-broken', `model.json names ${String(path)}, the manifest does not`);
    return shard;
  });
  const length = shards.reduce((sum, shard) => sum + shard.length, 0);
  return joined(shards, length).buffer;
}
