import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Benchmark } from '@cenacle/shared/benchmarks/contract.ts';
import type { RankingReply } from '@cenacle/shared/benchmarks/ranking-contract.ts';
import { makeApp, type TestApp } from '../app.ts';
import { openBenchmark } from '../benchmark.ts';
import { makeProvider } from '../make.ts';

const optionCount = 20;
const criterionCount = 15;
const raterCount = 500;
/** The ranking of all that was evaluated costs at most so many times what reading its rows does. */
const ratioMax = 3;
const rounds = 5;

let t: TestApp;
let benchmark: Benchmark;
let client: pg.Client;
beforeAll(async () => {
  t = await makeApp();
  const options = [];
  for (let i = 0; i < optionCount; i += 1)
    options.push({ provider_id: await makeProvider(t.services, `Prestataire ${i}`) });
  const criteria = Array.from({ length: criterionCount }, (_, j) => ({
    name: `Critère ${j}`,
    kind: 'rating',
  }));
  benchmark = await openBenchmark(t, { options, criteria });
  client = new pg.Client({ connectionString: t.databaseUrl });
  await client.connect();
  await fill(client, benchmark.id);
}, 120_000);
afterAll(async () => {
  await client.end();
  await t.close();
});

/** Each rater evaluates each option by each criterion, from an engagement that is over, within the last three years. */
async function fill(to: pg.Client, id: string): Promise<void> {
  // Nobody is to be told of ten thousand evaluations.
  await to.query('set session_replication_role = replica');
  await to.query(
    `insert into members select (jsonb_populate_record(m, jsonb_build_object(
       'id', gen_random_uuid(), 'email', 'rater' || i || '@example.test', 'name', 'Rater ' || i))).*
     from members m, generate_series(1, $1::int) i where m.email = 'linus@example.test'`,
    [raterCount],
  );
  await to.query(
    `with given as (
       select gen_random_uuid() as id, gen_random_uuid() as evidence_id, o.id as option_id, m.id as member_id,
         now() - (row_number() over () % 1000) * interval '1 day' as at
       from options o, members m where o.benchmark_id = $1 and m.email like 'rater%'),
     grounds as (
       insert into evidence (id, owner_id, audience_id, grade)
       select g.evidence_id, g.member_id, b.audience_id, 'finished' from given g, benchmarks b where b.id = $1)
     insert into evaluations (id, benchmark_id, option_id, member_id, relation, conflict, saw_others, evidence_id, submitted_at)
     select id, $1, option_id, member_id, 'client', 'none', false, evidence_id, at from given`,
    [id],
  );
  await to.query(
    `insert into evaluation_values (evaluation_id, criterion_id, status, number)
     select e.id, c.id, 'known', 1 + (c.position + extract(day from e.submitted_at)::int) % 5
     from evaluations e, criteria c where e.benchmark_id = $1 and c.benchmark_id = $1`,
    [id],
  );
  await to.query('analyze');
}

async function timed(ask: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await ask();
  return performance.now() - start;
}

async function readRows(): Promise<void> {
  await client.query(
    `select e.id, e.option_id, e.member_id, e.conflict, e.submitted_at, g.grade from evaluations e
     left join evidence g on g.id = e.evidence_id where e.benchmark_id = $1`,
    [benchmark.id],
  );
  await client.query(
    `select v.evaluation_id, v.criterion_id, v.status, v.number, v.amount_minor from evaluation_values v
     join evaluations e on e.id = v.evaluation_id where e.benchmark_id = $1`,
    [benchmark.id],
  );
}

test('a ranking of ten thousand evaluations costs little more than reading them', async () => {
  const rank = () => t.as('grace').get(`/api/benchmarks/${benchmark.id}/ranking`);
  const ranking: RankingReply = (await rank()).json();
  expect(ranking.basis.evaluation_count).toBe(optionCount * raterCount);
  expect(ranking.options).toHaveLength(optionCount);
  await readRows();
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) ratios.push((await timed(rank)) / (await timed(readRows)));
  // Other work of the machine disturbs one round or another, a ranking that has become dearer all of them.
  expect(Math.min(...ratios), ratios.join(', ')).toBeLessThan(ratioMax);
}, 120_000);
