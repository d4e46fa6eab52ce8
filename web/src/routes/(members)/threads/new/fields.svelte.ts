import type { Language } from '@cenacle/shared/http.ts';
import { listIn } from '#lib/forms.ts';
import { namedAudience, tagsIn, type Typed } from './form.ts';

interface Person {
  id: string;
  name: string;
}

/** The members of a form's or draft's ids, with the names that stand beside them in a draft. */
function peopleIn(typed: Typed & { member_names?: string }, known: readonly Person[]): Person[] {
  const names = (typed.member_names ?? '').split('\n');
  return listIn(typed.member_ids).map((id, i) => ({
    id,
    name: names[i] || (known.find((member) => member.id === id)?.name ?? '…'),
  }));
}

/** What is being typed, beside the story, which the composer holds. */
export class Fields {
  readonly #language: Language;
  title = $state('');
  context = $state('');
  stuck = $state('');
  tried = $state('');
  lookingFor = $state('');
  notWanted = $state('');
  wantedBy = $state('');
  audience = $state('');
  people = $state.raw<Person[]>([]);
  tags = $state('');
  language = $state<Language>('fr');

  constructor(language: Language) {
    this.#language = language;
    this.language = language;
  }

  /** Takes what a draft or a refused form holds; audiences that are gone become the first one. */
  fill(
    typed: Typed & { member_names?: string },
    audienceIds: readonly string[],
    known: readonly Person[],
  ): void {
    this.title = typed.title ?? '';
    this.context = typed.context ?? '';
    this.stuck = typed.stuck ?? '';
    this.tried = typed.tried ?? '';
    this.lookingFor = typed.looking_for ?? '';
    this.notWanted = typed.not_wanted ?? '';
    this.wantedBy = typed.wanted_by ?? '';
    const audience = typed.audience ?? '';
    const isKnown = audience === namedAudience || audienceIds.includes(audience);
    this.audience = isKnown ? audience : (audienceIds[0] ?? '');
    this.people = peopleIn(typed, known);
    this.tags = tagsIn(typed.tags).join(', ');
    this.language = typed.language === 'fr' || typed.language === 'en' ? typed.language : this.#language;
  }

  /** The same as a draft keeps it; what nobody chose is blank, so that an untouched form is no draft. */
  content(firstAudienceId: string): Record<string, string> {
    return {
      title: this.title,
      context: this.context,
      stuck: this.stuck,
      tried: this.tried,
      looking_for: this.lookingFor,
      not_wanted: this.notWanted,
      wanted_by: this.wantedBy,
      audience: this.audience === firstAudienceId ? '' : this.audience,
      member_ids: this.people.map(({ id }) => id).join(','),
      member_names: this.people.map(({ name }) => name).join('\n'),
      tags: this.tags,
      language: this.language === this.#language ? '' : this.language,
    };
  }
}
