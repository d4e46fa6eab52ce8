import { and, eq, getTableColumns, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { ProviderKind } from '@cenacle/shared/providers/contract.ts';
import { foldName } from '@cenacle/shared/providers/names.ts';
import type { Db } from '../database.ts';
import { providerNames, providers } from './schema.ts';

export type ProviderRecord = typeof providers.$inferSelect;
/** A provider with the names it is also known by, in the order they were given. */
export type NamedProvider = ProviderRecord & { otherNames: string[] };

/** How alike two folded names are that may be the same firm: one letter in ten, or a word more. */
const similarNameMin = 0.55;
/** What `word_similarity` must reach for a name to be what somebody typed. */
const foundNameMin = 0.5;

const byName = sql`${providers.name} collate "und-x-icu"`;
const standing = isNull(providers.mergedInto);

// By name: in a select from one table alone, a column comes without its table's.
const otherNames = sql<string[]>`array(select n.name from provider_names n
  where n.provider_id = providers.id and n.position <> 0 order by n.position)`;
const named = { ...getTableColumns(providers), otherNames };

/** The directory by name, at most `limit` and one more; merged providers are left out. */
export function listProviders(
  db: Db,
  asked: {
    kind: ProviderKind | undefined;
    limit: number;
    after: readonly [name: string, id: string] | null;
  },
): Promise<NamedProvider[]> {
  const { kind, limit, after } = asked;
  return db
    .select(named)
    .from(providers)
    .where(
      and(
        standing,
        kind ? eq(providers.kind, kind) : undefined,
        after
          ? sql`(${byName}, ${providers.id}) > (${after[0]}::text collate "und-x-icu", ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(byName, providers.id)
    .limit(limit + 1);
}

/** Signs that mean something in a pattern, as themselves. */
const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** Providers that any of their names finds, also mistyped, best first. */
export async function findProvidersByName(
  db: Db,
  asked: { q: string; kind: ProviderKind | undefined; limit: number },
): Promise<NamedProvider[]> {
  const key = foldName(asked.q);
  if (key === '') return [];
  const holds = `%${literal(key)}%`;
  const score = sql`max(word_similarity(${key}, ${providerNames.key}) + similarity(${key}, ${providerNames.key})
    + case when ${providerNames.key} like ${`${literal(key)}%`} then 1 when ${providerNames.key} like ${holds} then .5 else 0 end)`;
  return db
    .select(named)
    .from(providers)
    .innerJoin(providerNames, eq(providerNames.providerId, providers.id))
    .where(
      and(
        standing,
        asked.kind ? eq(providers.kind, asked.kind) : undefined,
        or(
          sql`${providerNames.key} like ${holds}`,
          sql`word_similarity(${key}, ${providerNames.key}) >= ${foundNameMin}`,
        ),
      ),
    )
    .groupBy(providers.id)
    .orderBy(sql`${score} desc`, byName, providers.id)
    .limit(asked.limit);
}

/** What twins are found by: folded names, the website's domain, the SIREN; empty for what is not known. */
export interface Likeness {
  keys: string[];
  domain: string;
  siren: string | null;
}

export type SimilarRecord = NamedProvider & { because: 'siren' | 'domain' | 'name' };

/**
 * Providers that may be the same, the surest first: by SIREN, by the very name, by domain, by a name that is nearly the
 * same.
 */
export async function findSimilar(
  db: Db,
  { keys, domain, siren }: Likeness,
  limit: number,
): Promise<SimilarRecord[]> {
  const likeness: SQL[] = [];
  if (siren) likeness.push(sql`${providers.siren} = ${siren}`);
  if (domain) likeness.push(sql`${providers.domain} = ${domain}`);
  // Trigrams see nothing in some signs, and in foreign letters by some locales: equal names are alike all the same.
  const nameLikeness = sql`(select max(case when n.key = k.key then 1 else similarity(n.key, k.key) end)
    from provider_names n, unnest(${sql.param(keys)}::text[]) as k (key) where n.provider_id = ${providers.id})`;
  if (keys.length > 0) likeness.push(sql`${nameLikeness} >= ${similarNameMin}`);
  if (likeness.length === 0) return [];
  const because = sql<
    SimilarRecord['because']
  >`case when ${siren ? sql`${providers.siren} = ${siren}` : sql`false`} then 'siren'
    when ${domain ? sql`${providers.domain} = ${domain}` : sql`false`} then 'domain' else 'name' end`;
  return db
    .select({ ...named, because })
    .from(providers)
    .where(and(standing, sql`(${sql.join(likeness, sql` or `)})`))
    .orderBy(
      sql`case ${because} when 'siren' then 0 else 1 end`,
      // However many share a site, the one of this very name is among the first.
      sql`case when ${nameLikeness} = 1 then 0 else 1 end`,
      sql`case ${because} when 'domain' then 0 else 1 end`,
      sql`${nameLikeness} desc nulls last`,
      providers.id,
    )
    .limit(limit);
}

/** Providers that answer to just these folded names, by name; a name may be several providers'. */
export async function findByKeys(
  db: Db,
  keys: string[],
): Promise<Map<string, { id: string; name: string }[]>> {
  const wanted = [...new Set(keys)].filter((key) => key !== '');
  if (wanted.length === 0) return new Map();
  const rows = await db
    .selectDistinct({ key: providerNames.key, id: providers.id, name: providers.name })
    .from(providerNames)
    .innerJoin(providers, eq(providers.id, providerNames.providerId))
    .where(and(standing, inArray(providerNames.key, wanted)));
  return Map.groupBy(rows, ({ key }) => key);
}

/** Names too short to be told from other words in a text. */
const nameSignsMin = 3;

/** Every name of a provider that stands whole in a folded text, with its provider. */
export const findNamedIn = (db: Db, folded: string) =>
  db
    .selectDistinct({ key: providerNames.key, id: providers.id, isOfPerson: providers.naturalPerson })
    .from(providerNames)
    .innerJoin(providers, eq(providers.id, providerNames.providerId))
    .where(
      and(
        standing,
        sql`length(${providerNames.key}) >= ${nameSignsMin}`,
        sql`position(' ' || ${providerNames.key} || ' ' in ${` ${folded} `}) > 0`,
      ),
    );

/** The provider, or the one it was merged into; null when there is none. */
export async function findProvider(db: Db, id: string): Promise<NamedProvider | null> {
  // Merging flattens what led to the loser, so that one step is always enough.
  const leadsTo = sql`coalesce((select p.merged_into from providers p where p.id = ${id}), ${id}::uuid)`;
  const [row] = await db.select(named).from(providers).where(eq(providers.id, leadsTo));
  return row ?? null;
}

/** Which provider each of the ids leads to, merged ones followed; ids that lead nowhere are left out. */
export async function resolveProviders(db: Db, ids: string[]): Promise<Map<string, ProviderRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await db.select().from(providers).where(inArray(providers.id, ids));
  const intoIds = rows.flatMap(({ mergedInto }) => (mergedInto ? [mergedInto] : []));
  const winners =
    intoIds.length > 0 ? await db.select().from(providers).where(inArray(providers.id, intoIds)) : [];
  const byId = new Map(winners.map((row) => [row.id, row]));
  return new Map(
    rows.flatMap((row) => {
      const found = row.mergedInto ? byId.get(row.mergedInto) : row;
      return found ? [[row.id, found] as const] : [];
    }),
  );
}

// Any number does, as long as no other lock of ours is it.
const directoryLock = 6_204_118;

/** Lets one member add or merge at a time, so that two who add the same provider at once do not make a twin. */
export async function lockDirectory(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${directoryLock})`);
}

/**
 * Keeps others from adding and merging until the transaction ends, so that a provider which it chooses does not become
 * another's address meanwhile. Taken before any row's lock, as merging does.
 */
export async function holdDirectory(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${directoryLock})`);
}

/** The provider's row, locked until the transaction ends; null for none and for merged ones. */
export async function lockProvider(tx: Db, id: string): Promise<ProviderRecord | null> {
  const [row] = await tx
    .select()
    .from(providers)
    .where(and(eq(providers.id, id), standing))
    .for('no key update');
  return row ?? null;
}

async function writeNames(tx: Db, providerId: string, names: string[]): Promise<void> {
  await tx.delete(providerNames).where(eq(providerNames.providerId, providerId));
  await tx
    .insert(providerNames)
    .values(names.map((name, position) => ({ providerId, position, name, key: foldName(name) })));
}

/** A provider with all its names. */
export async function insertProvider(
  tx: Db,
  row: typeof providers.$inferInsert,
  otherNames: string[],
): Promise<void> {
  await tx.insert(providers).values(row);
  await writeNames(tx, row.id, [row.name, ...otherNames]);
}

/** Writes a provider anew, and its names. The row must be locked. */
export async function updateProvider(
  tx: Db,
  id: string,
  change: Partial<Omit<ProviderRecord, 'id' | 'version'>>,
  names: { name: string; otherNames: string[] },
  at: Date,
): Promise<void> {
  await tx
    .update(providers)
    .set({ ...change, name: names.name, updatedAt: at, version: sql`${providers.version} + 1` })
    .where(eq(providers.id, id));
  await writeNames(tx, id, [names.name, ...names.otherNames]);
}

/** Makes the provider the address of another, with all that led to it. */
export async function markMerged(tx: Db, id: string, into: string, at: Date): Promise<void> {
  await tx
    .update(providers)
    .set({ mergedInto: into, updatedAt: at })
    .where(or(eq(providers.id, id), eq(providers.mergedInto, id)));
  // Its names now find the other one.
  await tx.delete(providerNames).where(eq(providerNames.providerId, id));
}
