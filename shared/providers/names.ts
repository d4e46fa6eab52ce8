/** Legal forms say nothing of who a firm is; French first, then those of the neighbours. */
const legalForms = new Set(
  'sa sas sasu sarl eurl snc sci scop scic ei eirl selarl gie ltd limited llc inc corp gmbh ag bv nv srl spa plc'.split(
    ' ',
  ),
);

/**
 * A name for comparing: without case, accents, signs and legal forms, in words. A name of legal forms alone keeps them.
 */
export function foldName(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    // S.A.R.L. is one word.
    .replace(/\b(?:\p{L}\.){2,}/gu, (letters) => letters.replaceAll('.', ''))
    .replace(/&/g, ' et ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const telling = words.filter((word) => !legalForms.has(word));
  return (telling.length > 0 ? telling : words).join(' ');
}
