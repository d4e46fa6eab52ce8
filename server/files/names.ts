import { fileNameMax } from '@cenacle/shared/files/contract.ts';
import { cut } from '@cenacle/shared/text.ts';
import { knownExtensions, type FileType } from './types.ts';

// Signs that are not seen, or that turn the rest of the name around so that it seems to end differently.
const unseen = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/** The extension of a name in lower case, without its dot; empty when it has none. */
export function extensionOf(name: string): string {
  return /\.([^.\s/\\]{1,10})\s*$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The name under which a file of this type is kept and offered: composed, without path, never empty. */
export function fileNameFor(given: string, type: FileType): string {
  const clean = given.normalize('NFC').replace(unseen, '');
  const base = clean.slice(Math.max(clean.lastIndexOf('/'), clean.lastIndexOf('\\')) + 1);
  const trimmed = base.replace(/^[.\s]+|[.\s]+$/gu, '');
  const extension = extensionOf(trimmed);
  const fits = type.extensions.includes(extension);
  // An extension that means another type gives way; any other word behind a dot belongs to the name.
  const hasOwn = fits || knownExtensions.has(extension);
  const stem = hasOwn ? trimmed.slice(0, trimmed.lastIndexOf('.')) : trimmed;
  const ending = `.${fits ? extension : type.extensions[0]}`;
  return `${shorten(stem, fileNameMax - ending.length) || defaultStem(type)}${ending}`;
}

function shorten(stem: string, lengthMax: number): string {
  return cut(stem, lengthMax).replace(/[.\s]+$/u, '');
}

const defaultStem = (type: FileType) => (type.kind === 'picture' ? 'image' : 'document');

/** The header that names a file to the browser (RFC 6266, RFC 8187), with a plain spelling for old programs. */
export function contentDisposition(name: string, isInline: boolean): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${isInline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
