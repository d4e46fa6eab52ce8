import type { Db } from '../../server/database.ts';
import { insertAnswer } from '../../server/threads/check-queries.ts';
import { setHelpful } from '../../server/threads/helpful-queries.ts';
import { writeLesson } from '../../server/threads/lesson-queries.ts';
import { voiceFor } from '../../server/threads/write-queries.ts';
import { dayHours, get, hoursBefore, type Cast } from './cast.ts';
import { demonstration } from './content.ts';
import type { DemoAfterwards } from './content/afterwards.ts';
import { answersOf } from './queries.ts';

async function seedOne(tx: Db, cast: Cast, after: DemoAfterwards): Promise<void> {
  const threadId = get(cast.threadIds, after.case);
  const outcome = demonstration.threads.find(({ key }) => key === after.case)?.outcome;
  if (!outcome) throw new Error(`${after.case} has no outcome.`);
  const when = (days: number): Date => hoursBefore(cast.now, (outcome.finishedDaysAgo - days) * dayHours);
  const answers = await answersOf(tx, threadId);
  const helpful = after.helpful.flatMap((index) => answers[index] ?? []);
  await setHelpful(tx, threadId, helpful, when(0));
  for (const { days, answer, line, lateBy } of after.checks) {
    const createdAt = when(days + lateBy);
    await insertAnswer(tx, { threadId, closing: 1, days, version: 1, answer, line, createdAt });
  }
  for (const { by, daysAfter, learned, question } of after.lessons) {
    const voiceId = await voiceFor(tx, get(cast.memberIds, by), threadId);
    await writeLesson(tx, { threadId, voiceId, learned, question }, when(daysAfter));
  }
}

/** What came after cases were finished: whether they held, what helped, what participants learned. */
export async function seedAfterwards(tx: Db, cast: Cast): Promise<void> {
  for (const each of demonstration.afterwards) await seedOne(tx, cast, each);
}
