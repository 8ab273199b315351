import { useSyncExternalStore } from 'react';
import { languages, type Language } from '../strings/language';

/** The language of the page. What is made of words and kept from one render to the next is made anew with another one. */
export function useLanguage(): Language {
  return useSyncExternalStore(languages.store.subscribe, languages.store.get).language;
}
