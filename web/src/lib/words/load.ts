import type { Language } from '@cenacle/shared/http.ts';
import type { Words } from './fr.ts';

/** The catalogue of a language; a browser fetches only the one that it shows. */
export async function loadWords(language: Language): Promise<Words> {
  return language === 'fr' ? (await import('./fr.ts')).fr : (await import('./en.ts')).en;
}
