import { visitMinutes, type ThreadRow, type Today } from '@cenacle/shared/threads/contract.ts';
import type { SignedMember } from '../http/member.ts';
import type { Services } from '../services.ts';
import { dayAfter, dayIn } from './days.ts';
import { findMentioners, findVisit, listToday } from './today-queries.ts';
import { viewThreadRow } from './view.ts';
import { beginVisit } from './write-queries.ts';

const dayMs = 86_400_000;
/** Short lists: Today is read standing. */
const listMax = 8;
const arrivalsMax = 5;
const arrivedDays = 31;
const firstVisitDays = 14;

/** Since when things count as moved: the last visit that is over. */
function sinceOf(visit: { visitedAt: Date | null; visitedBefore: Date | null }, now: Date): Date | null {
  const running =
    visit.visitedAt !== null && now.getTime() - visit.visitedAt.getTime() < visitMinutes * 60_000;
  return running ? visit.visitedBefore : visit.visitedAt;
}

/** What waits for the member, what moved since their last visit, their open cases, who arrived. */
export async function showToday(services: Services, member: SignedMember): Promise<Today> {
  const now = services.clock();
  const since = sinceOf(await findVisit(services.db, member.id), now);
  const from = since ?? new Date(now.getTime() - firstVisitDays * dayMs);
  const today = dayIn(member.zone, now);
  const arrived = { since: new Date(now.getTime() - arrivedDays * dayMs), limit: arrivalsMax };
  const lists = await listToday(services.db, member, from, today, listMax, arrived);
  const mentioned = lists.mentioned.map(viewThreadRow);
  const mentioners = await findMentioners(
    services.db,
    member,
    mentioned.map((row) => row.id),
  );
  const waitingIds = new Set(mentioned.map((row) => row.id));
  const wanted = lists.wanted.map(viewThreadRow).filter((row) => !waitingIds.has(row.id));
  for (const row of wanted) waitingIds.add(row.id);
  const answered = lists.answered.map(viewThreadRow).filter((row) => !waitingIds.has(row.id));
  const waiting: Today['waiting'] = [
    ...mentioned.map((thread) => ({
      thread,
      by: mentioners.get(thread.id) ?? null,
      reason: 'mention' as const,
    })),
    ...wanted.map((thread) => ({ thread, by: null, reason: 'wanted_by' as const })),
    ...answered.map((thread) => ({ thread, by: null, reason: 'answers' as const })),
  ];
  const shownAbove = new Set(waiting.map(({ thread }) => thread.id));
  const moved: ThreadRow[] = lists.moved.map(viewThreadRow).filter((row) => !shownAbove.has(row.id));
  return {
    since: since?.toISOString() ?? null,
    waiting,
    moved,
    moved_count: lists.movedCount,
    mine: lists.mine.map(viewThreadRow),
    quiet: lists.quiet.map(viewThreadRow),
    checks: lists.checks.flatMap(({ thread, days, finishedOn }) =>
      days ? [{ thread, days, due_on: dayAfter(finishedOn, days) }] : [],
    ),
    arrived: lists.arrived.filter((row) => row.id !== member.id),
  };
}

/** Notes that the member is here; a visit under way goes on. */
export async function visitToday(services: Services, member: SignedMember): Promise<void> {
  const now = services.clock();
  await beginVisit(services.db, member.id, now, new Date(now.getTime() - visitMinutes * 60_000));
}
