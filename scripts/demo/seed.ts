import { newId, type Db } from '../../server/database.ts';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { rendererVersion } from '../../server/markdown/render.ts';
import { hashGuessable } from '../../server/members/secrets.ts';
import type { Services } from '../../server/services.ts';
import { insertOutcome } from '../../server/threads/outcome-queries.ts';
import {
  insertPost,
  insertThread,
  makeNamedAudience,
  rewritePost,
  setMentions,
  voiceFor,
} from '../../server/threads/write-queries.ts';
import { accounts, get, hoursBefore, lastVisitHoursAgo, dayHours, type Cast } from './cast.ts';
import { demonstration } from './content.ts';
import type { DemoThread } from './content/types.ts';
import { seedAfterwards } from './seed-afterwards.ts';
import { seedCards } from './seed-cards.ts';
import {
  centsPerEuro,
  seedBenchmarks,
  seedEngagements,
  seedProviders,
  seedSelections,
} from './seed-comparing.ts';
import { finishThread, insertCircle, insertMembers, settleReaders } from './queries.ts';

/** The text with its placeholders for members and threads made into links by id. */
const linked = (cast: Cast, body: string): string =>
  body
    .replace(
      /\{\{@([\w-]+)\}\}/g,
      (_, key: string) => `[@${get(cast.memberNames, key)}](member:${get(cast.memberIds, key)})`,
    )
    .replace(/\{\{#([\w-]+)\}\}/g, (_, key: string) => {
      const title = demonstration.threads.find((thread) => thread.key === key)?.title ?? '';
      return `[${title}](thread:${get(cast.threadIds, key)})`;
    });

async function seedMembers(tx: Db, cast: Cast, password: string): Promise<void> {
  const rows = demonstration.members.map(({ key, sponsor, joinedDaysAgo, ...profile }) => ({
    id: get(cast.memberIds, key),
    ...profile,
    state: 'active' as const,
    sponsorId: sponsor ? get(cast.memberIds, sponsor) : null,
    joinedAt: hoursBefore(cast.now, joinedDaysAgo * dayHours),
    charterAt: hoursBefore(cast.now, joinedDaysAgo * dayHours),
    createdAt: hoursBefore(cast.now, joinedDaysAgo * dayHours),
    visitedAt: joinedDaysAgo * dayHours > lastVisitHoursAgo ? hoursBefore(cast.now, lastVisitHoursAgo) : null,
  }));
  const hash = await hashGuessable(password);
  await insertMembers(
    tx,
    rows,
    accounts.map((key) => get(cast.memberIds, key)),
    hash,
  );
}

async function seedCircles(tx: Db, cast: Cast): Promise<void> {
  for (const { key, name, description, members } of demonstration.circles) {
    const audienceId = newId();
    cast.audienceIds.set(key, audienceId);
    const oldest = Math.min(
      ...members.map((member) => demonstration.members.find((m) => m.key === member)?.joinedDaysAgo ?? 0),
    );
    const at = hoursBefore(cast.now, oldest * dayHours);
    const rows = members.map((member) => ({ id: newId(), memberId: get(cast.memberIds, member) }));
    await insertCircle(tx, { id: newId(), audienceId, name, description, at }, rows);
  }
}

async function audienceFor(tx: Db, cast: Cast, { audience, by }: DemoThread): Promise<string> {
  if (audience === 'all') return allMembersAudienceId;
  if ('circle' in audience) return get(cast.audienceIds, audience.circle);
  return makeNamedAudience(
    tx,
    [...new Set([by, ...audience.named])].map((key) => get(cast.memberIds, key)),
  );
}

interface Text {
  id: string;
  voiceId: string;
  source: string;
  at: Date;
}

async function seedPost(
  services: Services,
  tx: Db,
  threadId: string,
  text: Text,
  editedAt: Date | null,
): Promise<void> {
  const rendered = await services.markdown.render(text.source);
  const { position } = await insertPost(tx, { ...text, threadId, rendered, rendererVersion, replyTo: null });
  await setMentions(tx, { id: text.id, threadId, position }, rendered.mentions, text.at);
  if (!editedAt) return;
  const before = {
    id: text.id,
    threadId,
    version: 1,
    source: text.source,
    voiceId: text.voiceId,
    editedAt: null,
    createdAt: text.at,
  };
  await rewritePost(tx, before, { source: text.source, rendered, rendererVersion, at: editedAt });
}

async function seedThread(services: Services, tx: Db, cast: Cast, thread: DemoThread): Promise<void> {
  const id = get(cast.threadIds, thread.key);
  const voiceId = newId();
  const at = hoursBefore(cast.now, thread.hoursAgo);
  const wantedBy =
    thread.sheet?.wantedInDays === undefined
      ? null
      : hoursBefore(cast.now, -thread.sheet.wantedInDays * dayHours)
          .toISOString()
          .slice(0, 10);
  await insertThread(tx, {
    id,
    voiceId,
    memberId: get(cast.memberIds, thread.by),
    audienceId: await audienceFor(tx, cast, thread),
    kind: thread.kind,
    title: thread.title,
    language: thread.language ?? 'fr',
    tags: thread.tags,
    sheet: thread.sheet
      ? {
          context: thread.sheet.context ?? '',
          stuck: thread.sheet.stuck ?? '',
          tried: thread.sheet.tried ?? '',
          looking_for: thread.sheet.looking_for,
          not_wanted: thread.sheet.not_wanted ?? '',
          wanted_by: wantedBy,
        }
      : null,
    at,
  });
  await seedPost(
    services,
    tx,
    id,
    { id: newId(), voiceId, source: linked(cast, thread.body ?? ''), at },
    null,
  );
  const postIds = thread.posts.map(() => newId());
  for (const [i, post] of thread.posts.entries()) {
    const quoted = post.quotes === undefined ? undefined : thread.posts[post.quotes];
    const quotedId = post.quotes === undefined ? undefined : postIds[post.quotes];
    const source =
      quoted && quotedId
        ? `> [@${get(cast.memberNames, quoted.by)}](post:${quotedId})\n${post.body}`
        : post.body;
    const text = {
      id: postIds[i] ?? newId(),
      voiceId: await voiceFor(tx, get(cast.memberIds, post.by), id),
      source: linked(cast, source),
      at: hoursBefore(cast.now, post.hoursAgo),
    };
    const editedAt = post.editedHoursAgo === undefined ? null : hoursBefore(cast.now, post.editedHoursAgo);
    await seedPost(services, tx, id, text, editedAt);
  }
  if (thread.outcome) await seedOutcome(tx, cast, thread, id, voiceId);
}

/** Closes a case as its author did. */
async function seedOutcome(
  tx: Db,
  cast: Cast,
  { key, by, outcome }: DemoThread,
  threadId: string,
  voiceId: string,
): Promise<void> {
  if (!outcome) return;
  const at = hoursBefore(cast.now, outcome.finishedDaysAgo * dayHours);
  const { cost, duration } = outcome;
  const outcomeId = await insertOutcome(
    tx,
    {
      threadId,
      revision: 1,
      voiceId,
      decision: outcome.decision,
      result: outcome.result,
      again: outcome.again,
      costMinMinor: cost ? cost.minEuros * centsPerEuro : null,
      costMaxMinor: cost?.maxEuros == null ? null : cost.maxEuros * centsPerEuro,
      costCurrency: cost ? 'EUR' : null,
      costPer: cost?.per ?? null,
      durationCount: duration.count,
      durationUnit: duration.unit,
      finishedOn: at.toISOString().slice(0, 10),
      createdAt: at,
    },
    outcome.providers.map((provider) => get(cast.providerIds, provider)),
    outcome.questions,
  );
  cast.outcomeIds.set(key, outcomeId);
  await finishThread(tx, threadId, at, get(cast.memberIds, by));
}

/** Fills an empty database with the demonstration, dated relative to now, in one transaction. */
export async function seedDemonstration(
  services: Services,
  { password }: { password: string },
): Promise<void> {
  const cast: Cast = {
    now: services.clock(),
    memberIds: new Map(demonstration.members.map(({ key }) => [key, newId()])),
    memberNames: new Map(demonstration.members.map(({ key, name }) => [key, name])),
    threadIds: new Map(demonstration.threads.map(({ key }) => [key, newId()])),
    audienceIds: new Map(),
    providerIds: new Map(demonstration.providers.map(({ key }) => [key, newId()])),
    outcomeIds: new Map(),
    engagementIds: new Map(demonstration.engagements.map(({ key }) => [key, newId()])),
  };
  await services.db.transaction(async (tx) => {
    await seedMembers(tx, cast, password);
    await seedCircles(tx, cast);
    await seedProviders(tx, cast);
    for (const thread of demonstration.threads) await seedThread(services, tx, cast, thread);
    await seedEngagements(tx, cast);
    await seedBenchmarks(services, tx, cast);
    await seedSelections(tx, cast);
    await seedCards(tx, cast, async (threadKey, by, body, hoursAgo) => {
      const threadId = get(cast.threadIds, threadKey);
      const id = newId();
      const voiceId = await voiceFor(tx, get(cast.memberIds, by), threadId);
      await seedPost(
        services,
        tx,
        threadId,
        { id, voiceId, source: body, at: hoursBefore(cast.now, hoursAgo) },
        null,
      );
      return id;
    });
    await seedAfterwards(tx, cast);
    await settleReaders(tx, hoursBefore(cast.now, lastVisitHoursAgo));
  });
}
