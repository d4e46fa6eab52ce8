import { ask, openAgent, run, type Asked } from './client.ts';
import type { Case } from './cases.ts';
import { readersMax, tokenOf } from './community.ts';
import { workBetween, workOf, type Watched } from './cpu.ts';
import type { Product } from './product.ts';
import type { References } from './references.ts';
import type { ResultRow } from './rows.ts';
import type { Statement } from './statement.ts';

const recordings = 5;
const warmUpsMax = 60;
/** Of the requests asked for: how many at each number of connections, and how many of them for a page. */
const loads = [
  { connections: 1, share: 0.25 },
  { connections: 16, share: 1 },
];
const pageShare = 0.3;

/** What one request of a case asks of the database, and what it answers. */
export interface Recorded {
  statements: Statement[];
  pageStatements: Statement[];
  body: string;
}

/** Asks each case a few times; the fewest statements are its own, as other work of the process may be among them. */
export async function recordCase(product: Product, each: Case): Promise<Recorded> {
  const agent = openAgent(1);
  let body = '';
  const fewest = async (asked: (i: number) => Asked): Promise<Statement[]> => {
    let best: Statement[] | null = null;
    for (let i = 0; i < recordings; i++) {
      const statements = await product.record(async () => {
        body = (await ask(agent, asked(i))).text;
      });
      if (best === null || statements.length < best.length) best = statements;
    }
    return best ?? [];
  };
  const pageStatements = each.page === null ? [] : await fewest(() => pageOf(product, each, 0));
  const statements = await fewest((i) => ({ ...requestOf(product, each, i), token: tokenOf(0) }));
  agent.destroy();
  return { statements, pageStatements, body };
}

function requestOf({ url }: Product, { paths, body }: Case, i: number): Asked {
  const path = paths[i % paths.length] ?? '/';
  const asked = { url: url + path, token: tokenOf(i % readersMax) };
  return body === null ? asked : { ...asked, method: 'POST', body };
}

const pageOf = ({ url }: Product, { page }: Case, i: number): Asked => ({
  url: url + (page ?? '/'),
  token: tokenOf(i % readersMax),
});

/** What is measured, and which processes work for it. */
export interface Place {
  product: Product;
  references: References;
  watched: { product: Watched; references: Watched };
  of: Pick<ResultRow, 'db' | 'size'>;
  /** At 16 connections; fewer at one, and for pages. */
  requests: number;
}

/** The rows of a case: its JSON, its page, and what they are compared with, at 1 and 16 connections. */
export async function measureCase(place: Place, each: Case, recorded: Recorded): Promise<ResultRow[]> {
  const { product, references } = place;
  const { url } = references;
  const rows: ResultRow[] = [];
  for (const { connections, share } of loads) {
    const requests = Math.ceil(place.requests * share);
    const pages = Math.ceil(requests * pageShare);
    const series = async (
      name: string,
      watched: Watched,
      sql: number | null,
      asked: (i: number) => Asked,
      count = requests,
    ) => {
      await run(connections, Math.min(warmUpsMax, count), asked);
      const before = await workOf(watched);
      const { p50, p99, perSecond, bytes } = await run(connections, count, asked);
      const worked = workBetween(before, await workOf(watched));
      const cpu = worked === null ? null : worked / count;
      const row: ResultRow = {
        case: name,
        ...place.of,
        connections,
        p50_ms: p50,
        p99_ms: p99,
        rps: perSecond,
        cpu_ms: cpu,
        sql,
        bytes,
        reference: null,
      };
      rows.push(row);
      return row;
    };
    const { product: own, references: theirs } = place.watched;
    const statements = recorded.statements.length;
    const json = await series(each.name, own, statements, (i) => requestOf(product, each, i));
    if (each.page !== null) {
      const sent = recorded.pageStatements.length;
      const page = await series(`${each.name}-page`, own, sent, (i) => pageOf(product, each, i), pages);
      page.reference = json.cpu_ms;
    }
    if (each.body === null) {
      const sql = await series(`${each.name}-sql`, theirs, statements, () => ({
        url: `${url}/sql/${each.name}`,
      }));
      json.reference = sql.cpu_ms;
    }
    const bare = await series(`${each.name}-bare`, theirs, 0, () => ({ url: `${url}/bare/${each.name}` }));
    json.reference ??= bare.cpu_ms;
  }
  return rows;
}
