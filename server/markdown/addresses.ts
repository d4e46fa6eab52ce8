import { domainToASCII, domainToUnicode } from 'node:url';
import { judgeAddress } from '@cenacle/shared/markdown/addresses.ts';
import type { Target } from '@cenacle/shared/markdown/addresses.ts';
import { cleanCharacters } from '@cenacle/shared/markdown/characters.ts';
import { decodeReferences } from './entities.ts';

/** Where an address written in Markdown, with its character references, leads; null as in `judgeAddress`. */
export function judgeWritten(written: string, publicUrl: string): Target | null {
  const href = cleanCharacters(decodeReferences(written))
    .replace(/[\u200c\u200d]/g, '')
    .trim();
  return judgeAddress(href, publicUrl);
}

const fileEndings =
  /\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|csv|txt|rtf|html?|php|aspx?|jsp|json|xml|png|jpe?g|gif|svg|webp)$/;
const lookalikes = /[^a-z0-9.\-àâäæçéèêëîïôöœùûüÿ]/;

function hostsNamed(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .replace(/[。．｡․]/g, '.')
    .toLowerCase();
  if (/^https?:\/\/\S+$/.test(plain) && URL.canParse(plain)) {
    const url = new URL(plain);
    if (url.username === '') return [url.hostname];
  }
  return plain
    .split(/[^\p{L}\p{N}\p{M}.-]+/u)
    .map((word) => word.replace(/^[.-]+|[.-]+$/g, ''))
    .filter(
      (word) => /\.(?:\p{L}{2,}|xn--[a-z0-9-]+)$|^\d+(?:\.\d+){3}$/u.test(word) && !fileEndings.test(word),
    );
}

const digits = (text: string): string => text.replace(/\D/g, '').slice(-9);

/**
 * True if what a link shows would make a reader expect another place than where it leads: another host, mail
 * address or number is written, or its host is spelled in letters that pass for others.
 */
export function misleads(text: string, target: Target): boolean {
  if (target.kind === 'phone') return digits(text).length >= 6 && digits(text) !== digits(target.shown);
  if (target.kind === 'mail') {
    return /[@.]/.test(text) && text.trim().toLowerCase() !== target.shown.toLowerCase();
  }
  if (target.kind !== 'web') return false;
  const host = target.shown.replace(/^www\./, '');
  if (host.includes('xn--') && lookalikes.test(domainToUnicode(host))) return true;
  return hostsNamed(text).some((named) => domainToASCII(named).replace(/^www\./, '') !== host);
}
