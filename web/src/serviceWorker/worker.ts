/**
 * The service worker: hands out the site's own files from the browser's cache, so that Easel works without a network.
 * It sees no picture of the reader's, for those are never requested; whatever is no file of the site it leaves alone.
 */

import { isOfflineRequest, type OfflineReply } from '../protocol/offline';
import { dropAllBut, fetchAndKeep, find, keep, missing } from './keeping';
import type { SiteFile, SiteFiles } from './site';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build. */
declare const SITE_FILES: SiteFiles;

const { shell, rest, onUse } = SITE_FILES;
const ahead = [...shell, ...rest];
const all = [...ahead, ...onUse];
const byPath = new Map(all.map((file) => [file.path, file]));
const site = self.registration.scope;

// The page is there without a network, or this version is not installed at all; the rest follows when the page idles.
self.addEventListener('install', (event) => {
  event.waitUntil(keepShell());
});

self.addEventListener('activate', (event) => {
  // A first visit needs no reload until what it fetches is kept.
  event.waitUntil(dropAllBut(site, all).then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const file = fileOf(event.request);
  if (file) event.respondWith(answer(file, event));
});

self.addEventListener('message', (event) => {
  const request: unknown = event.data;
  if (!isOfflineRequest(request)) return;
  if (request === 'take-over') void self.skipWaiting();
  else event.waitUntil(keepNext().then((reply) => event.ports[0]?.postMessage(reply)));
});

/** Which file of the site is asked for, if it is one. */
function fileOf({ method, url, mode }: Request): SiteFile | undefined {
  if (method !== 'GET' || !url.startsWith(site)) return undefined;
  const { origin, pathname, search } = new URL(url);
  const path = (origin + pathname).slice(site.length);
  // The address of the page carries settings, such as the back end.
  if (mode === 'navigate') return path === 'index.html' ? byPath.get('') : byPath.get(path);
  return search === '' ? byPath.get(path) : undefined;
}

async function answer(file: SiteFile, event: FetchEvent): Promise<Response> {
  // A cache that cannot be read is no reason to show nothing.
  const kept = await find(site, file).catch(() => undefined);
  if (kept) return kept;
  const response = await fetch(event.request);
  // Kept as well where nothing is fetched ahead; that there is no room for it is no news here.
  event.waitUntil(keep(site, file, response.clone()).catch(() => undefined));
  return response;
}

/** The page learns from the browser that it failed, but not why. */
async function keepShell(): Promise<void> {
  try {
    const files = await missing(site, shell);
    await Promise.all(files.map((file) => fetchAndKeep(site, file)));
  } catch (error) {
    const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    for (const page of pages) page.postMessage(failureOf(error));
    throw error;
  }
}

/** One file at a time: browsers end a worker that is busy for minutes. */
async function keepNext(): Promise<OfflineReply> {
  const bytes = ahead.reduce((sum, file) => sum + file.bytes, 0);
  try {
    const [next, ...others] = await missing(site, ahead);
    if (next) await fetchAndKeep(site, next);
    return { left: others.reduce((sum, file) => sum + file.bytes, 0), bytes };
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): OfflineReply {
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return { failure: isFull ? 'no-room' : 'unreachable' };
}
