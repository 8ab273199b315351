/** A text that the browser keeps for this site, as far as it keeps anything. */

export interface TextKeeper {
  /** What was kept, unchecked; null where there is nothing, or nothing can be kept. */
  readonly load: () => string | null;
  /** Does nothing where nothing can be kept: then it lasts as long as the page. */
  readonly save: (text: string) => void;
}

/** Browsers that keep nothing, or have no room, throw when the storage is touched. */
export function localText(key: string): TextKeeper {
  return {
    load: () => {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    save: (text) => {
      try {
        localStorage.setItem(key, text);
      } catch {
        // The next visit begins without it.
      }
    },
  };
}
