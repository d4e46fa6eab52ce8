import type { BodyOf } from '@cenacle/shared/http.ts';
import {
  otherNamesMax,
  similarMax,
  websiteMax,
  type addProvider as addProviderRoute,
  type editProvider as editProviderRoute,
  type Provider,
} from '@cenacle/shared/providers/contract.ts';
import type { ProviderRecord as ProviderRecordView } from '@cenacle/shared/providers/record-contract.ts';
import { readIdentity } from '@cenacle/shared/providers/identity.ts';
import { foldName } from '@cenacle/shared/providers/names.ts';
import { readSite } from '@cenacle/shared/providers/site.ts';
import { writeAct } from '../audit/queries.ts';
import { newId, type Db } from '../database.ts';
import { conflict, invalid, notFound, refused, unknownReference } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { claimKey } from '../http/queries.ts';
import type { IdempotencyKey } from '../http/routes.ts';
import { mandatoryLine, oneLine } from '../http/text.ts';
import type { Services } from '../services.ts';
import { canMerge } from './policy.ts';
import {
  findProvider,
  findSimilar,
  insertProvider,
  lockDirectory,
  lockProvider,
  markMerged,
  updateProvider,
  type Likeness,
  type NamedProvider,
  type ProviderRecord,
} from './queries.ts';
import { moveReplies } from './reply-queries.ts';
import { viewProvider, viewSimilar, type ProviderUse } from './view.ts';

/** What providers ask of features that stand above them. */
export interface ProviderRules {
  /** Benchmarks that compare the provider and finished cases that chose it, of those that the member reads. */
  findUse: (member: SignedMember, providerId: string) => Promise<ProviderUse>;
  /** What members say of the provider, of what this one may see. */
  findRecord: (member: SignedMember, providerId: string) => Promise<Omit<ProviderRecordView, 'replies'>>;
  /** Leads everything that names the one provider to the other. */
  moveProvider: (tx: Db, fromId: string, toId: string) => Promise<void>;
}

type Fields = Omit<BodyOf<typeof editProviderRoute>, 'version' | 'name' | 'kind'>;

/** The provider as its page shows it, merged ones followed; 404 when there is none. */
export async function showProvider(
  services: Services,
  rules: ProviderRules,
  member: SignedMember,
  id: string,
): Promise<Provider> {
  const row = await findProvider(services.db, id);
  if (!row) throw notFound();
  return viewProvider(member, row, await rules.findUse(member, row.id));
}

