import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readManifest } from '../../web/src/studio/manifest';
import { modelSite } from './fakes/networks';

type Tree = Record<string, unknown>;

/** The manifest with one place changed; `undefined` removes it. */
function changed(path: string, value: unknown): unknown {
  const { manifest } = modelSite();
  const keys = path.split('/');
  const last = keys.pop() ?? '';
  let place: Tree = manifest;
  for (const key of keys) place = place[key] as Tree;
  if (value === undefined) Reflect.deleteProperty(place, last);
  else place[last] = value;
  return manifest;
}

test('a good manifest is read', () => {
  const { styleLength, styleEncoder, styleTransformer } = readManifest(modelSite().manifest);
  expect(styleLength).toBe(192);
  expect(styleEncoder.file).toBe('style-encoder/model.json');
  expect(Object.keys(styleTransformer.sha256)).toContain('a.bin');
});

test('the manifest of this repository is read', () => {
  const file = new URL('../../web/public/models/manifest.json', import.meta.url);
  expect(readManifest(JSON.parse(readFileSync(file, 'utf8'))).styleLength).toBeLessThanOrEqual(256);
});

const encoder = 'networks/style-encoder';
const transformer = 'networks/style-transformer';

describe('refused', () => {
  test.each([
    ['another format', 'format', 2],
    ['no networks', 'networks', undefined],
    ['no encoder', encoder, undefined],
    ['no transformer', transformer, undefined],
    ['a style of another length', `${transformer}/inputs/style/shape`, [1, 128]],
    ['a style of unknown length', `${encoder}/outputs/style/shape`, [1, null]],
    ['an encoder without its output', `${encoder}/outputs/style`, undefined],
    ['a transformer without its output', `${transformer}/outputs/stylized`, undefined],
    ['another type of numbers', `${transformer}/inputs/image/dtype`, 'int32'],
    ['no size', `${encoder}/bytes`, undefined],
    ['a size of nothing', `${encoder}/bytes`, 0],
    ['a file outside of the folder', `${encoder}/file`, '../secret/model.json'],
    ['a file on another server', `${encoder}/file`, 'https://example.org/model.json'],
    ['no checksums', `${encoder}/sha256`, undefined],
    ['no checksum of model.json', `${encoder}/sha256/model.json`, undefined],
    ['a short checksum', `${encoder}/sha256/a.bin`, 'abc'],
    [
      'a shard outside of the folder',
      `${encoder}/sha256`,
      { 'model.json': '0'.repeat(64), '../a.bin': '0'.repeat(64) },
    ],
  ])('%s', (_, path, value) => {
    expect(() => readManifest(changed(path, value))).toThrow(expect.objectContaining({ code: 'network-manifest' }));
  });

  test('style vectors above the limit of 256', () => {
    const manifest = modelSite().manifest as { networks: Record<string, Record<string, Record<string, unknown>>> };
    const long = { dtype: 'float32', shape: [1, 257] };
    for (const network of Object.values(manifest.networks)) {
      for (const side of ['inputs', 'outputs']) {
        const tensors = network[side] ?? {};
        if ('style' in tensors) tensors['style'] = long;
      }
    }
    expect(() => readManifest(manifest)).toThrow(/257/);
  });

  test.each([null, [], 'manifest', 1])('%j instead of a manifest', (value) => {
    expect(() => readManifest(value)).toThrow(expect.objectContaining({ code: 'network-manifest' }));
  });
});
