import type { BodyOf } from '@cenacle/shared/http.ts';
import type { answerCheck as answerCheckRoute, Check } from '@cenacle/shared/threads/check-contract.ts';
import { conflict, notFound, refused } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { oneLine } from '../http/text.ts';
import type { Services } from '../services.ts';
import { insertAnswer } from './check-queries.ts';
import { viewChecks } from './check-view.ts';
import { dayIn } from './days.ts';
import { listOutcomes } from './outcome-queries.ts';
import { canAnswerCheck } from './policy.ts';
import { lockThread } from './queries.ts';
import { nextChange } from './write-queries.ts';

/**
 * Says whether the outcome of the member's finished case held, or corrects it. The same answer again changes nothing. 404
 * unseen, 403 for others, before the question's day and where it is not asked, 409 `conflict` with `current`.
 */
export async function answerCheck(
  services: Services,
  member: SignedMember,
  id: string,
  input: BodyOf<typeof answerCheckRoute>,
): Promise<Check> {
  const { days, answer } = input;
  const line = oneLine('line', input.line ?? '');
  const at = services.clock();
  const today = dayIn(member.zone, at);
  const done = await services.db.transaction(async (tx) => {
    const seen = await lockThread(tx, member, id);
    if (!seen) throw notFound();
    const [standing] = seen.thread.finishedAt ? await listOutcomes(tx, id, true) : [];
    if (!standing || !canAnswerCheck(seen)) throw refused();
    const before = viewChecks(standing, today).find((check) => check.days === days);
    if (!before || before.state === 'waiting') throw refused();
    if (before.given?.answer === answer && before.given.line === line) return { check: before, head: null };
    if (input.version !== undefined && input.version !== before.version) return { check: before, head: -1 };
    const { closing } = standing.outcome;
    const version = before.version + 1;
    await insertAnswer(tx, { threadId: id, closing, days, version, answer, line, createdAt: at });
    const head = await nextChange(tx, id);
    const [after] = await listOutcomes(tx, id, true);
    const check = after && viewChecks(after, today).find((one) => one.days === days);
    if (!check) throw new Error('An answer was written and is not there.');
    return { check, head, audienceId: seen.thread.audienceId };
  });
  if (done.head === -1) throw conflict('conflict', { current: done.check });
  if (done.audienceId) {
    services.hub.tell(
      { kind: 'thread', threadId: id, audienceId: done.audienceId, head: done.head },
      { kind: 'me', memberIds: [member.id] },
    );
  }
  return done.check;
}
