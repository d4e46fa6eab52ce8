import { expect, test } from 'vitest';
import type { Lead } from '@cenacle/shared/benchmarks/rank.ts';
import { formatFor } from '#lib/format.ts';
import { fr } from '#lib/words/fr.ts';
import { partsOf, verdictOf } from './verdict.ts';

const names = { option: (id: string) => id.toUpperCase(), criterion: (id: string) => id };
const known = {
  option_id: 'flux',
  rank: 1,
  failed: [],
  to_check: [],
  score: 0.7,
  low: 0.7,
  high: 0.7,
  coverage: 1,
  contributions: [],
};
const guessed = { ...known, option_id: 'alpaga', rank: 2, low: 0.3, high: 0.6, coverage: 0.7 };
const say = (
  reason: Parameters<typeof verdictOf>[0]['reason'],
  lead: Lead | null,
  options = [known, guessed],
) =>
  verdictOf({ reason, lead, options }, names, formatFor('fr', 'Europe/Paris'), fr.benchmarks.verdict)
    .join(' ')
    .replace(/[\u00a0\u202f]/g, ' ');
const lead: Lead = {
  leader_ids: ['flux'],
  runner_up_id: 'alpaga',
  robust: false,
  flip: { rival_id: 'alpaga', criterion_id: 'prix', weight: 0.574, direction: 'more' },
};

test('says who leads, and at which weight another would', () => {
  expect(say(null, lead)).toBe(
    'Avec ces poids, FLUX vient en tête. ALPAGA passerait devant si « prix » pesait plus de 57 %.',
  );
});

test('says that nothing unknown, and no single weight, could change it', () => {
  expect(say(null, { ...lead, robust: true, flip: null })).toBe(
    'Avec ces poids, FLUX vient en tête, quoi que révèle ce qui reste inconnu. Changer le poids d’un seul critère n’y changerait rien.',
  );
});

test('speaks of unknowns only where there are some', () => {
  expect(say(null, { ...lead, robust: true }, [known, known])).toContain('FLUX vient en tête. ');
});

test('names all who share the first place', () => {
  expect(say(null, { ...lead, leader_ids: ['flux', 'nordet'], flip: null })).toContain(
    'FLUX et NORDET sont en tête à égalité',
  );
});

test.each(['no_option', 'no_evidence', 'single_option', 'too_little_known', 'all_equal'] as const)(
  'says why there is none: %s',
  (reason) => {
    expect(say(reason, null)).toBe(fr.benchmarks.verdict.reasons[reason].replace(/[\u00a0\u202f]/g, ' '));
  },
);

test('names stand out in a sentence, the longer of two that begin alike', () => {
  expect(partsOf('Alpaga Pro devant Alpaga.', ['Alpaga', 'Alpaga Pro', ''])).toEqual([
    { text: 'Alpaga Pro', strong: true },
    { text: ' devant ', strong: false },
    { text: 'Alpaga', strong: true },
    { text: '.', strong: false },
  ]);
  expect(partsOf('Rien.', [])).toEqual([{ text: 'Rien.', strong: false }]);
});
