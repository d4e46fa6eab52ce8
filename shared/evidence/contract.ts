import { Type, type Static } from 'typebox';
import {
  day,
  idParams,
  instant,
  line,
  nullable,
  object,
  oneOf,
  page,
  pageQuery,
  route,
  uuid,
} from '../http.ts';
import { held } from '../threads/check-contract.ts';
import { sizeBands } from '../providers/contract.ts';

export const clientMax = 120;
export const publicLabelMax = 120;
export const sectorMax = 80;
export const rolePlayedMax = 200;

/** How far what a judgement comes from has gone, strongest first. */
export const grades = ['finished_documented', 'finished', 'under_way', 'opinion'] as const;
export type Grade = (typeof grades)[number];

/** How the member knows the provider or person. */
export const relations = ['client', 'user', 'colleague', 'met', 'none'] as const;
export type Relation = (typeof relations)[number];

/** What may bias the member; anything but `none` takes the weight of a judgement away. */
export const conflicts = [
  'none',
  'partner',
  'commission',
  'shareholder',
  'family',
  'they_recommend_me',
] as const;
export type Conflict = (typeof conflicts)[number];

/** What was spent, VAT excluded, in thousands of euros or the like: a band says enough. */
export const amountBands = ['under_5k', '5k_20k', '20k_50k', '50k_200k', 'over_200k'] as const;
export type AmountBand = (typeof amountBands)[number];

/** A member's work for one client. `client` is shown to nobody else, ever. */
export const engagement = object({
  id: uuid,
  client: Type.String(),
  public_label: Type.String(),
  sector: Type.String(),
  size: nullable(oneOf(sizeBands)),
  started_on: day,
  ended_on: nullable(day),
  version: Type.Integer(),
  created_at: instant,
  can: object({ delete: Type.Boolean() }),
});
export type Engagement = Static<typeof engagement>;

const engagementFields = {
  sector: Type.Optional(line(sectorMax)),
  size: Type.Optional(nullable(oneOf(sizeBands))),
  ended_on: Type.Optional(nullable(day)),
};

/** One's own engagements, the latest begun first. */
export const listEngagements = route({
  method: 'GET',
  path: '/api/engagements',
  access: 'member',
  rate: 'read',
  query: object(pageQuery),
  reply: { 200: page(engagement) },
});

export const addEngagement = route({
  method: 'POST',
  path: '/api/engagements',
  access: 'member',
  rate: 'write',
  idempotent: true,
  body: object({
    client: line(clientMax, 1),
    /** What others read instead of the name, as « Groupe agroalimentaire, 80 personnes ». */
    public_label: line(publicLabelMax, 1),
    started_on: day,
    ...engagementFields,
  }),
  reply: { 201: engagement },
});

export const getEngagement = route({
  method: 'GET',
  path: '/api/engagements/:id',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: { 200: engagement },
});

/** `version` is the one that was edited: another edit in between answers 409 with `current`. */
export const editEngagement = route({
  method: 'PATCH',
  path: '/api/engagements/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    client: Type.Optional(line(clientMax, 1)),
    public_label: Type.Optional(line(publicLabelMax, 1)),
    started_on: Type.Optional(day),
    ...engagementFields,
  }),
  reply: { 200: engagement },
});

/** 409 `in_use` when evidence rests on it. */
export const deleteEngagement = route({
  method: 'DELETE',
  path: '/api/engagements/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  reply: { 204: null },
});

/** Finished cases that the member may rest evidence on: those they read, their own first. */
export const listCasesForEvidence = route({
  method: 'GET',
  path: '/api/evidence/cases',
  access: 'member',
  rate: 'read',
  query: object({ q: Type.Optional(line(publicLabelMax)) }),
  reply: {
    200: object({
      items: Type.Array(object({ id: uuid, title: Type.String(), finished_on: day, mine: Type.Boolean() })),
      next: Type.Null(),
    }),
  },
});

/** What an evaluation comes from, as it is written: a finished case, an engagement, or an opinion on neither. */
export const evidenceInput = object({
  grade: oneOf(grades),
  thread_id: Type.Optional(nullable(uuid)),
  engagement_id: Type.Optional(nullable(uuid)),
  role: Type.Optional(line(rolePlayedMax)),
  started_on: Type.Optional(nullable(day)),
  ended_on: Type.Optional(nullable(day)),
  amount: Type.Optional(nullable(oneOf(amountBands))),
  /** An uploaded document; needed for the grade `finished_documented`. */
  file_id: Type.Optional(nullable(uuid)),
});
export type EvidenceInput = Static<typeof evidenceInput>;

/**
 * Evidence as this reader sees it. `rests_on` says what was declared; `case` is null for readers who may not read
 * that case, `engagement` never names the client, and `engagement_id` is given to its owner alone.
 */
export const evidence = object({
  id: uuid,
  grade: oneOf(grades),
  rests_on: oneOf(['case', 'engagement', 'nothing']),
  case: nullable(object({ id: uuid, title: Type.String(), held: nullable(held) })),
  engagement: nullable(
    object({ public_label: Type.String(), sector: Type.String(), size: nullable(oneOf(sizeBands)) }),
  ),
  engagement_id: nullable(uuid),
  role: Type.String(),
  started_on: nullable(day),
  ended_on: nullable(day),
  amount: nullable(oneOf(amountBands)),
  file: nullable(object({ id: uuid, name: Type.String(), url: Type.String() })),
});
export type Evidence = Static<typeof evidence>;
