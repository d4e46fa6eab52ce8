import type { SignedMember } from '../http/member.ts';

/** Things that a text may name, and that are seen by rules of features above it. */
type Kind = 'benchmark' | 'card';

/** Of these ids those that the member may see, by name. */
export type NameRule = (member: SignedMember, ids: string[]) => Promise<{ id: string; name: string }[]>;

/** Asks the features whose things are named in texts, once they have said how. */
export class Names {
  readonly #rules = new Map<Kind, NameRule>();

  useRules(rules: Record<Kind, NameRule>): void {
    this.#rules.set('benchmark', rules.benchmark).set('card', rules.card);
  }

  async find(kind: Kind, member: SignedMember, ids: string[]): Promise<{ id: string; name: string }[]> {
    return ids.length === 0 ? [] : ((await this.#rules.get(kind)?.(member, ids)) ?? []);
  }
}
