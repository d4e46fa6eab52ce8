import { sql, type SQL } from 'drizzle-orm';
import { countMax, type GroupKind, type SearchKind } from '@cenacle/shared/search/contract.ts';
import { benchmarks } from '../benchmarks/schema.ts';
import { visibleTo } from '../circles/queries.ts';
import type { Db } from '../database.ts';
import type { SignedMember } from '../http/member.ts';
import { threads } from '../threads/schema.ts';
import { searchDocs } from './schema.ts';

/** What is looked for, and in what; days and instants are inclusive at the beginning, exclusive at the end. */
export interface Asked {
  /** Words of which any may be found, as one text; the last may be the beginning of one when `prefix` is given. */
  words: string;
  prefix: string | null;
  phrases: string[];
  without: string[];
  titles: string[];
  kind: GroupKind | null;
  language: string | null;
  authors: string[];
  tags: string[];
  circles: string[];
  circleId: string | null;
  finished: boolean | null;
  hasBenchmark: boolean;
  since: string | null;
  until: string | null;
  byDate: boolean;
  /** The reader's language, which counts a little more. */
  readerLanguage: string;
  now: Date;
}

/** Documents that the exact ranking looks at, and those of which the words that are found most are left out before. */
const rankedMax = 300;
const candidatesMax = 20_000;

/** Words without their accents that French leaves out only with them. */
const bareStops = ['a', 'mem', 'etait', 'etant', 'etre'];

const kindsOf: Record<GroupKind, SearchKind[]> = {
  thread: ['thread', 'post', 'outcome', 'question'],
  benchmark: ['benchmark', 'criterion'],
  provider: ['provider'],
  card: ['card'],
  member: ['member'],
};

const groupKind = sql`case when kind in ('post', 'outcome', 'question') then 'thread' when kind = 'criterion' then 'benchmark' else kind end`;
const list = (values: readonly string[]): SQL => sql`${sql.param(values)}::text[]`;
const phrase = (text: SQL): SQL =>
  sql`phraseto_tsquery(public.search_config(search_docs.language), public.fold_words(${text}, search_docs.language))`;

/** All that narrows a search besides its words; the rights come first. */
function narrowing(member: SignedMember, asked: Asked): SQL {
  const { kind, language, finished, since, until, circleId } = asked;
  const conditions: (SQL | null)[] = [
    visibleTo(member, searchDocs.audienceId),
    sql`(search_docs.expires_at is null or search_docs.expires_at > ${asked.now})`,
    kind && sql`search_docs.kind = any(${list(kindsOf[kind])})`,
    language ? sql`search_docs.language = ${language}` : null,
    finished === null
      ? null
      : sql`search_docs.finished = ${finished} and search_docs.kind = any(${list([...kindsOf.thread, ...kindsOf.benchmark])})`,
    since ? sql`search_docs.created_at >= ${since}::date` : null,
    until ? sql`search_docs.created_at < ${until}::date` : null,
    circleId
      ? sql`search_docs.audience_id in (select id from audiences where circle_id = ${circleId})`
      : null,
    asked.hasBenchmark
      ? sql`(search_docs.kind in ('benchmark', 'criterion') or search_docs.group_id in
          (select ${benchmarks.threadId} from ${benchmarks} where ${benchmarks.threadId} is not null
            and ${visibleTo(member, benchmarks.audienceId)}))`
      : null,
    asked.tags.length > 0 ? sql`search_docs.tags @> ${list(asked.tags)}` : null,
    ...asked.authors.map(
      (name) =>
        sql`search_docs.signed_member_id in (select id from members where position(public.fold(${name}::text) in public.fold(name)) > 0)`,
    ),
    ...asked.circles.map(
      (name) =>
        sql`search_docs.audience_id in (select a.id from audiences a join circles c on c.id = a.circle_id where position(public.fold(${name}::text) in public.fold(c.name)) > 0)`,
    ),
    asked.phrases.length > 0
      ? sql`not exists (select 1 from unnest(${list(asked.phrases)}) p, lateral (select ${phrase(sql`p`)} q) each where numnode(q) > 0 and not search_docs.v @@ q)`
      : null,
    asked.titles.length > 0
      ? sql`not exists (select 1 from unnest(${list(asked.titles)}) p, lateral (select ${phrase(sql`p`)} q) each where not ts_filter(search_docs.v, '{a}') @@ q)`
      : null,
    asked.without.length > 0
      ? sql`not exists (select 1 from unnest(${list(asked.without)}) p, lateral (select ${phrase(sql`p`)} q) each where numnode(q) > 0 and search_docs.v @@ q)`
      : null,
  ];
  return sql.join(
    conditions.filter((each) => each !== null),
    sql` and `,
  );
}

