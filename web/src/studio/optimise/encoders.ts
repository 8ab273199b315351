/** The networks that can look at pictures for an optimisation, as far as the server has them. */

import type { NetworkFiles } from '../../protocol/engine';
import { isRecord } from '../../protocol/guards';
import { ENCODERS, type EncoderName } from '../../protocol/optimiseSettings';
import { fetchBytes } from '../download';
import { networkEntry, record, type NetworkEntry } from '../manifest';
import { fetchNetwork, parseJson, type DownloadProgress } from '../networks';

/** Names in the manifest. */
const NETWORK_NAMES: Readonly<Record<EncoderName, string>> = { distilled: 'encoder-distilled', vgg19: 'vgg19' };

export interface EncoderEntry extends NetworkEntry {
  /** Names of its outputs. */
  readonly taps: readonly string[];
}

/** What the server has of each. */
export type Encoders = Readonly<Record<EncoderName, EncoderEntry | null>>;

export class EncoderStore {
  readonly #manifestUrl: URL;
  readonly #files = new Map<EncoderName, NetworkFiles>();
  #encoders: Promise<Encoders> | null = null;

  constructor(manifestUrl: URL) {
    this.#manifestUrl = manifestUrl;
  }

  /**
   * Which encoders there are; asks the server again only after a failure.
   * @throws EaselError `network-unreachable` or `network-manifest`
   */
  async list(): Promise<Encoders> {
    this.#encoders ??= this.#fetchList();
    try {
      return await this.#encoders;
    } catch (error) {
      this.#encoders = null;
      throw error;
    }
  }

  /**
   * The encoder's files, fetched once and kept; null where the server has none.
   * @throws EaselError with a `network-…` code, or `cancelled`
   */
  async load(
    name: EncoderName,
    signal: AbortSignal,
    onProgress: (progress: DownloadProgress) => void,
  ): Promise<NetworkFiles | null> {
    const kept = this.#files.get(name);
    if (kept) return kept;
    const { [name]: entry } = await this.list();
    if (!entry) return null;
    let loaded = 0;
    const files = await fetchNetwork(this.#manifestUrl, entry, signal, (count) => {
      loaded += count;
      onProgress({ loaded, total: entry.bytes });
    });
    this.#files.set(name, files);
    return files;
  }

  async #fetchList(): Promise<Encoders> {
    const text = await fetchBytes(this.#manifestUrl, new AbortController().signal, () => undefined);
    const manifest = record(parseJson(text, 'network-manifest'), 'the manifest');
    const networks = record(manifest['networks'], 'networks');
    const entries = ENCODERS.map((name) => [name, readEncoder(networks[NETWORK_NAMES[name]], name)]);
    return Object.fromEntries(entries) as Encoders;
  }
}

function readEncoder(value: unknown, name: string): EncoderEntry | null {
  if (!isRecord(value)) return null;
  return { ...networkEntry(value, name), taps: Object.keys(record(value['outputs'], `${name}: outputs`)) };
}
