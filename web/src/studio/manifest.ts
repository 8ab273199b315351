/** models/manifest.json: what networks there are, and what their files must be. */

import { STYLE_LENGTH_LIMIT } from '../protocol/engine';
import { EaselError } from '../protocol/failure';
import { isRecord, isSide, isString, type UnknownRecord } from '../protocol/guards';

export const MANIFEST_FORMAT = 1;

const LIVE = 'style-transformer-live';

export interface NetworkEntry {
  /** Path of model.json, relative to the manifest; the other files lie beside it. */
  readonly file: string;
  /** All files together. */
  readonly bytes: number;
  /** File name to sha256, 64 hexadecimal digits. */
  readonly sha256: Readonly<Record<string, string>>;
}

export interface Manifest {
  readonly styleEncoder: NetworkEntry;
  readonly styleTransformer: NetworkEntry;
  /** A lighter style transformer for live frames, with the same style vectors; not every server has one. */
  readonly liveTransformer: NetworkEntry | null;
  /** Numbers in a style vector, the same for both networks. */
  readonly styleLength: number;
}

/**
 * Checks a fetched manifest.
 * @throws EaselError `network-manifest` that says in its detail what is wrong
 */
export function readManifest(value: unknown): Manifest {
  const manifest = record(value, 'the manifest');
  if (manifest['format'] !== MANIFEST_FORMAT) {
    throw wrong(`format ${String(manifest['format'])} instead of ${String(MANIFEST_FORMAT)}`);
  }
  const networks = record(manifest['networks'], 'networks');
  const encoder = record(networks['style-encoder'], 'style-encoder');
  const transformer = record(networks['style-transformer'], 'style-transformer');
  const live = networks[LIVE] === undefined ? null : record(networks[LIVE], LIVE);
  tensorShape(encoder, 'inputs', 'image');
  const made = tensorShape(encoder, 'outputs', 'style').at(-1);
  checkTransformer(transformer, made);
  if (live) checkTransformer(live, made);
  if (!isSide(made) || made > STYLE_LENGTH_LIMIT) throw wrong(`style vectors of ${String(made)} numbers`);
  return {
    styleEncoder: networkEntry(encoder, 'style-encoder'),
    styleTransformer: networkEntry(transformer, 'style-transformer'),
    liveTransformer: live && networkEntry(live, LIVE),
    styleLength: made,
  };
}

/** @param made what the encoder makes: the numbers in a style vector */
function checkTransformer(transformer: UnknownRecord, made: unknown): void {
  tensorShape(transformer, 'inputs', 'image');
  tensorShape(transformer, 'outputs', 'stylized');
  const taken = tensorShape(transformer, 'inputs', 'style').at(-1);
  if (made !== taken) throw wrong(`the encoder makes ${String(made)} numbers, the transformer takes ${String(taken)}`);
}

function wrong(detail: string): EaselError {
  return new EaselError('network-manifest', detail);
}

/** A part of the manifest that must be an object. */
export function record(value: unknown, name: string): UnknownRecord {
  if (!isRecord(value)) throw wrong(`${name} is missing`);
  return value;
}

function tensorShape(network: UnknownRecord, side: 'inputs' | 'outputs', name: string): readonly unknown[] {
  const tensor = record(record(network[side], side)[name], `the tensor "${name}"`);
  if (tensor['dtype'] !== 'float32' || !Array.isArray(tensor['shape']))
    throw wrong(`the tensor "${name}" is no float32`);
  return tensor['shape'];
}

/** The part of a network's entry that is needed to fetch it, checked. */
export function networkEntry(network: UnknownRecord, name: string): NetworkEntry {
  const { file, bytes, sha256 } = network;
  if (!isString(file) || !/^[\w-]+\/[\w.-]+\.json$/.test(file)) throw wrong(`${name}: file`);
  if (!isSide(bytes)) throw wrong(`${name}: bytes`);
  const sums = record(sha256, `${name}: sha256`);
  const names = Object.keys(sums);
  if (!names.includes(file.slice(file.indexOf('/') + 1))) throw wrong(`${name}: no sha256 of model.json`);
  for (const [part, sum] of Object.entries(sums)) {
    if (!/^[\w.-]+$/.test(part) || !isString(sum) || !/^[0-9a-f]{64}$/.test(sum))
      throw wrong(`${name}: sha256 of ${part}`);
  }
  return { file, bytes, sha256: sums as Readonly<Record<string, string>> };
}
