import type { Simulation } from '@cenacle/shared/benchmarks/answer.ts';
import type { Ranking } from '@cenacle/shared/benchmarks/rank.ts';
import type { Format } from '#lib/format.ts';
import type { Words } from '#lib/words/fr.ts';

interface Names {
  option: (id: string) => string;
  criterion: (id: string) => string;
}

export interface Part {
  text: string;
  strong: boolean;
}

/** A sentence in parts, so that the names in it can stand out; of names that overlap the longest is taken. */
export function partsOf(sentence: string, names: readonly string[]): Part[] {
  const wanted = names.filter(Boolean).toSorted((a, b) => b.length - a.length);
  const parts: Part[] = [];
  let plain = '';
  for (let i = 0; i < sentence.length;) {
    const name = wanted.find((one) => sentence.startsWith(one, i));
    if (name) {
      if (plain) parts.push({ text: plain, strong: false });
      parts.push({ text: name, strong: true });
      plain = '';
    } else plain += sentence[i];
    i += name?.length ?? 1;
  }
  return plain ? [...parts, { text: plain, strong: false }] : parts;
}

/** A share of what was drawn: near nothing and near all it is no round number, since what was not drawn may still be. */
export function shareText(share: number, format: Format, words: Words['benchmarks']['verdict']): string {
  if (share > 0 && share < 0.005) return words.under(format.percent(0.01));
  if (share < 1 && share > 0.995) return words.over(format.percent(0.99));
  return format.percent(share);
}

/** How often an option is first by all drawn weightings; null where it was not drawn. */
const firstOf = (simulation: Simulation | null, id: string | undefined): number | null =>
  simulation?.options.find(({ option_id: option }) => option === id)?.first.all ?? null;

/** What the ranking comes to, in sentences: who leads, how surely, and what would change it. */
export function verdictOf(
  { reason, lead, options }: Pick<Ranking, 'reason' | 'lead' | 'options'>,
  simulation: Simulation | null,
  names: Names,
  format: Format,
  words: Words['benchmarks']['verdict'],
): string[] {
  if (reason) return [words.reasons[reason]];
  // One option alone is known well enough: there is nothing that it could lose to.
  if (!lead) return [words.reasons.too_little_known];
  const leaders = lead.leader_ids.map(names.option);
  if (leaders.length > 1) return [words.shared(format.list(leaders))];
  // Where all is known there is nothing that could still be revealed.
  const isOpen = options.some(({ rank, low, high }) => rank !== null && high > low);
  const share = firstOf(simulation, lead.leader_ids[0]);
  const first = [
    words.first(leaders[0] ?? ''),
    lead.robust && isOpen ? words.robust : '',
    share === null ? '' : words.stays(shareText(share, format, words)),
    words.end,
  ].join('');
  if (!lead.flip) return [first, words.noFlip];
  const { rival_id: rival, criterion_id: criterion, weight, direction } = lead.flip;
  return [
    first,
    words.flip[direction](names.option(rival), names.criterion(criterion), format.percent(weight)),
  ];
}

/** Below this share an option is almost never first. */
const almostNever = 0.05;

/**
 * What the ranking says of a choice that was made otherwise: where it stands, how seldom it is first, and the question that
 * follows. Null when it is first, or not ranked.
 */
export function choiceOf(
  { options }: Pick<Ranking, 'options'>,
  chosenId: string | null,
  simulation: Simulation | null,
  names: Names,
  format: Format,
  words: Words['benchmarks']['verdict'],
): string | null {
  const ranked = options.filter(({ rank }) => rank !== null);
  const rank = ranked.find(({ option_id: id }) => id === chosenId)?.rank ?? null;
  if (chosenId === null || rank === null || rank === 1) return null;
  const share = firstOf(simulation, chosenId);
  const often =
    share === null
      ? ''
      : words.choice.often(shareText(share, format, words), share < almostNever, share === 0);
  return words.choice.text(names.option(chosenId), format.number(rank), format.number(ranked.length), often);
}
