import type { FastifyInstance } from 'fastify';
import { pageLimitDefault } from '@cenacle/shared/http.ts';
import * as contract from '@cenacle/shared/circles/contract.ts';
import { decodeCursor, pageOf } from '../http/cursor.ts';
import { serve } from '../http/routes.ts';
import type { Services } from '../services.ts';
import {
  answerInvitation,
  changeKeeper,
  createCircle,
  editCircle,
  inviteMember,
  leaveCircle,
  removeMember,
  withdrawInvitation,
} from './actions.ts';
import { countMembers, listCircles, listInvitationsOf } from './queries.ts';
import { allMembersView, circleView } from './view.ts';

/** What circles ask of features that stand above them. */
export interface CircleRules {
  /** How many threads each of these audiences has; those that have none may be left out. */
  countThreads: (audienceIds: string[]) => Promise<Map<string, number>>;
}

/** Circles offered as an audience at most: more than anybody is in. */
const circlesOfferedMax = 200;

/** Circles, invitations to them, and the audiences that one may write for. */
export function circleRoutes(app: FastifyInstance, services: Services, rules: CircleRules): void {
  const { db } = services;

  serve(app, contract.listCircles, async ({ member, query }) => {
    const limit = query.limit ?? pageLimitDefault;
    const rows = await listCircles(db, member, limit, decodeCursor(query.after, ['string', 'uuid']));
    const { items, next } = pageOf(rows, limit, (last) => [last.name, last.id]);
    const counts = await rules.countThreads(items.map(({ audienceId }) => audienceId));
    return {
      items: items.map((row) => ({
        id: row.id,
        audience_id: row.audienceId,
        name: row.name,
        description: row.description,
        member_count: row.memberCount,
        thread_count: counts.get(row.audienceId) ?? 0,
      })),
      next,
    };
  });

  serve(app, contract.createCircle, async ({ member, body, key }) =>
    circleView(db, member, await createCircle(services, member, body, key)),
  );

  serve(app, contract.getCircle, ({ member, params }) => circleView(db, member, params.id));

  serve(app, contract.updateCircle, async ({ member, params, body }) => {
    await editCircle(services, member, { id: params.id, ...body });
    return circleView(db, member, params.id);
  });

  serve(app, contract.inviteToCircle, async ({ member, params, body }) => {
    await inviteMember(services, member, { id: params.id, memberId: body.member_id });
    return circleView(db, member, params.id);
  });

  serve(app, contract.withdrawCircleInvitation, async ({ member, params }) => {
    await withdrawInvitation(services, member, { id: params.id, memberId: params.member_id });
    return circleView(db, member, params.id);
  });

  serve(app, contract.updateCircleMember, async ({ member, params, body }) => {
    const { id, member_id: memberId } = params;
    await changeKeeper(services, member, { id, memberId, keeper: body.keeper });
    return circleView(db, member, id);
  });

  serve(app, contract.removeFromCircle, async ({ member, params }) => {
    await removeMember(services, member, { id: params.id, memberId: params.member_id });
    return circleView(db, member, params.id);
  });

  serve(app, contract.leaveCircle, async ({ member, params }) => {
    await leaveCircle(services, member, params.id);
    return null;
  });

  serve(app, contract.listCircleInvitations, async ({ member, query }) => {
    const limit = query.limit ?? pageLimitDefault;
    const after = decodeCursor(query.after, ['uuid']);
    const rows = await listInvitationsOf(db, member.id, limit, after?.[0]);
    const { items, next } = pageOf(rows, limit, (last) => [last.circleId]);
    return {
      items: items.map((row) => ({
        circle_id: row.circleId,
        name: row.name,
        description: row.description,
        invited_by: row.invitedBy,
        created_at: row.createdAt.toISOString(),
      })),
      next,
    };
  });

  serve(app, contract.answerCircleInvitation, async ({ member, params, body }) => {
    await answerInvitation(services, member, { id: params.id, answer: body.answer });
    return null;
  });

  serve(app, contract.listAudiences, async ({ member }) => {
    const circles = await listCircles(db, member, circlesOfferedMax, null);
    const items = circles.map((row) => ({
      id: row.audienceId,
      kind: 'circle' as const,
      name: row.name,
      circle_id: row.id,
      member_count: row.memberCount,
    }));
    return { items: [allMembersView(member, await countMembers(db)), ...items], next: null };
  });
}