const idf = (df: SQL, total: SQL): SQL =>
  sql`ln(1 + (greatest(${total}, ${df}) - ${df} + .5) / (${df} + .5))`;

/**
 * The words of the query in both languages with their weights. Unknown lexemes count as if one document had them, and
 * `slot` says which word each stands for.
 */
const weighted = ({ words, prefix }: Asked): SQL => sql`
  terms as (
    select g.language, lexeme, lexeme as slot, false as is_prefix
    from (values ('fr'), ('en')) g (language),
      unnest(tsvector_to_array(public.search_words_vector(${words}::text, g.language))) lexeme
    where lexeme <> all(${list(bareStops)})
    union all
    select g.language, p.word, coalesce((tsvector_to_array(public.search_words_vector(p.word, g.language)))[1], p.word), true
    from (values ('fr'), ('en')) g (language), lateral (select public.fold_words(${prefix ?? ''}::text, g.language) as word) p
    where p.word <> '' and p.word !~ ' '
  ),
  l as materialized (
    select terms.*, (quote_literal(terms.lexeme) || case when is_prefix then ':*' else '' end)::tsquery as tq,
      coalesce(t.documents, 1) as df, coalesce(n.body_length, 1) as body_length,
      case when is_prefix then .5 else 1 end * ${idf(sql`coalesce(t.titles, 1)`, sql`coalesce(n.documents, 0)`)} as wa,
      case when is_prefix then .5 else 1 end * ${idf(sql`coalesce(t.bodies, 1)`, sql`coalesce(n.documents, 0)`)} as wd
    from terms
      left join search_terms t on t.language = terms.language and t.lexeme = terms.lexeme and not is_prefix
      left join search_totals n on n.language = terms.language
  ),
  counted as (
    select language, tq, sum(df) over w as reached, row_number() over w as place
    from l window w as (partition by language order by is_prefix, df, lexeme)
  ),
  q as materialized (
    select language, string_agg(tq::text, ' | ')::tsquery as any_of
    from counted where reached <= ${candidatesMax} or place = 1 group by language
  )`;

/**
 * Two stages, as BM25 ranks two fields (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009; k1 1.2,
 * b .7): the rights and a cheap score find 300 documents, which are then scored exactly, a title half as much again, by
 * how many of the words they have, and by how alike the title is to the query.
 */
const ranked = (member: SignedMember, asked: Asked): SQL => sql`
  k as materialized (
    select search_docs.*
    from q join search_docs on search_docs.language = q.language and search_docs.v @@ q.any_of
    where (select found from lexemes) and ${narrowing(member, asked)}
    order by (select sum(l.wd * ts_rank('{.6,.6,.6,1}', search_docs.v, l.tq)) from l where l.language = search_docs.language) desc,
      search_docs.kind, search_docs.id
    limit ${rankedMax}
  ),
  c as (
    select k.kind, k.id,
      sum(1.5 * l.wa * f.ta * 2.2 / (f.ta + 1.2)
        + l.wd * f.td * 2.2 / (f.td + 1.2 * (.3 + .7 * k.body_length / greatest(l.body_length, 1))))
      * (.5 + .5 * count(distinct l.slot) / (select count(distinct slot) from l each where each.language = k.language)) as r
    from k cross join lateral unnest(k.v) u
      join l on l.language = k.language and (u.lexeme = l.lexeme or (l.is_prefix and starts_with(u.lexeme, l.lexeme)))
      cross join lateral (select coalesce(cardinality(array_positions(u.weights, 'A')), 0) as ta,
        coalesce(cardinality(array_positions(u.weights, 'D')), 0) as td) f
    group by k.kind, k.id, k.language
  ),
  ranked as (
    select k.*, (c.r * (1 + similarity(k.title_fold, public.fold_words(${asked.words}::text, k.language)))
      * case when k.finished or k.kind = 'benchmark' then 1.05 else 1 end
      * case when k.language = ${asked.readerLanguage} then 1.05 else 1 end
      * (1 + .1 * exp(- greatest(extract(epoch from ${asked.now}::timestamptz - k.created_at), 0) / 31557600)))::numeric(12, 4) as score
    from k join c using (kind, id)
  )`;

