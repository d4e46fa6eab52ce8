import type { AudienceBrief } from '@cenacle/shared/circles/contract.ts';
import type { Words } from '#lib/words/fr.ts';

/** Who reads, as a reader says it. */
export function audienceName(audience: AudienceBrief, words: Words['thread']): string {
  if (audience.kind === 'circle') return words.circle(audience.name);
  return audience.kind === 'named' ? words.named : words.all;
}
