/** The list of the site's files that the build puts into the service worker (web/build/serviceWorker.ts). */

export interface SiteFile {
  /** Relative to the site; empty for the page itself. */
  readonly path: string;
  /** Of the content, uncompressed, in hex. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface SiteFiles {
  /** What the page shows itself with. */
  readonly shell: readonly SiteFile[];
  /** Everything else, in the order in which it is kept. */
  readonly rest: readonly SiteFile[];
  /** Too large to be fetched before it is wanted: kept once it was. */
  readonly onUse: readonly SiteFile[];
}
