import { createHash } from 'node:crypto';
import type { NetworkFiles, Networks } from '../../../web/src/protocol/engine';

export function networkFiles(): NetworkFiles {
  return { model: {}, weights: new ArrayBuffer(8) };
}

export function networks(styleLength = 4): Networks {
  return { styleTransformer: networkFiles(), styleLength };
}

export const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/** The files of a small site with two networks, or three, by path, and a manifest that fits them. */
export function modelSite({ live = false } = {}): { files: Map<string, string>; manifest: Record<string, unknown> } {
  const files = new Map<string, string>();
  const tensor = (shape: (number | null)[]) => ({ dtype: 'float32', shape });
  const image = () => tensor([1, null, null, 3]);
  const style = () => tensor([1, 192]);

  function network(name: string, inputs: object, outputs: object): object {
    const model = JSON.stringify({ name, weightsManifest: [{ paths: ['b.bin', 'a.bin'], weights: [] }] });
    const parts = { 'model.json': model, 'a.bin': `${name} tail`, 'b.bin': `${name} head, ` };
    const sums: Record<string, string> = {};
    let bytes = 0;
    for (const [part, content] of Object.entries(parts)) {
      files.set(`/models/${name}/${part}`, content);
      sums[part] = sha256(content);
      bytes += content.length;
    }
    return { file: `${name}/model.json`, bytes, sha256: sums, inputs, outputs };
  }

  const manifest = {
    format: 1,
    networks: {
      'style-encoder': network('style-encoder', { image: image() }, { style: style() }),
      'style-transformer': network('style-transformer', { image: image(), style: style() }, { stylized: image() }),
      ...(live && {
        'style-transformer-live': network(
          'style-transformer-live',
          { image: image(), style: style() },
          { stylized: image() },
        ),
      }),
    },
  };
  files.set('/models/manifest.json', JSON.stringify(manifest));
  return { files, manifest };
}

/** A `fetch` that answers from `files`, and notes what it was asked for. */
export function fakeFetch(files: ReadonlyMap<string, string>): { fetch: typeof fetch; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    fetch: (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      asked.push(pathname);
      if (init?.signal?.aborted) return Promise.reject(new DOMException('aborted', 'AbortError'));
      const content = files.get(pathname);
      return Promise.resolve(content === undefined ? new Response('', { status: 404 }) : new Response(content));
    },
  };
}
