/**
 * The files of the site in the browser's cache. A file is kept under its path and the hash of its content: versions
 * share what has not changed, and what is found is what this version was built from.
 */

import type { SiteFile } from './site';

const CACHE = 'easel';

/** The file as it was kept, with the headers it came with: those that isolate the page are among them. */
export async function find(site: string, file: SiteFile): Promise<Response | undefined> {
  const cache = await caches.open(CACHE);
  return cache.match(keyOf(site, file), { ignoreVary: true });
}

/** Fetches a file and keeps it. Rejects where it cannot be had, is another version's, or has no room. */
export async function fetchAndKeep(site: string, file: SiteFile): Promise<void> {
  // Asked for again where the server does not say for how long an answer holds.
  const response = await fetch(new URL(file.path, site), { cache: 'no-cache', priority: 'low' });
  await keep(site, file, response);
}

/** Keeps an answer of the server, if it is whole and of this version; else rejects. */
export async function keep(site: string, file: SiteFile, response: Response): Promise<void> {
  if (!response.ok || response.redirected) throw new Error(`${file.path}: ${String(response.status)}`);
  const copy = response.clone();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (sha256 !== file.sha256) throw new Error(`${file.path} is of another version`);
  const cache = await caches.open(CACHE);
  await cache.put(keyOf(site, file), copy);
}

/** Those of the files that are not kept yet, in their order. */
export async function missing(site: string, files: readonly SiteFile[]): Promise<SiteFile[]> {
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  return files.filter((file) => !kept.has(keyOf(site, file)));
}

/** Drops whatever is none of these files. */
export async function dropAllBut(site: string, files: readonly SiteFile[]): Promise<void> {
  const wanted = new Set(files.map((file) => keyOf(site, file)));
  const cache = await caches.open(CACHE);
  const old = (await cache.keys()).filter(({ url }) => !wanted.has(url));
  await Promise.all(old.map((request) => cache.delete(request, { ignoreVary: true })));
}

function keyOf(site: string, { path, sha256 }: SiteFile): string {
  return `${site}${path}?sha256=${sha256}`;
}
