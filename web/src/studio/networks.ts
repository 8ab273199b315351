/** The networks, fetched once and kept, so that a new engine worker needs no second download. */

import type { NetworkFiles, Networks } from '../protocol/engine';
import { EaselError } from '../protocol/failure';
import { isRecord } from '../protocol/guards';
import type { LiveNetwork } from '../protocol/live';
import { fetchBytes, joined, verify } from './download';
import { readManifest, type Manifest, type NetworkEntry } from './manifest';

/** Bytes so far, and in all. */
export interface DownloadProgress {
  readonly loaded: number;
  readonly total: number;
}

/** Networks that painting photos needs; the encoder only for styles whose vector is not known. */
type Part = 'styleTransformer' | 'styleEncoder';

export class NetworkStore {
  readonly #manifestUrl: URL;
  #manifest: Promise<Manifest> | null = null;
  readonly #parts = new Map<Part, Promise<NetworkFiles>>();
  /** Of the parts that were asked for since there was last nothing to fetch. */
  readonly #shares = new Map<Part, DownloadProgress>();
  readonly #here = new Set<Part>();
  #loadingLive: Promise<NetworkFiles> | null = null;
  #abort = new AbortController();

  constructor(manifestUrl: URL) {
    this.#manifestUrl = manifestUrl;
  }

  /** True once all that was asked for is here. */
  get done(): boolean {
    return this.#parts.size > 0 && this.#here.size === this.#parts.size;
  }

  get progress(): DownloadProgress {
    const shares = [...this.#shares.values()];
    const sum = (of: keyof DownloadProgress): number => shares.reduce((all, share) => all + share[of], 0);
    return { loaded: sum('loaded'), total: sum('total') };
  }

  /** Called whenever {@link progress} has changed. */
  onProgress: () => void = () => undefined;

  /**
   * What painting in a known style needs; the first call fetches it, and so does the next one after a failure.
   * @throws EaselError with a `network-…` code, or `cancelled`
   */
  async load(): Promise<Networks> {
    const styleTransformer = await this.#part('styleTransformer');
    const { styleLength } = await this.#readManifest();
    return { styleTransformer, styleLength };
  }

  /**
   * The style encoder, for pictures whose style vector is not known.
   * @throws EaselError as {@link load} does
   */
  loadEncoder(): Promise<NetworkFiles> {
    return this.#part('styleEncoder');
  }

  /**
   * The network for live frames: one of its own where the server has one, else the one that paints photos.
   * @throws EaselError as {@link load} does
   */
  async loadLive(): Promise<LiveNetwork> {
    const { liveTransformer: entry, styleLength } = await this.#readManifest();
    if (!entry) return { files: await this.#part('styleTransformer'), styleLength };
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
    if (this.done) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    for (const part of this.#parts.keys()) if (!this.#here.has(part)) this.#parts.delete(part);
    this.#shares.clear();
  }

  #part(part: Part): Promise<NetworkFiles> {
    const kept = this.#parts.get(part);
    if (kept) return kept;
    if (this.done) this.#shares.clear();
    const { signal } = this.#abort;
    this.#note(part, { loaded: 0, total: 0 });
    const fetching = this.#fetch(part, signal).catch((error: unknown) => {
      // One file is enough to fail; the others must not go on, nor count as progress of the next attempt.
      if (this.#parts.get(part) === fetching) this.cancel();
      throw error;
    });
    this.#parts.set(part, fetching);
    return fetching;
  }

  async #fetch(part: Part, signal: AbortSignal): Promise<NetworkFiles> {
    const { [part]: entry } = await this.#readManifest();
    mustGoOn(signal);
    const total = entry.bytes;
    let loaded = 0;
    this.#note(part, { loaded, total });
    const files = await fetchNetwork(this.#manifestUrl, entry, signal, (count) => {
      loaded += count;
      if (!signal.aborted) this.#note(part, { loaded, total });
    });
    mustGoOn(signal);
    this.#here.add(part);
    return files;
  }

  /** Fetched once, whoever asks, and again after a failure. Small enough not to be broken off. */
  #readManifest(): Promise<Manifest> {
    this.#manifest ??= fetchBytes(this.#manifestUrl, new AbortController().signal, () => undefined)
      .then((bytes) => readManifest(parseJson(bytes, 'network-manifest')))
      .catch((error: unknown) => {
        this.#manifest = null;
        throw error;
      });
    return this.#manifest;
  }

  #note(part: Part, share: DownloadProgress): void {
    this.#shares.set(part, share);
    this.onProgress();
  }
}

function mustGoOn(signal: AbortSignal): void {
  if (signal.aborted) throw new EaselError('cancelled');
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
