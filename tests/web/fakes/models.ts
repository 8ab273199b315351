import { readFileSync } from 'node:fs';
import type { NetworkFiles, Networks } from '../../../web/src/protocol/engine';
import { isRecord } from '../../../web/src/protocol/guards';
import { readManifest, type NetworkEntry } from '../../../web/src/studio/manifest';

const MODELS = new URL('../../../web/public/models/', import.meta.url);

function readNetwork({ file }: Pick<NetworkEntry, 'file'>): NetworkFiles {
  const url = new URL(file, MODELS);
  const model: unknown = JSON.parse(readFileSync(url, 'utf8'));
  if (!isRecord(model)) throw new Error(`${file} is no object`);
  const groups = model['weightsManifest'] as { paths: string[] }[];
  const shards = groups.flatMap(({ paths }) => paths).map((path) => readFileSync(new URL(path, url)));
  const weights = new Uint8Array(Buffer.concat(shards));
  return { model, weights: weights.buffer };
}

/** The networks that this repository ships. */
export function shippedNetworks(): Networks & { readonly styleEncoder: NetworkFiles } {
  const manifest = readManifest(JSON.parse(readFileSync(new URL('manifest.json', MODELS), 'utf8')));
  return {
    styleEncoder: readNetwork(manifest.styleEncoder),
    styleTransformer: readNetwork(manifest.styleTransformer),
    styleLength: manifest.styleLength,
  };
}

/** The encoder of Optimise that this repository ships. */
export function shippedEncoder(): NetworkFiles {
  return readNetwork({ file: 'encoder-distilled/model.json' });
}
