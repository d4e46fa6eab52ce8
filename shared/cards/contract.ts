import { Type, type Static } from 'typebox';
import { audienceBrief } from '../circles/contract.ts';
import { conflicts, evidence, evidenceInput, relations } from '../evidence/contract.ts';
import {
  day,
  idParams,
  instant,
  language,
  line,
  nullable,
  object,
  oneOf,
  page,
  pageQuery,
  route,
  uuid,
} from '../http.ts';
import { memberBrief, spokenLanguages } from '../members/contract.ts';
import { providerBrief } from '../providers/contract.ts';

/** Limits in characters: a card is read in a glance. */
export const personMax = 80;
export const jobTitleMax = 120;
export const firmMax = 120;
export const forWhatMax = 300;
export const areaMax = 120;
export const sourceMax = 300;
export const contactPointMax = 254;
export const contactPointsMax = 8;
export const passNoteMax = 500;
export const meansMax = 200;
/** A price of a card at most, in cents: beyond, nobody puts it on a card. */
export const cardPriceMinorMax = 100_000_000_00;
/** Signs of a person's link. */
const tokenMax = 100;

/** What the person or firm is known for: finding something new, or putting something known to work. */
export const stances = ['innovates', 'deploys'] as const;
export type Stance = (typeof stances)[number];

export const contactKinds = ['phone', 'email', 'website'] as const;
export type ContactKind = (typeof contactKinds)[number];

/**
 * Whether the card's person knows of it: a card without a person needs no telling; `untold` and `telling` (the mail is
 * on its way) are seen by the owner alone; `erased` is what a withdrawn card leaves behind, and nobody is shown it.
 */
export const personStates = ['none', 'untold', 'telling', 'told', 'erased'] as const;
export type PersonState = (typeof personStates)[number];

/** A way to reach them: as it was typed, and a phone in E.164 too where it can be read as one. */
export const contactPoint = object({
  kind: oneOf(contactKinds),
  raw: Type.String(),
  e164: nullable(Type.String()),
});
export type ContactPoint = Static<typeof contactPoint>;

const facts = {
  person: Type.String(),
  job_title: Type.String(),
  firm: Type.String(),
  for_what: Type.String(),
  not_for_what: Type.String(),
  stance: oneOf(stances),
  /** Whole units of the currency in cents, VAT excluded; null where nothing is said. */
  price_min: nullable(Type.Integer()),
  price_max: nullable(Type.Integer()),
  area: Type.String(),
  languages: Type.Array(oneOf(spokenLanguages)),
};

/** A card in the deck, or where it was passed. Counts are of vouches that the reader sees. */
export const cardRow = object({
  id: uuid,
  ...facts,
  provider: nullable(providerBrief),
  audience: audienceBrief,
  owner: memberBrief,
  mine: Type.Boolean(),
  person_state: oneOf(personStates),
  /** When the person must be told again; null for a card without a person and for one not told yet. */
  expires_at: nullable(instant),
  expired: Type.Boolean(),
  saved: Type.Boolean(),
  vouches: object({
    members: Type.Array(memberBrief),
    count: Type.Integer(),
    finished: Type.Integer(),
    conflicts: Type.Integer(),
  }),
  created_at: instant,
});
export type CardRow = Static<typeof cardRow>;

/** A vouch says yes or partly: a card has no place for criticism of a person. */
export const vouchAgains = ['yes', 'partly'] as const;
export const vouch = object({
  id: uuid,
  member: memberBrief,
  for_what: Type.String(),
  relation: oneOf(relations),
  conflict: oneOf(conflicts),
  again: oneOf(vouchAgains),
  evidence,
  mine: Type.Boolean(),
  created_at: instant,
});
export type Vouch = Static<typeof vouch>;

/** A card as its page shows it. Contact points are in it for its owner alone; others have them revealed. */
export const card = object({
  ...cardRow.properties,
  source: Type.String(),
  version: Type.Integer(),
  updated_at: instant,
  contact_kinds: Type.Array(oneOf(contactKinds)),
  contact_points: nullable(Type.Array(contactPoint)),
  /** How the person was told: by our mail, or by whom and how it was attested. */
  told: nullable(object({ by: oneOf(['mail', 'attestation']), on: day, means: Type.String() })),
  vouch_list: Type.Array(vouch),
  can: object({
    edit: Type.Boolean(),
    tell: Type.Boolean(),
    vouch: Type.Boolean(),
    pass: Type.Boolean(),
  }),
});
export type Card = Static<typeof card>;

