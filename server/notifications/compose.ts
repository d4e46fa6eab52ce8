import type { SignedMember } from '../http/member.ts';
import type { Late } from '../mail/mailer.ts';
import { composeNews, type NewsLine } from '../mail/news.ts';
import type { Services } from '../services.ts';
import { findReceiver } from '../sessions/queries.ts';
import {
  findDigestBefore,
  findMemberMail,
  findSilence,
  listFinishedInFields,
  listMoved,
  noteShown,
} from './mail-queries.ts';
import { listMailed, listWaiting, type GroupRow } from './queries.ts';

/** One reads so many lines in a mail; the rest is on the site. */
const linesMax = 12;
const weekMs = 7 * 24 * 3_600_000;

type MemberMail = NonNullable<Awaited<ReturnType<typeof findMemberMail>>>;

const pathOf = (group: GroupRow): string => {
  const { subject, subjectId: id, openPosition: position } = group;
  if (subject !== 'thread') return `/${subject}s/${id}`;
  return position === null ? `/threads/${id}` : `/threads/${id}?at=${position}#post-${position}`;
};

const lineOf = (group: GroupRow, publicUrl: string): NewsLine => ({
  kind: group.kind,
  title: group.title,
  who: group.by?.name ?? null,
  others: group.unread - 1,
  href: `${publicUrl}${pathOf(group)}`,
});

async function composeNotice(services: Services, member: SignedMember, mail: MemberMail, secret: string) {
  const { db, clock, config } = services;
  const groups = await listMailed(db, member, mail.id, clock(), linesMax);
  if (groups.length === 0) return null;
  const lines = groups.slice(0, linesMax).map((group) => lineOf(group, config.publicUrl));
  return composeNews(
    { kind: 'notice', lines, more: groups.length > linesMax },
    linksOf(services, secret),
    member,
  );
}

async function composeDigest(services: Services, member: SignedMember, mail: MemberMail, secret: string) {
  const { db, clock, config } = services;
  const before = await findDigestBefore(db, member.id, mail.createdAt);
  const since = before ?? new Date(mail.createdAt.getTime() - weekMs);
  const waiting = (await listWaiting(db, member, clock(), linesMax)).slice(0, linesMax);
  const waitingIds = new Set(waiting.map(({ subjectId }) => subjectId));
  const moved = (await listMoved(db, member, linesMax)).filter(({ thread }) => !waitingIds.has(thread.id));
  const finished = await listFinishedInFields(db, member, since, linesMax);
  if (waiting.length + moved.length + finished.length === 0) return null;
  await noteShown(db, mail.id, {
    threads: moved.map(({ thread }) => ({ id: thread.id, position: thread.lastPosition })),
    notifications: waiting.flatMap(({ unreadIds }) => unreadIds),
  });
  const hrefOf = (id: string): string => `${config.publicUrl}/threads/${id}`;
  const news = {
    kind: 'digest' as const,
    waiting: waiting.map((group) => lineOf(group, config.publicUrl)),
    moved: moved.map(({ thread, unread }) => ({ title: thread.title, unread, href: hrefOf(thread.id) })),
    finished: finished.map(({ thread }) => ({ title: thread.title, href: hrefOf(thread.id) })),
  };
  return composeNews(news, linksOf(services, secret), member);
}

const linksOf = ({ config: { publicUrl } }: Services, secret: string) => ({
  unsubscribe: `${publicUrl}/unsubscribe/${secret}`,
  read: `${publicUrl}/digest/${secret}`,
  all: `${publicUrl}/notifications`,
  settings: `${publicUrl}/settings/notifications`,
});

/**
 * What a mail says at this moment, by what its member may read and has not read; null when that is nothing, or when it is not
 * to be sent any more.
 */
export async function composeMail(services: Services, mailId: string, secret: string): Promise<Late | null> {
  const { db } = services;
  const mail = await findMemberMail(db, { id: mailId });
  const receiver = mail && (await findReceiver(db, mail.memberId, mailId));
  if (!receiver || (await findSilence(db, mail.memberId))) return null;
  const compose = mail.kind === 'notice' ? composeNotice : composeDigest;
  const composed = await compose(services, receiver.member, mail, secret);
  return composed && { ...composed, unsubscribe: linksOf(services, secret).unsubscribe };
}
