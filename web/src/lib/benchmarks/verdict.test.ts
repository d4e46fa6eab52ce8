import { expect, test } from 'vitest';
import type { Simulation } from '@cenacle/shared/benchmarks/answer.ts';
import type { Lead } from '@cenacle/shared/benchmarks/rank.ts';
import { formatFor } from '#lib/format.ts';
import { fr } from '#lib/words/fr.ts';
import { choiceOf, partsOf, shareText, verdictOf } from './verdict.ts';

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
const format = formatFor('fr', 'Europe/Paris');
const plain = (text: string | null) => text?.replace(/[\u00a0\u202f]/g, ' ');
const drawn = (...shares: [id: string, all: number][]): Simulation => ({
  draws: 10_000,
  options: shares.map(([id, all]) => ({
    option_id: id,
    first: { all, order: all, near: all },
    places: [all],
  })),
});
const say = (
  reason: Parameters<typeof verdictOf>[0]['reason'],
  lead: Lead | null,
  options = [known, guessed],
  simulation: Simulation | null = null,
) => plain(verdictOf({ reason, lead, options }, simulation, names, format, fr.benchmarks.verdict).join(' '));
const lead: Lead = {
  leader_ids: ['flux'],
  runner_up_id: 'alpaga',
  robust: false,
  flip: { rival_id: 'alpaga', criterion_id: 'prix', weight: 0.574, direction: 'more' },
  transfer: null,
};

test('says in how many of all weightings the leader stays ahead', () => {
  expect(say(null, lead, [known, guessed], drawn(['flux', 0.65]))).toContain(
    'FLUX vient en tête, et y reste dans 65 % de toutes les pondérations possibles. ALPAGA',
  );
  expect(say(null, lead, [known, guessed], drawn(['nordet', 0.65]))).toContain('FLUX vient en tête. ');
});

test.each([
  [0, '0 %'],
  [0.0003, 'moins de 1 %'],
  [0.2, '20 %'],
  [0.9997, 'plus de 99 %'],
  [1, '100 %'],
])('a share of %d is said as %s', (share, text) => {
  expect(plain(shareText(share, format, fr.benchmarks.verdict))).toBe(text);
});

test('a choice that was made otherwise is asked about, unless it leads or is not ranked', () => {
  const ask = (chosen: string | null, simulation: Simulation | null = null) =>
    plain(choiceOf({ options: [known, guessed] }, chosen, simulation, names, format, fr.benchmarks.verdict));
  expect(ask('alpaga', drawn(['alpaga', 0.012]))).toBe(
    'Le choix fait, ALPAGA, vient 2e sur 2 et n’est presque jamais en tête (1 % des pondérations possibles). Quel critère, qui a pesé dans la décision, manque ici ?',
  );
  expect(ask('alpaga', drawn(['alpaga', 0]))).toContain('dans aucune des pondérations tirées');
  expect(ask('alpaga')).toContain('vient 2e sur 2. Quel critère');
  for (const chosen of ['flux', 'nordet', null]) expect(ask(chosen)).toBeUndefined();
});

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
