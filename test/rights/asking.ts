import type { Route } from '@cenacle/shared/http.ts';
import type { TestApp } from '../app.ts';
import { listTables, sumsOf } from '../tables.ts';
import type { Ask } from './table.ts';

/** What a route is called in the tests. */
export const nameOf = (route: Route) => `${route.method} ${route.path}`;

/** Its address with the row's ids in it. */
export function urlOf(route: Route, ask: Ask): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = ask.params?.[name];
    if (value === undefined) throw new Error(`${nameOf(route)} is asked without ${name}`);
    return encodeURIComponent(value);
  });
  return path + (ask.query ?? '');
}

/** Calls the route with these headers, as the row asks. */
export function callAs(t: TestApp, headers: Record<string, string>, route: Route, ask: Ask) {
  return t.app.inject({
    method: route.method,
    url: urlOf(route, ask),
    headers: { ...headers, ...ask.headers },
    ...(ask.body === undefined ? {} : { payload: ask.body }),
  });
}

/** Everything that members made, to see that a refused call changed nothing. */
export async function contentsOf(t: TestApp): Promise<string> {
  const tables = [
    'threads',
    'posts',
    'post_versions',
    'circles',
    'circle_members',
    'circle_invitations',
    'files',
    'invitations',
    'follows',
    'reads',
    'drafts',
    'tokens',
    'members',
    'providers',
    'provider_names',
    'engagements',
    'evidence',
    'outcomes',
    'benchmarks',
    'criteria',
    'options',
    'evaluations',
    'evaluation_values',
    'weights',
    'flags',
    'knowledge_pins',
    'moderation_acts',
    'cards',
    'contact_points',
    'vouches',
    'passes',
    'saved_cards',
    'reveals',
    'person_tokens',
  ];
  return JSON.stringify(await sumsOf(t.services.pool, tables));
}

/**
 * What a read may touch: when a session or token was last seen, what search counts by, and to whom the others' values of
 * a benchmark were given, which is what keeps a later evaluation honest.
 */
const exempt = new Set([
  'sessions',
  'tokens',
  'search_terms',
  'search_words',
  'search_totals',
  'benchmark_looks',
]);

/** The sum of every table but those that a read may touch. */
export async function everyTable({ services: { pool } }: TestApp): Promise<Record<string, string>> {
  const tables = await listTables(pool);
  return sumsOf(
    pool,
    tables.filter((name) => !exempt.has(name)),
  );
}
