import type { Language } from '@cenacle/shared/http.ts';
import type { Me } from '@cenacle/shared/members/contract.ts';
import type { Words } from '#lib/words/fr.ts';
import type { Theme } from '#lib/preferences.ts';

declare global {
  namespace App {
    interface Error {
      status: number;
      message: string;
      /** The API's stable code, or `offline`; absent where SvelteKit itself refused. */
      code?: string;
    }
    interface Locals {
      language: Language;
      theme: Theme;
      /** When this page was asked for, in milliseconds: the one clock of server and first render. */
      now: number;
      /** Set-Cookie lines that the API sent while the page was made, passed on as they are. */
      apiCookies: string[];
    }
    interface PageData {
      language: Language;
      theme: Theme;
      zone: string;
      now: number;
      /** Set by the root layout; read it with useWords(). */
      words?: Words;
      me?: Me;
    }
  }
}

export {};
