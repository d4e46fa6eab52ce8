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

/** What the ranking comes to, in sentences: who leads, how surely, and what would change it. */
export function verdictOf(
  { reason, lead, options }: Pick<Ranking, 'reason' | 'lead' | 'options'>,
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
  const first = words.first(leaders[0] ?? '') + (lead.robust && isOpen ? words.robust : words.end);
  if (!lead.flip) return [first, words.noFlip];
  const { rival_id: rival, criterion_id: criterion, weight, direction } = lead.flip;
  return [
    first,
    words.flip[direction](names.option(rival), names.criterion(criterion), format.percent(weight)),
  ];
}
