/** What a mail is about, and what its words need. */
export type Letter =
  | { kind: 'code'; code: string }
  | { kind: 'reset'; link: string }
  | { kind: 'invitation'; link: string; sponsor: string; note: string }
  | { kind: 'already_member'; link: string; sponsor: string }
  | ({ kind: 'card_notice' } & CardNotice)
  | { kind: 'flag_resolved'; link: string; acted: boolean; answer: string }
  | { kind: 'warning'; link: string; reason: string };

/** What the law has the product say to a person whose card a member has added (GDPR, article 14). */
export interface CardNotice {
  link: string;
  controller: { name: string; email: string };
  addedBy: string;
  /** As the member wrote it. */
  source: string;
  /** What is kept: the card's fields as they stand, each with its contents. */
  kept: { field: NoticeField; text: string }[];
  forWhat: string;
  seenBy: 'all' | 'circle';
  months: number;
}
export type NoticeField = 'person' | 'job_title' | 'firm' | 'area' | 'languages' | 'price' | 'contact';

/** The words of one mail: a subject, paragraphs, and in between perhaps a code or a link to follow. */
export interface Words {
  subject: string;
  before: string[];
  /** What the link's button says. */
  action?: string;
  after: string[];
}

/** One function for each kind of letter, so that a kind without words does not compile. */
export type Catalogue = {
  [K in Letter['kind']]: (letter: Extract<Letter, { kind: K }>) => Words;
} & { greeting: string; signature: string; quoted: (name: string) => string };
