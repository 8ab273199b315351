/** The language of the page, and how it is changed while everything else stays as it is. */

import { Store } from '../studio/store';

export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each in itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', ko: '한국어' };

export interface LanguageState {
  readonly language: Language;
  /** The words of the language that was asked for last could not be fetched. */
  readonly isUnreachable: boolean;
}

export class Languages {
  readonly store = new Store<LanguageState>({ language: 'en', isUnreachable: false });
  /** Each fetches its words, and answers with what puts them in use. */
  readonly #parts: ((language: Language) => Promise<() => void>)[] = [];
  /** What was asked for last: another choice may come while words are fetched. */
  #wanted: Language = 'en';

  /**
   * Words that are fetched together.
   * @returns the words in English, and from then on in the language of the page: the object stays the same, what it holds
   *   changes. In another language they are there after {@link settle}.
   */
  words<Strings extends object>(english: Strings, korean: () => Promise<Strings>): Readonly<Strings> {
    const words = { ...english };
    this.#parts.push(async (language) => {
      const fetched = language === 'en' ? english : await korean();
      return () => {
        Object.assign(words, fetched);
      };
    });
    return words;
  }

  /**
   * Changes the language of all parts at once, as soon as all of them are there.
   * @returns whether it is the language now
   */
  async choose(language: Language): Promise<boolean> {
    this.#wanted = language;
    try {
      const puts = await this.#fetch(language);
      if (this.#wanted !== language) return false;
      for (const put of puts) put();
      this.store.set({ language, isUnreachable: false });
      return true;
    } catch {
      if (this.#wanted === language) this.store.set({ isUnreachable: true });
      return false;
    }
  }

  /** The reader has seen that the words could not be fetched. */
  dismiss(): void {
    this.store.set({ isUnreachable: false });
  }

  /** Waits until parts that were added late are in the language of the page. Rejects where they cannot be fetched. */
  async settle(): Promise<void> {
    const { language } = this.store.get();
    const puts = await this.#fetch(language);
    // Whoever has changed it meanwhile, has changed it for these parts as well.
    if (this.store.get().language !== language) return;
    for (const put of puts) put();
  }

  async #fetch(language: Language): Promise<readonly (() => void)[]> {
    for (;;) {
      const parts = [...this.#parts];
      const puts = await Promise.all(parts.map((fetch) => fetch(language)));
      // One may have been added meanwhile.
      if (parts.length === this.#parts.length) return puts;
    }
  }
}

/** A page has one language. */
export const languages = new Languages();

/**
 * The language for a visit.
 * @param kept what was chosen on an earlier visit, unchecked
 * @param wished what the browser is set to, the favourite first
 */
export function firstLanguage(kept: string | null, wished: readonly string[]): Language {
  const known = [kept ?? '', ...wished].map((tag) => tag.toLowerCase().split('-')[0]);
  return (
    known.map((tag) => LANGUAGES.find((language) => language === tag)).find((found) => found !== undefined) ?? 'en'
  );
}