/** The names without those that compare alike, nor like the first name. */
function distinctNames(name: string, others: string[]): string[] {
  const known = new Set([foldName(name)]);
  return others.filter((other) => {
    const key = foldName(other);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** The columns that the fields given come to; 422 at `identity` and `website`. */
function cleanFields(fields: Fields): Partial<ProviderRecord> {
  const { natural_person: naturalPerson, summary, website, identity, place, size } = fields;
  const change: Partial<ProviderRecord> = {};
  if (naturalPerson !== undefined) change.naturalPerson = naturalPerson;
  if (summary !== undefined) change.summary = oneLine('summary', summary);
  if (place !== undefined) change.place = oneLine('place', place);
  if (size !== undefined) change.size = size;
  if (identity !== undefined) {
    const read = readIdentity(oneLine('identity', identity));
    if (typeof read === 'string') throw invalid([{ field: 'identity', code: read }]);
    change.siren = read?.siren ?? null;
    change.siret = read?.siret ?? null;
  }
  if (website !== undefined) {
    const read = readSite(oneLine('website', website));
    if (read === 'bad_website') throw invalid([{ field: 'website', code: read }]);
    change.website = read?.website ?? '';
    // Accents and the like take several signs in an address.
    if (change.website.length > websiteMax)
      throw invalid([{ field: 'website', code: 'too_long', limit: websiteMax }]);
    change.domain = read?.domain ?? '';
  }
  return change;
}

const cleanNames = (names: string[] | undefined): string[] =>
  (names ?? []).map((name, i) => mandatoryLine(`other_names.${i}`, name));

/** What is proposed for a text that is still being typed: a field that is not yet right is left aside. */
export function likenessOf(typed: { name?: string; website?: string; identity?: string }): Likeness {
  const site = readSite(typed.website ?? '');
  const identity = readIdentity(typed.identity ?? '');
  const key = foldName(typed.name ?? '');
  return {
    keys: key === '' ? [] : [key],
    domain: site === null || site === 'bad_website' ? '' : site.domain,
    siren: identity === null || typeof identity === 'string' ? null : identity.siren,
  };
}

/**
 * Adds a provider to the directory and gives its id. 409 `similar_provider` with `current` where `distinct_from` does
 * not name each of the likeliest twins, those that are proposed; 422 at the fields.
 */
export async function addProvider(
  services: Services,
  member: SignedMember,
  input: BodyOf<typeof addProviderRoute>,
  key: IdempotencyKey | null,
): Promise<string> {
  const {
    name: typedName,
    kind = 'firm',
    other_names: typedNames,
    distinct_from: known = [],
    ...fields
  } = input;
  const name = mandatoryLine('name', typedName);
  const otherNames = distinctNames(name, cleanNames(typedNames));
  const columns = cleanFields(fields);
  const id = newId();
  const at = services.clock();
  return services.db.transaction(async (tx) => {
    await lockDirectory(tx);
    const before = await claimKey(tx, member, key, id);
    if (before) return before;
    const likeness = {
      keys: [name, ...otherNames].map(foldName),
      domain: columns.domain ?? '',
      siren: columns.siren ?? null,
    };
    const similar = await findSimilar(tx, likeness, similarMax);
    const unsettled = similar.filter((row) => !known.includes(row.id));
    if (unsettled.length > 0) throw conflict('similar_provider', { current: similar.map(viewSimilar) });
    const row = { ...columns, id, name, kind, addedBy: member.id, createdAt: at, updatedAt: at };
    await insertProvider(tx, row, otherNames);
    return id;
  });
}

/** Mends an entry. 404 for none, 409 `conflict` with `current` on top of another edit, 422 at the fields. */
export async function editProvider(
  services: Services,
  rules: ProviderRules,
  member: SignedMember,
  id: string,
  input: BodyOf<typeof editProviderRoute>,
): Promise<Provider> {
  const { version, name: typedName, kind, other_names: typedNames, ...fields } = input;
  const columns = cleanFields(fields);
  const isDone = await services.db.transaction(async (tx) => {
    const found = await findProvider(tx, id);
    const locked = found && (await lockProvider(tx, found.id));
    // Read again under the lock: the names may have changed meanwhile.
    const row = locked && (await findProvider(tx, locked.id));
    if (!row) throw notFound();
    if (version !== undefined && version !== row.version) return false;
    const name = typedName === undefined ? row.name : mandatoryLine('name', typedName);
    const otherNames = distinctNames(name, typedNames ? cleanNames(typedNames) : row.otherNames);
    await updateProvider(
      tx,
      row.id,
      { ...columns, ...(kind ? { kind } : {}) },
      { name, otherNames },
      services.clock(),
    );
    return true;
  });
  const current = await showProvider(services, rules, member, id);
  if (!isDone) throw conflict('conflict', { current });
  return current;
}

/** What the winner of a merge takes over where it knows less itself. */
const takenOver = (winner: NamedProvider, loser: NamedProvider): Partial<ProviderRecord> => ({
  naturalPerson: winner.naturalPerson || loser.naturalPerson,
  summary: winner.summary || loser.summary,
  ...(winner.website ? {} : { website: loser.website, domain: loser.domain }),
  siren: winner.siren ?? loser.siren,
  siret: winner.siren === null || winner.siren === loser.siren ? (winner.siret ?? loser.siret) : winner.siret,
  place: winner.place || loser.place,
  size: winner.size ?? loser.size,
});

/**
 * Merges a provider into another: names, facts that the other lacks, choices and options go over in one transaction.
 * 404 for none or one already merged, 403 for members, 422 at `into` for itself or an unknown one.
 */
export async function mergeProvider(
  services: Services,
  rules: ProviderRules,
  member: SignedMember,
  id: string,
  intoId: string,
  typedReason: string,
): Promise<Provider> {
  if (!canMerge(member)) throw refused();
  const reason = mandatoryLine('reason', typedReason);
  const winnerId = await services.db.transaction(async (tx) => {
    await lockDirectory(tx);
    const loser = (await lockProvider(tx, id)) && (await findProvider(tx, id));
    if (!loser) throw notFound();
    const winner = await findProvider(tx, intoId);
    if (!winner || !(await lockProvider(tx, winner.id))) throw unknownReference('into');
    if (winner.id === loser.id) throw invalid([{ field: 'into', code: 'invalid' }]);
    const others = distinctNames(winner.name, [...winner.otherNames, loser.name, ...loser.otherNames]);
    const at = services.clock();
    await updateProvider(
      tx,
      winner.id,
      takenOver(winner, loser),
      { name: winner.name, otherNames: others.slice(0, otherNamesMax) },
      at,
    );
    await moveReplies(tx, loser.id, winner.id);
    await rules.moveProvider(tx, loser.id, winner.id);
    await markMerged(tx, loser.id, winner.id, at);
    await writeAct(tx, member, 'merge_providers', reason, { providerId: winner.id }, at);
    return winner.id;
  });
  return showProvider(services, rules, member, winnerId);
}
