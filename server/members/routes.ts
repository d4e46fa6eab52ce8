import type { FastifyInstance } from 'fastify';
import { pageLimitDefault } from '@cenacle/shared/http.ts';
import {
  getMe,
  getMember,
  listMembers as listRoute,
  suggestMembers as suggestRoute,
  updateMe,
  updateMember,
} from '@cenacle/shared/members/contract.ts';
import { together, type SelectOf } from '../database.ts';
import { notFound, refused, unknownReference } from '../errors.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import { isModerator, readsAudience, type SignedMember } from '../http/member.ts';
import { serve } from '../http/routes.ts';
import { oneLine } from '../http/text.ts';
import type { Services } from '../services.ts';
import { changeMember, changeProfile, type EndAccess } from './actions.ts';
import { findMe, findMember, listMembers, selectMe, suggestMembers } from './queries.ts';
import { meView, profileView } from './view.ts';

/** Suggestions shown while a name is typed: more is a list to read. */
const suggestionsMax = 8;

/** What members ask of features that stand above them. */
export interface MemberRules {
  selectUnreadThreads: (member: SignedMember) => SelectOf<{ n: number }>;
  selectCircleInvitations: (member: SignedMember) => SelectOf<{ n: number }>;
  selectNotifications: (member: SignedMember) => SelectOf<{ n: number }>;
  /** The audience of a thread that the member sees, else null. */
  audienceOfThread: (member: SignedMember, threadId: string) => Promise<string | null>;
  /** The members who read an audience; null when all do. */
  readersOf: (audienceId: string) => Promise<string[] | null>;
  endAccess: EndAccess;
}

/** Members, and oneself. */
export function memberRoutes(app: FastifyInstance, services: Services, rules: MemberRules): void {
  const { db } = services;

  serve(app, getMe, async ({ member }) => {
    const { me, unread, invitations, notifications } = await together(db, {
      me: selectMe(db, member.id),
      unread: rules.selectUnreadThreads(member),
      invitations: rules.selectCircleInvitations(member),
      notifications: rules.selectNotifications(member),
    });
    if (!me[0]) throw new Error('A signed member has no row.');
    return {
      member: meView(me[0]),
      unread_threads: unread[0]?.n ?? 0,
      circle_invitations: invitations[0]?.n ?? 0,
      notifications: notifications[0]?.n ?? 0,
    };
  });

  serve(app, updateMe, async ({ member, body }) => {
    await changeProfile(services, member, body);
    return meView(await findMe(db, member.id));
  });

  serve(app, listRoute, async ({ member, query }) => {
    const state = query.state ?? 'active';
    if (state !== 'active' && !isModerator(member)) throw refused();
    const limit = query.limit ?? pageLimitDefault;
    const after = decodeCursor(query.after, ['string', 'uuid']);
    const q = oneLine('q', query.q ?? '');
    const rows = await listMembers(db, { q, function: query.function, state, limit, after });
    return pageOf(rows, limit, (last) => [last.name, last.id]);
  });

  /** The readers that suggestions are marked with: of the thread or audience given, which the member must see. */
  async function readersFor(member: SignedMember, asked: { thread_id?: string; audience_id?: string }) {
    let audienceId: string | null = null;
    if (asked.thread_id) {
      audienceId = await rules.audienceOfThread(member, asked.thread_id);
      if (!audienceId) throw unknownReference('thread_id');
    }
    if (asked.audience_id) {
      if (!readsAudience(member, asked.audience_id)) throw unknownReference('audience_id');
      audienceId ??= asked.audience_id;
    }
    return audienceId ? rules.readersOf(audienceId) : null;
  }

  serve(app, suggestRoute, async ({ member, query }) => {
    const readers = await readersFor(member, query);
    const asked = { q: oneLine('q', query.q), askerId: member.id, readers, limit: suggestionsMax };
    return { items: await suggestMembers(db, asked) };
  });

  serve(app, getMember, ({ member, params }) => profile(member, params.id));

  serve(app, updateMember, async ({ member, params, body }) => {
    await changeMember(services, member, { id: params.id, ...body }, rules.endAccess);
    return profile(member, params.id);
  });

  async function profile(member: SignedMember, id: string) {
    const found = await findMember(db, id);
    if (!found) throw notFound();
    return profileView(member, found);
  }
}
