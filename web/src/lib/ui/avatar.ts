import { firstSign } from '@cenacle/shared/text.ts';

const tints = ['accent', 'brass', 'good'] as const;

/** The two letters that stand for a name: of its first and its last word. */
export function initials(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{M}\p{N}\s’'-]/gu, ' ')
    .split(/[\s-]+/)
    .filter(Boolean);
  const first = firstSign(words[0] ?? '?');
  const last = words.length > 1 ? firstSign(words.at(-1) ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

/** One of three tints, always the same for an id. */
export function tintOf(id: string): (typeof tints)[number] {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return tints[sum % tints.length] ?? 'accent';
}
