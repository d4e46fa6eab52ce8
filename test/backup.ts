import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { openFileStore } from '../server/files/store.ts';
import { restoreBackup } from '../scripts/backup/restore.ts';
import { writeBackup, type BackupOptions } from '../scripts/backup/write.ts';
import type { TestApp } from './app.ts';
import { cast } from './cast.ts';
import { makeDatabase } from './database.ts';
import { makeTemporaryFolder } from './database-server.ts';
import { ask } from './import-command.ts';
import type { World } from './rights/world.ts';
import { listTables } from './tables.ts';
import { uploaded } from './upload.ts';

/** A database and a data folder. */
export interface Place {
  databaseUrl: string;
  dataDir: string;
}

/** A place with nothing in it; the run's end removes its database, its maker the folder. */
export const makePlace = async (folder: string): Promise<Place> => ({
  databaseUrl: (await makeDatabase()).url,
  dataDir: await makeTemporaryFolder(folder),
});

export const placeOf = ({ databaseUrl, services }: TestApp): Place => ({
  databaseUrl,
  dataDir: services.config.dataDir,
});

const dayMs = 86_400_000;
let made = 0;

/** Backs the place up into a new file of the folder; gives its path. */
export async function backUp(
  place: Place,
  folder: string,
  more: Partial<BackupOptions> = {},
): Promise<string> {
  const path = more.path ?? join(folder, `${(made += 1)}.backup`);
  const { databaseUrl } = place;
  const files = await openFileStore(place.dataDir);
  const clock = () => new Date('2026-11-25T12:00:00Z');
  await writeBackup({ databaseUrl, files, path, product: '0.1.0', clock, ...more });
  return path;
}

export const restore = async ({ databaseUrl, dataDir }: Place, path: string) =>
  restoreBackup({ databaseUrl, files: await openFileStore(dataDir), path });

export const listTablesOf = (url: string): Promise<string[]> =>
  listTables({ query: async (text) => ({ rows: await ask(url, text) }) });

/** Counted when a product starts. */
const counted = new Set(['search_terms', 'search_totals', 'search_words']);

/** Every row of every table as text, in an order of its own; the bytes of every content that a row names; migrations. */
export async function readAll({ databaseUrl, dataDir }: Place): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of await listTablesOf(databaseUrl)) {
    if (counted.has(table)) continue;
    // When a row of the search was written says nothing about what it holds.
    const rows = await ask(databaseUrl, `select (to_jsonb(t) - 'written_at')::text as row from "${table}" t`);
    all[table] = rows.map(({ row }) => String(row)).sort();
  }
  const files = await openFileStore(dataDir);
  for (const { sha256 } of await ask(databaseUrl, 'select distinct sha256 from files')) {
    const found = await files.open(String(sha256));
    all[`content ${sha256}`] = found ? [(await buffer(found.stream)).toString('base64')] : [];
  }
  const migrations = 'select hash, created_at from drizzle.__drizzle_migrations order by created_at';
  all.migrations = (await ask(databaseUrl, migrations)).map((row) => JSON.stringify(row));
  return all;
}

