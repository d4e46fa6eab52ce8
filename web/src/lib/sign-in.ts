import type { Cookies } from '@sveltejs/kit';
import { codeMinutes } from '@cenacle/shared/sessions/contract.ts';
import { localPath } from '#lib/preferences.ts';

const codeEmailCookie = 'cenacle_code_email';
const path = '/sign-in';

/** Remembers where a code was sent: the page survives a look into the mail, and no address ever shows it. */
export function keepCodeEmail(cookies: Cookies, url: URL, email: string): void {
  cookies.set(codeEmailCookie, email, {
    path,
    maxAge: codeMinutes * 60,
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
  });
}

/** Where the code that is awaited was sent; undefined when none is. */
export const codeEmailOf = (cookies: Cookies): string | undefined => cookies.get(codeEmailCookie);

/** The code did its work. */
export const forgetCodeEmail = (cookies: Cookies): void => cookies.delete(codeEmailCookie, { path });

/** The second step, where the code is typed. */
export function codePath(next: string | null): string {
  const onwards = localPath(next);
  return onwards === '/' ? '/sign-in/code' : `/sign-in/code?next=${encodeURIComponent(onwards)}`;
}

/** A text field of a form without the spaces around it. */
export const fieldOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();