const contactInput = object({ kind: oneOf(contactKinds), raw: line(contactPointMax, 1) });
export type ContactInput = Static<typeof contactInput>;
const contactInputs = Type.Array(contactInput, { maxItems: contactPointsMax });

const price = Type.Integer({ minimum: 0, maximum: cardPriceMinorMax });
const factFields = {
  person: Type.Optional(line(personMax)),
  job_title: Type.Optional(line(jobTitleMax)),
  firm: Type.Optional(line(firmMax)),
  not_for_what: Type.Optional(line(forWhatMax)),
  price_min: Type.Optional(nullable(price)),
  price_max: Type.Optional(nullable(price)),
  area: Type.Optional(line(areaMax)),
  languages: Type.Optional(
    Type.Array(oneOf(spokenLanguages), { maxItems: spokenLanguages.length, uniqueItems: true }),
  ),
};
const cardFields = {
  ...factFields,
  provider_id: Type.Optional(nullable(uuid)),
  /** Where what stands on the card comes from; the person is told it. */
  source: Type.Optional(line(sourceMax)),
  contact_points: Type.Optional(contactInputs),
};

/** The deck, newest first; each filter narrows it. `q` finds words of its texts, accents and case aside. */
export const listCards = route({
  method: 'GET',
  path: '/api/cards',
  access: 'member',
  rate: 'read',
  query: object({
    ...pageQuery,
    q: Type.Optional(line(forWhatMax)),
    stance: Type.Optional(oneOf(stances)),
    language: Type.Optional(oneOf(spokenLanguages)),
    area: Type.Optional(line(areaMax)),
    /** Cards whose lowest price is at most this, in cents. */
    price_to: Type.Optional(price),
    provider_id: Type.Optional(uuid),
    vouched: Type.Optional(Type.Literal('1')),
    saved: Type.Optional(Type.Literal('1')),
    mine: Type.Optional(Type.Literal('1')),
  }),
  reply: { 200: page(cardRow) },
});

/**
 * Makes a card. It needs a person or a firm (422 `required` at `person`), and with a person a `source`. A person who
 * asked not to be here answers 422 `person_objected` at `person`.
 */
export const addCard = route({
  method: 'POST',
  path: '/api/cards',
  access: 'member',
  rate: 'write',
  idempotent: true,
  body: object({
    for_what: line(forWhatMax, 1),
    stance: oneOf(stances),
    audience_id: Type.Optional(uuid),
    ...cardFields,
  }),
  reply: { 201: card },
});

export const getCard = route({
  method: 'GET',
  path: '/api/cards/:id',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: { 200: card },
});

/** `version` is the one that was edited: another edit in between answers 409 with `current`. */
export const editCard = route({
  method: 'PATCH',
  path: '/api/cards/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    for_what: Type.Optional(line(forWhatMax, 1)),
    stance: Type.Optional(oneOf(stances)),
    audience_id: Type.Optional(uuid),
    ...cardFields,
  }),
  reply: { 200: card },
});

/** Takes one's own card back: nothing of it stays. */
export const deleteCard = route({
  method: 'DELETE',
  path: '/api/cards/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  reply: { 204: null },
});

/** Sends the person our mail about the card; 422 `needs_email` where the card holds no address. */
export const tellPerson = route({
  method: 'POST',
  path: '/api/cards/:id/notice',
  access: 'member',
  rate: 'mail',
  params: idParams,
  body: object({ language }),
  reply: { 200: card },
});

/** Notes that the member has told the person themselves: when, and how. */
export const attestTold = route({
  method: 'POST',
  path: '/api/cards/:id/attestation',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({ on: day, means: line(meansMax, 1) }),
  reply: { 200: card },
});

/** Contact points, the card as a vCard 3.0 and that as a QR code in SVG; noted with the member's name. */
export const revealCard = route({
  method: 'POST',
  path: '/api/cards/:id/reveal',
  access: 'member',
  rate: 'write',
  params: idParams,
  reply: {
    200: object({
      contact_points: Type.Array(contactPoint),
      vcard: Type.String(),
      /** Null where the card is too long for a code. */
      qr: nullable(Type.String()),
      file_name: Type.String(),
    }),
  },
});
export type Revealed = Static<(typeof revealCard.reply)[200]>;

