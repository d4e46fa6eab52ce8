import { Type, type Static } from 'typebox';
import { benchmarkBrief } from '../benchmarks/brief.ts';
import { idParams, instant, line, nullable, object, oneOf, page, pageQuery, route, uuid } from '../http.ts';
import { held } from '../threads/check-contract.ts';

export const providerNameMax = 120;
/** A firm with more other names than these has a different problem. */
export const otherNamesMax = 12;
export const providerSummaryMax = 300;
export const websiteMax = 300;
export const placeMax = 120;
/** Signs of an identity number as typed, with its spaces. */
const identityMax = 30;
/** Proposed twins at most: what one compares in a glance. */
export const similarMax = 6;

export const providerKinds = ['firm', 'product'] as const;
export type ProviderKind = (typeof providerKinds)[number];

/** Employees. */
export const sizeBands = ['1', '2-9', '10-49', '50-249', '250+'] as const;
export type SizeBand = (typeof sizeBands)[number];

/** What other pages show of a provider. */
export const providerBrief = object({ id: uuid, name: Type.String(), kind: oneOf(providerKinds) });
export type ProviderBrief = Static<typeof providerBrief>;

/** A provider in a list. */
export const providerRow = object({
  ...providerBrief.properties,
  other_names: Type.Array(Type.String()),
  natural_person: Type.Boolean(),
  summary: Type.String(),
  website: Type.String(),
  place: Type.String(),
  size: nullable(oneOf(sizeBands)),
  siren: nullable(Type.String()),
});
export type ProviderRow = Static<typeof providerRow>;

/** A possible twin, and what it has in common with what was typed. */
export const similarProvider = object({
  provider: providerRow,
  because: oneOf(['siren', 'domain', 'name']),
});
export type SimilarProvider = Static<typeof similarProvider>;

/** A provider as its page shows it: what the reader may see of where it was compared and chosen, newest first. */
export const provider = object({
  ...providerRow.properties,
  siret: nullable(Type.String()),
  version: Type.Integer(),
  created_at: instant,
  updated_at: instant,
  benchmarks: Type.Array(benchmarkBrief),
  finished_cases: Type.Array(
    object({ id: uuid, title: Type.String(), finished_at: instant, held: nullable(held) }),
  ),
  can: object({ edit: Type.Boolean(), merge: Type.Boolean() }),
});
export type Provider = Static<typeof provider>;

const providerFields = {
  other_names: Type.Optional(Type.Array(line(providerNameMax, 1), { maxItems: otherNamesMax })),
  natural_person: Type.Optional(Type.Boolean()),
  summary: Type.Optional(line(providerSummaryMax)),
  website: Type.Optional(line(websiteMax)),
  /** A SIREN or a SIRET as typed; empty for none. */
  identity: Type.Optional(line(identityMax)),
  place: Type.Optional(line(placeMax)),
  size: Type.Optional(nullable(oneOf(sizeBands))),
};

/** The directory by name; `q` finds by any name, also mistyped, best first. */
export const listProviders = route({
  method: 'GET',
  path: '/api/providers',
  access: 'member',
  rate: 'read',
  query: object({
    ...pageQuery,
    q: Type.Optional(line(providerNameMax)),
    kind: Type.Optional(oneOf(providerKinds)),
  }),
  reply: { 200: page(providerRow) },
});

/** Providers that may be the same as what is being typed, likeliest first. */
export const listSimilarProviders = route({
  method: 'GET',
  path: '/api/providers/similar',
  access: 'member',
  rate: 'read',
  query: object({
    name: Type.Optional(line(providerNameMax)),
    website: Type.Optional(line(websiteMax)),
    identity: Type.Optional(line(identityMax)),
  }),
  reply: { 200: object({ items: Type.Array(similarProvider), next: Type.Null() }) },
});

/**
 * Adds a provider. Possible twins answer 409 `similar_provider` with `current`, a list of SimilarProvider, unless
 * `distinct_from` names each of them.
 */
export const addProvider = route({
  method: 'POST',
  path: '/api/providers',
  access: 'member',
  rate: 'write',
  idempotent: true,
  body: object({
    name: line(providerNameMax, 1),
    kind: Type.Optional(oneOf(providerKinds)),
    ...providerFields,
    distinct_from: Type.Optional(Type.Array(uuid, { maxItems: similarMax, uniqueItems: true })),
  }),
  reply: { 201: provider },
});

/** A merged provider answers as the one it was merged into, whose id stands in the reply. */
export const getProvider = route({
  method: 'GET',
  path: '/api/providers/:id',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: { 200: provider },
});

/** `version` is the one that was edited: another edit in between answers 409 with `current`. */
export const editProvider = route({
  method: 'PATCH',
  path: '/api/providers/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    name: Type.Optional(line(providerNameMax, 1)),
    kind: Type.Optional(oneOf(providerKinds)),
    ...providerFields,
  }),
  reply: { 200: provider },
});

/** Merges the provider into another: names, choices and options go over, its address leads there. */
export const mergeProvider = route({
  method: 'POST',
  path: '/api/providers/:id/merge',
  access: 'moderator',
  rate: 'write',
  tokens: false,
  params: idParams,
  body: object({ into: uuid, reason: line(300, 1) }),
  reply: { 200: provider },
});
