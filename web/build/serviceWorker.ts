import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';
import type { SiteFile, SiteFiles } from '../src/serviceWorker/site.ts';

const ENTRY = 'src/serviceWorker/worker.ts';
/** At the root of the site, since a service worker rules no more than the folder it lies in. */
const NAME = 'sw.js';
/** The page itself: servers send its other name on to this one, and what was sent on cannot answer a navigation. */
const PAGE = '';

/** VGG-19, where a server has it: few who come will want its forty megabytes. */
const ON_USE = 'models/vgg19/';

/** Writes the service worker, with the list of all files of the build inside: any change of them makes a new worker. */
export function serviceWorker(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'easel:service-worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    // public/ has been copied by now, and nothing is compressed yet.
    closeBundle: {
      sequential: true,
      async handler() {
        if (!config.build.write) return;
        const folder = resolve(config.root, config.build.outDir);
        await writeFile(join(folder, NAME), await scriptFor(await listSite(folder), config.root));
      },
    },
  };
}

/** All files of a built site. The shell is the page and what its head names. */
export async function listSite(folder: string): Promise<SiteFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name !== NAME && !/\.(br|gz)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const named = new Set(Array.from(page.matchAll(/(?:src|href)="\.\/([^"]+)"/g), ([, name]) => name));
  const shell: SiteFile[] = [];
  const rest: SiteFile[] = [];
  const onUse: SiteFile[] = [];
  for (const path of paths) {
    const content = await readFile(join(folder, path));
    const isPage = path === 'index.html';
    const file = {
      path: isPage ? PAGE : path,
      sha256: createHash('sha256').update(content).digest('hex'),
      bytes: content.length,
    };
    if (isPage || named.has(path)) shell.push(file);
    else (path.startsWith(ON_USE) ? onUse : rest).push(file);
  }
  // Small files first: the more is there, the sooner.
  return { shell, rest: rest.sort((one, other) => one.bytes - other.bytes), onUse };
}

/** The worker as one classic script, which every browser takes. */
async function scriptFor(site: SiteFiles, root: string): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { SITE_FILES: JSON.stringify(site) },
    build: { write: false, target: 'es2022', lib: { entry: ENTRY, formats: ['iife'], name: 'easel' } },
  });
  const [chunk] = Array.isArray(result) && result[0] ? result[0].output : [];
  if (!chunk) throw new Error('the service worker was not built');
  return chunk.code;
}