/** The latest first: of a query of phrases, of filters alone, or of words that no language counts. */
const listed = (member: SignedMember, asked: Asked, literal: string): SQL => sql`
  listed as (
    select search_docs.*, 0::numeric as score from search_docs
    where not (select found from lexemes) and ${narrowing(member, asked)}
      ${asked.phrases.length > 0 ? sql`and search_docs.v @@ any (array[public.search_phrases(${list(asked.phrases)}, 'fr'), public.search_phrases(${list(asked.phrases)}, 'en')])` : sql``}
      ${literal ? sql`and position(public.fold_words(${literal}::text, search_docs.language) in search_docs.title_fold) > 0` : sql``}
    order by search_docs.created_at desc, search_docs.id desc limit ${rankedMax}
  )`;

/** `lexemes`: whether the query holds a word that one of the languages counts; `groups`: the best passage of each group. */
const grouped = (member: SignedMember, asked: Asked): SQL => sql`
  with lexemes as materialized (
    select exists (select 1 from (values ('fr'), ('en')) g (language),
      unnest(tsvector_to_array(public.search_words_vector(${asked.words}::text, g.language))) lexeme
      where lexeme <> all(${list(bareStops)})) as found
  ),
  ${weighted(asked)},
  ${ranked(member, asked)},
  ${listed(member, asked, asked.words.trim())},
  best as (
    select *, ${groupKind} as group_kind,
      row_number() over (partition by group_id order by score desc, kind = 'thread' desc, created_at desc, id) as place
    from (select * from ranked union all select * from listed) scored
  ),
  groups as (select * from best where place = 1)`;

const countsPerKind = sql`(select jsonb_object_agg(group_kind, n)
  from (select group_kind, least(count(*), ${countMax}) n from groups group by group_kind) each)`;

/** What a result shows beside its own words, in rows of `groups`: its group's title, its place, its author and audience. */
const around = (member: SignedMember): SQL => sql`
  case group_kind
    when 'thread' then (select ${threads.title} from ${threads} where ${threads.id} = group_id and ${visibleTo(member, threads.audienceId)})
    when 'benchmark' then (select ${benchmarks.need} from ${benchmarks} where ${benchmarks.id} = group_id and ${visibleTo(member, benchmarks.audienceId)})
  end as "groupTitle",
  (select p.position from posts p where groups.kind = 'post' and p.id = groups.id) as position,
  (select json_build_object('id', m.id, 'name', m.name, 'headline', m.headline)
    from members m where m.id = signed_member_id) as author,
  (select json_build_object('id', a.id, 'kind', a.kind, 'circleId', a.circle_id, 'name', c.name)
    from audiences a left join circles c on c.id = a.circle_id where a.id = groups.audience_id) as audience`;

export interface FoundRow {
  kind: SearchKind;
  id: string;
  groupId: string;
  groupKind: GroupKind;
  audience: {
    id: string;
    kind: 'all' | 'circle' | 'named';
    circleId: string | null;
    name: string | null;
  } | null;
  author: { id: string; name: string; headline: string } | null;
  /** Of the thread or benchmark that it belongs to. */
  groupTitle: string | null;
  /** Of a reply in its thread. */
  position: number | null;
  language: 'fr' | 'en';
  tags: string[];
  finished: boolean;
  title: string;
  body: string;
  createdAt: Date;
}