export const saveCard = route({
  method: 'PUT',
  path: '/api/cards/:id/saved',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({ saved: Type.Boolean() }),
  reply: { 200: object({ saved: Type.Boolean() }) },
});

/** One's own vouch, written whole; it needs a finished case or an engagement (422 `needs_ground`). */
export const vouchFor = route({
  method: 'PUT',
  path: '/api/cards/:id/vouch',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({
    for_what: line(forWhatMax, 1),
    relation: oneOf(relations),
    conflict: oneOf(conflicts),
    again: oneOf(vouchAgains),
    evidence: evidenceInput,
  }),
  reply: { 200: card },
});

export const withdrawVouch = route({
  method: 'DELETE',
  path: '/api/cards/:id/vouch',
  access: 'member',
  rate: 'write',
  params: idParams,
  reply: { 204: null },
});

/**
 * Passes a card to a member, a circle, or into a thread as a reply whose text is `note`. Who is passed it must be able
 * to read it already: 422 `would_widen` otherwise, at the field that names them.
 */
export const passCard = route({
  method: 'POST',
  path: '/api/cards/:id/passes',
  access: 'member',
  rate: 'write',
  idempotent: true,
  params: idParams,
  body: object({
    member_id: Type.Optional(uuid),
    circle_id: Type.Optional(uuid),
    thread_id: Type.Optional(uuid),
    note: Type.Optional(line(passNoteMax)),
  }),
  reply: { 201: object({ id: uuid, post_id: nullable(uuid) }) },
});

/** Cards that others passed to the member or to a circle of theirs, newest first. */
export const listPasses = route({
  method: 'GET',
  path: '/api/passes',
  access: 'member',
  rate: 'read',
  query: object(pageQuery),
  reply: {
    200: page(
      object({
        id: uuid,
        card: cardRow,
        from: memberBrief,
        to: oneOf(['member', 'circle']),
        circle_name: Type.String(),
        note: Type.String(),
        at: instant,
      }),
    ),
  },
});

/** Cards passed into a thread, by the post that carries each; null where the card is not there for this reader. */
export const listThreadCards = route({
  method: 'GET',
  path: '/api/threads/:id/cards',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: {
    200: object({ items: Type.Array(object({ post_id: uuid, card: nullable(cardRow) })), next: Type.Null() }),
  },
});
export type ThreadCard = Static<(typeof listThreadCards.reply)[200]>['items'][number];

const token = Type.String({ minLength: 1, maxLength: tokenMax });

/** All that is kept of the person whom a link of ours leads here. */
export const personView = object({
  ...facts,
  source: Type.String(),
  contact_points: Type.Array(contactPoint),
  added_by: Type.String(),
  added_at: instant,
  told: nullable(object({ by: oneOf(['mail', 'attestation']), on: day, means: Type.String() })),
  expires_at: nullable(instant),
  /** Who may see it: all members, or those of one circle. */
  seen_by: oneOf(['all', 'circle']),
  vouches: Type.Array(
    object({
      member: Type.String(),
      for_what: Type.String(),
      relation: oneOf(relations),
      again: oneOf(vouchAgains),
      created_at: instant,
    }),
  ),
  reveals: Type.Array(object({ member: Type.String(), at: instant })),
  controller: object({ name: Type.String(), email: Type.String() }),
});
export type PersonView = Static<typeof personView>;

/** 404 `bad_link` for a link that is unknown, that has expired, and whose card is gone: one answer for all. */
export const lookAsPerson = route({
  method: 'POST',
  path: '/api/person/look',
  access: 'public',
  rate: 'sign_in',
  body: object({ token }),
  reply: { 200: personView },
});

export const correctAsPerson = route({
  method: 'POST',
  path: '/api/person/correct',
  access: 'public',
  rate: 'sign_in',
  body: object({
    token,
    ...factFields,
    for_what: Type.Optional(line(forWhatMax, 1)),
    contact_points: Type.Optional(contactInputs),
  }),
  reply: { 200: personView },
});

export const withdrawals = ['objection', 'erasure'] as const;
export type Withdrawal = (typeof withdrawals)[number];

/** Objects to the card or has it erased: it is gone at once, and nobody can make it again. */
export const withdrawAsPerson = route({
  method: 'POST',
  path: '/api/person/withdraw',
  access: 'public',
  rate: 'sign_in',
  body: object({ token, kind: oneOf(withdrawals) }),
  reply: { 204: null },
});
