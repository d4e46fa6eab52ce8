import { afterAll, beforeAll, expect, test } from 'vitest';
import { desc, eq, inArray, sql } from 'drizzle-orm';
import { makeApp, type TestApp } from '../test/app.ts';
import { cast } from '../test/cast.ts';
import { makeProvider } from '../test/make.ts';
import { rowsOf, together } from './database.ts';
import { members } from './members/schema.ts';
import { outcomes } from './threads/outcome-schema.ts';
import { threads, voices } from './threads/schema.ts';

let t: TestApp;
beforeAll(async () => {
  t = await makeApp();
  const opened = await t.as('grace').post('/api/threads', {
    kind: 'case',
    title: 'Un « cas », d’été\\',
    tags: ['un', 'deux "mots"'],
    sheet: { looking_for: 'x' },
  });
  await t.as('grace').put(`/api/threads/${opened.json().id}/outcome`, {
    decision: 'Fait',
    again: 'yes',
    provider_ids: [await makeProvider(t.services, 'Atelier')],
    cost: { min_minor: 999_999_999_999, max_minor: null, currency: 'EUR', per: 'once' },
  });
});
afterAll(() => t.close());

test('selects sent together give what each gives alone', async () => {
  const { db } = t.services;
  const threadRows = db
    .select({
      thread: threads,
      author: { id: members.id, name: members.name },
      part: sql<number>`0.25::float8`,
    })
    .from(threads)
    .innerJoin(voices, eq(voices.id, threads.authorVoiceId))
    .leftJoin(members, eq(members.id, voices.shownMemberId));
  const unsigned = db
    .select({ voice: voices, author: members })
    .from(voices)
    .leftJoin(members, sql`false`);
  const people = db.select().from(members).orderBy(desc(members.name)).limit(2);
  const outcomeRows = db.select().from(outcomes);
  const none = db
    .select({ id: members.id })
    .from(members)
    .where(sql`false`);
  const found = await together(db, { threadRows, unsigned, people, outcomeRows, none });
  expect(found).toEqual({
    threadRows: await threadRows,
    unsigned: await unsigned,
    people: await people,
    outcomeRows: await outcomeRows,
    none: [],
  });
  expect(found.threadRows[0]?.thread.createdAt).toBeInstanceOf(Date);
  expect(found.outcomeRows).toHaveLength(1);
  expect(found.unsigned[0]?.author).toBeNull();
});

test('a select may stand in the rows of another, and speak of them', async () => {
  const { db } = t.services;
  const titles = rowsOf(
    db
      .select({ title: threads.title })
      .from(threads)
      .innerJoin(voices, eq(voices.id, threads.authorVoiceId))
      .where(eq(voices.shownMemberId, members.id)),
  );
  const rows = await db
    .select({ name: members.name, titles })
    .from(members)
    .where(inArray(members.id, [cast.grace.id, cast.linus.id]))
    .orderBy(members.name);
  expect(rows).toEqual([
    { name: cast.grace.name, titles: [{ title: 'Un « cas », d’été\\' }] },
    { name: cast.linus.name, titles: [] },
  ]);
});