export interface Found {
  rows: FoundRow[];
  /** Of each kind, whichever is asked for; at most `countMax`. */
  counts: { kind: GroupKind; count: number }[];
}

/** The best passage of each group that the member may read, `limit` of them after the first `offset`, and how many there are. */
export async function searchGroups(
  db: Db,
  member: SignedMember,
  asked: Asked,
  { offset, limit }: { offset: number; limit: number },
): Promise<Found> {
  // What no language counts has no score, and comes by date.
  const order = asked.byDate
    ? sql`created_at desc, group_id`
    : sql`score desc, case when (select found from lexemes) then null else created_at end desc, group_id`;
  const perKind = asked.kind
    ? sql`(${grouped(member, { ...asked, kind: null })} select ${countsPerKind})`
    : countsPerKind;
  const { rows } = await db.execute<{ found: FoundRow[]; perKind: Record<string, number> | null }>(sql`
    ${grouped(member, asked)},
    page as (
      select kind, id, group_id as "groupId", group_kind as "groupKind", language, tags, finished, title, body,
        created_at as "createdAt", ${around(member)}
      from groups order by ${order} offset ${offset} limit ${limit}
    )
    select coalesce((select json_agg(page) from page), '[]') as found, ${perKind} as "perKind"`);
  const counts = rows[0]?.perKind ?? {};
  return {
    rows: (rows[0]?.found ?? []).map((row) => Object.assign(row, { createdAt: new Date(row.createdAt) })),
    counts: (Object.keys(kindsOf) as GroupKind[]).flatMap((kind) =>
      counts[kind] ? [{ kind, count: counts[kind] }] : [],
    ),
  };
}

/** What each word is known by in the language: the lexemes that it comes to. */
export async function stemWords(
  db: Db,
  asked: { word: string; language: string }[],
): Promise<{ word: string; language: string; lexemes: string[] }[]> {
  if (asked.length === 0) return [];
  const { rows } = await db.execute<{ word: string; language: string; lexemes: string[] }>(sql`
    select word, language, tsvector_to_array(public.search_words_vector(word, language)) as lexemes
    from unnest(${list(asked.map(({ word }) => word))}, ${list(asked.map(({ language }) => language))}) as u (word, language)`);
  return rows;
}

/** Words of five letters may be one letter wrong, longer ones two. */
const shortWordMax = 5;
const correctedWordMax = 40;

/**
 * For each word that no document open to all has, and none that the member reads, the likeliest word of the vocabulary,
 * where there is one. The vocabulary holds nothing that not all members may read.
 */
export async function correctWords(
  db: Db,
  member: SignedMember,
  words: string[],
): Promise<Map<string, string>> {
  if (words.length === 0) return new Map();
  const { rows } = await db.execute<{ word: string; instead: string }>(sql`
    select w.word, best.word as instead
    from unnest(${list(words)}) as w (word),
      lateral (select public.fold_words(w.word, 'fr') as plain) f,
      lateral (
        select v.word from search_words v
        where v.word % f.plain
          and levenshtein_less_equal(v.word, f.plain, 2) <= case when length(f.plain) <= ${shortWordMax} then 1 else 2 end
        order by levenshtein(v.word, f.plain) - 1.5 * similarity(v.word, f.plain) - .1 * ln(v.documents), v.word
        limit 1
      ) best
    where f.plain !~ '[ \\d]' and length(f.plain) between 3 and ${correctedWordMax} and best.word <> f.plain
      and not exists (
        select 1 from (values ('fr'), ('en')) g (language),
          unnest(tsvector_to_array(public.search_words_vector(w.word, g.language))) lexeme
        where exists (select 1 from search_terms t where t.lexeme = lexeme.lexeme)
          or exists (select 1 from search_docs where search_docs.v @@ quote_literal(lexeme.lexeme)::tsquery
            and ${visibleTo(member, searchDocs.audienceId)})
      )`);
  return new Map(rows.map(({ word, instead }) => [word, instead]));
}
