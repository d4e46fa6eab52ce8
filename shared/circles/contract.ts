import { Type, type Static } from 'typebox';
import { idParams, instant, line, nullable, object, oneOf, page, pageQuery, route, uuid } from '../http.ts';
import { memberBrief } from '../members/contract.ts';

/** The audience of all members: one row, with an id that the first migration gives. */
export const allMembersAudienceId = '00000000-0000-7000-8000-000000000001';

export const circleNameMax = 60;
/** More people than this in one circle no longer know one another. */
export const circleMembersMax = 150;

const circleBrief = object({
  id: uuid,
  audience_id: uuid,
  name: Type.String(),
  description: Type.String(),
  member_count: Type.Integer(),
  thread_count: Type.Integer(),
});

export const circle = object({
  id: uuid,
  audience_id: uuid,
  name: Type.String(),
  description: Type.String(),
  created_at: instant,
  members: Type.Array(object({ ...memberBrief.properties, keeper: Type.Boolean(), since: instant })),
  invited: Type.Array(memberBrief),
  can: object({
    edit: Type.Boolean(),
    invite: Type.Boolean(),
    remove: Type.Boolean(),
    leave: Type.Boolean(),
  }),
});
export type Circle = Static<typeof circle>;

/** The circles that one is in. */
export const listCircles = route({
  method: 'GET',
  path: '/api/circles',
  access: 'member',
  rate: 'read',
  query: object(pageQuery),
  reply: { 200: page(circleBrief) },
});

export const createCircle = route({
  method: 'POST',
  path: '/api/circles',
  access: 'member',
  rate: 'write',
  idempotent: true,
  body: object({ name: line(circleNameMax, 1), description: Type.Optional(line(500)) }),
  reply: { 201: circle },
});

export const getCircle = route({
  method: 'GET',
  path: '/api/circles/:id',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: { 200: circle },
});

export const updateCircle = route({
  method: 'PATCH',
  path: '/api/circles/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({ name: Type.Optional(line(circleNameMax, 1)), description: Type.Optional(line(500)) }),
  reply: { 200: circle },
});

export const inviteToCircle = route({
  method: 'POST',
  path: '/api/circles/:id/invitations',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({ member_id: uuid }),
  reply: { 200: circle },
});

const circleMemberParams = object({ id: uuid, member_id: uuid });

export const withdrawCircleInvitation = route({
  method: 'DELETE',
  path: '/api/circles/:id/invitations/:member_id',
  access: 'member',
  rate: 'write',
  params: circleMemberParams,
  reply: { 200: circle },
});

/** Hands a circle over: a keeper makes another, or stops being one. */
export const updateCircleMember = route({
  method: 'PATCH',
  path: '/api/circles/:id/members/:member_id',
  access: 'member',
  rate: 'write',
  params: circleMemberParams,
  body: object({ keeper: Type.Boolean() }),
  reply: { 200: circle },
});

export const removeFromCircle = route({
  method: 'DELETE',
  path: '/api/circles/:id/members/:member_id',
  access: 'member',
  rate: 'write',
  params: circleMemberParams,
  reply: { 200: circle },
});

export const leaveCircle = route({
  method: 'POST',
  path: '/api/circles/:id/leave',
  access: 'member',
  rate: 'write',
  params: idParams,
  reply: { 204: null },
});

/** Invitations to circles that wait for one's answer. */
export const listCircleInvitations = route({
  method: 'GET',
  path: '/api/circle-invitations',
  access: 'member',
  rate: 'read',
  query: object(pageQuery),
  reply: {
    200: page(
      object({
        circle_id: uuid,
        name: Type.String(),
        description: Type.String(),
        invited_by: memberBrief,
        created_at: instant,
      }),
    ),
  },
});

export const answerCircleInvitation = route({
  method: 'POST',
  path: '/api/circle-invitations/:id',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({ answer: oneOf(['join', 'decline']) }),
  reply: { 204: null },
});

export const audienceKinds = ['all', 'circle', 'named'] as const;

/** Whom content is for. `name` is the circle's, and empty for all members and for named ones. */
export const audienceBrief = object({
  id: uuid,
  kind: oneOf(audienceKinds),
  name: Type.String(),
  circle_id: nullable(uuid),
});
export type AudienceBrief = Static<typeof audienceBrief>;

/** The same with how many members read it. */
export const audience = object({ ...audienceBrief.properties, member_count: Type.Integer() });
export type Audience = Static<typeof audience>;

/** The audiences that one may write for: all members first, then one's circles by name. */
export const listAudiences = route({
  method: 'GET',
  path: '/api/audiences',
  access: 'member',
  rate: 'read',
  reply: { 200: object({ items: Type.Array(audience), next: Type.Null() }) },
});
