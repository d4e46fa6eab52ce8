import type { Again, Duration } from '@cenacle/shared/threads/outcome-contract.ts';
import type { PaidPer } from '@cenacle/shared/money.ts';

/** What the demonstration is made of, before the seed turns it into rows. Text is Markdown. */

/** One account; `key` is how circles, threads and posts name this member. */
export type DemoMember = {
  key: string;
  name: string;
  email: string;
  role: 'member' | 'moderator' | 'admin';
  language: 'fr' | 'en';
  functions: (
    'finance' | 'marketing' | 'it' | 'hr' | 'operations' | 'sales' | 'general' | 'communication' | 'legal'
  )[];
  headline: string;
  sectors: string[];
  /** One line on the kinds of firms, never a name: members protect their clients. */
  companies: string;
  place: string;
  languages: ('fr' | 'en' | 'de' | 'es' | 'it' | 'nl')[];
  availability: string;
  /** Key of the member who invited this one; null for the founder. */
  sponsor: string | null;
  joinedDaysAgo: number;
};

/** A circle; the first of `members` is its founder. */
export type DemoCircle = { key: string; name: string; description: string; members: string[] };

/**
 * One reply. `{{@key}}` mentions a member and `{{#key}}` links to a thread by its title. With `quotes`, the
 * body begins with an exact passage of that post (counted from 0 in the thread's `posts`) as a blockquote.
 */
export type DemoPost = {
  by: string;
  hoursAgo: number;
  body: string;
  quotes?: number;
  editedHoursAgo?: number;
};

/** The case sheet; `wantedInDays` counts from today and is negative when overdue. */
type DemoSheet = {
  context?: string;
  stuck?: string;
  tried?: string;
  looking_for: string;
  not_wanted?: string;
  wantedInDays?: number;
};

/** What a case cost in euros, VAT excluded; an amount has both ends equal. */
type DemoCost = { minEuros: number; maxEuros: number | null; per: PaidPer };

/** What closed a case, written by its author: plain text. `providers` are those that were chosen, by key. */
export type DemoOutcome = {
  finishedDaysAgo: number;
  decision: string;
  result: string;
  again: Again;
  providers: string[];
  cost: DemoCost | null;
  duration: Duration;
  questions: string[];
};

/** A case with its sheet or a discussion with its body; French unless `language` says otherwise. */
export type DemoThread = {
  key: string;
  kind: 'case' | 'discussion';
  title: string;
  language?: 'fr' | 'en';
  audience: 'all' | { circle: string } | { named: string[] };
  by: string;
  hoursAgo: number;
  tags: string[];
  sheet?: DemoSheet;
  body?: string;
  outcome?: DemoOutcome;
  posts: DemoPost[];
};