/** What makeWorld lacks, so that every table has a row: odd texts, large files and two of one content among them. */
export async function fillWorld(t: TestApp, world: World): Promise<void> {
  let calls = 0;
  const call = async (who: 'grace' | 'linus' | 'mo', method: 'post' | 'put', path: string, body: object) => {
    const key = { 'idempotency-key': `fill ${(calls += 1)}` };
    const reply = await t.as(who)[method](path, body, method === 'post' ? key : {});
    if (reply.statusCode >= 300) throw new Error(`${path}: ${reply.body}`);
    return reply.body === '' ? {} : reply.json();
  };
  const sheet = { looking_for: '«\u2028» \\. 🧵' };
  const odd = { kind: 'case', title: 'Barre \\N et \\t', sheet, tags: ['flux'] };
  const { id } = await call('grace', 'post', '/api/threads', odd);
  const file = await uploaded(t, t.as('grace'), 'note.txt', 'deux fois la même');
  await uploaded(t, t.as('grace'), 'autre.txt', 'deux fois la même');
  await uploaded(t, t.as('grace'), 'long.txt', 'une ligne assez longue\n'.repeat(30_000));
  const body = `[@Lin](member:${cast.linus.id}) : [la note](file:${file.id})\n\n\ttabulé`;
  await call('grace', 'post', `/api/threads/${id}/posts`, { body });
  await call('grace', 'put', `/api/threads/${id}/outcome`, {
    decision: 'Pris',
    again: 'yes',
    provider_ids: [world.providerId],
    questions: ['Et la reprise ?'],
  });
  t.travel(31 * dayMs);
  await call('grace', 'put', `/api/threads/${id}/check`, { days: 30, answer: 'held', line: 'Toujours' });
  // Nobody signs in again on the way.
  await t.services.pool.query(`update sessions set expires_at = expires_at + interval '1 year'`);
  t.travel(155 * dayMs);
  await call('grace', 'put', `/api/threads/${id}/use`, {
    provider_id: world.providerId,
    months: 6,
    still: true,
    again: 'partly',
    line: 'Encore là',
  });
  t.travel(-186 * dayMs);
  await t.services.pool.query(`update sessions set expires_at = expires_at - interval '1 year'`);
  const answer = await call('linus', 'post', `/api/threads/${id}/posts`, { body: 'Cela m’a servi aussi' });
  await call('grace', 'put', `/api/posts/${answer.id}/helpful`, { helpful: true });
  await call('linus', 'put', `/api/threads/${id}/lesson`, { learned: 'Demander les stocks d’abord' });
  const twin = { kind: 'discussion', title: 'La même question', body: 'Encore' };
  const merged = await call('grace', 'post', '/api/threads', twin);
  const kept = await call('grace', 'post', '/api/threads', { ...twin, title: 'La question' });
  const into = { into_id: kept.id, reason: 'Deux fois la même' };
  await call('mo', 'post', `/api/moderation/threads/${merged.id}/merge`, into);
  await t.as('linus').patch('/api/notifications/settings', { quiet: { from: 21, to: 7 } });
  await call('linus', 'put', '/api/follows/tags', { tag: 'flux', level: 'mentions' });
  await call('linus', 'put', `/api/follows/audiences/${allMembersAudienceId}`, { level: 'everything' });
  await call('linus', 'put', '/api/follows/mutes', { member_id: cast.newt.id, muted: true });
  await call('mo', 'put', '/api/knowledge/pins', { tag: 'flux', thread_ids: [id] });
  await call('mo', 'post', `/api/moderation/threads/${id}/lock`, { locked: true, reason: 'Vu' });
  const named = { kind: 'discussion', title: 'À deux', body: 'Entre nous', member_ids: [cast.linus.id] };
  await call('grace', 'post', '/api/threads', named);
  const weights = [{ criterion_id: world.criterionId, weight: 3 }];
  const terms = { months: 24, volume: 100, day_rate: 45_000, vat: 'excluded' };
  await call('linus', 'put', `/api/benchmarks/${world.benchmarkId}/weights`, { weights, terms });
  await t.as('linus').get(`/api/benchmarks/${world.benchmarkId}`);
  await call('linus', 'put', `/api/cards/${world.cardId}/saved`, { saved: true });
  await call('linus', 'post', `/api/cards/${world.cardId}/reveal`, {});
  await call('grace', 'post', `/api/cards/${world.cardId}/passes`, { member_id: cast.linus.id });
  await call('grace', 'post', `/api/cards/${world.untoldCardId}/notice`, { language: 'fr' });
  await t.guest.post('/api/session/code', { email: cast.linus.email });
  await t.services.mailer.settled();
}
