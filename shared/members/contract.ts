import { Type, type Static } from 'typebox';
import {
  idParams,
  instant,
  language,
  line,
  nullable,
  object,
  oneOf,
  page,
  pageQuery,
  route,
  uuid,
} from '../http.ts';

export const roles = ['member', 'moderator', 'admin'] as const;
export type Role = (typeof roles)[number];
export const memberStates = ['invited', 'active', 'suspended', 'left'] as const;
export type MemberState = (typeof memberStates)[number];
export const functions = [
  'general',
  'finance',
  'marketing',
  'sales',
  'communication',
  'it',
  'hr',
  'operations',
  'legal',
] as const;
export const spokenLanguages = ['fr', 'en', 'de', 'es', 'it', 'nl', 'pt'] as const;
export const themes = ['system', 'light', 'dark'] as const;

/** Limits of a profile, in characters. A name longer than this breaks every list it stands in. */
export const nameMax = 80;
export const emailMax = 254;
export const passwordMin = 10;
export const passwordMax = 200;

export const email = Type.String({ format: 'email', maxLength: emailMax });
export const newPassword = Type.String({ minLength: passwordMin, maxLength: passwordMax });
export const zone = Type.String({ minLength: 1, maxLength: 64 });

/** A member as they appear beside what they write. */
export const memberBrief = object({ id: uuid, name: Type.String(), headline: Type.String() });
export type MemberBrief = Static<typeof memberBrief>;

const profileFields = {
  headline: line(120),
  functions: Type.Array(oneOf(functions), { maxItems: functions.length, uniqueItems: true }),
  sectors: Type.Array(line(60, 1), { maxItems: 12, uniqueItems: true }),
  companies: line(300),
  place: line(120),
  languages: Type.Array(oneOf(spokenLanguages), { maxItems: spokenLanguages.length, uniqueItems: true }),
  availability: line(200),
};

export const memberProfile = object({
  id: uuid,
  name: Type.String(),
  role: oneOf(roles),
  state: oneOf(memberStates),
  ...profileFields,
  joined_at: nullable(instant),
  sponsor: nullable(memberBrief),
  can: object({ suspend: Type.Boolean(), restore: Type.Boolean(), change_role: Type.Boolean() }),
});
export type MemberProfile = Static<typeof memberProfile>;

export const me = object({
  id: uuid,
  name: Type.String(),
  email: Type.String(),
  role: oneOf(roles),
  language,
  zone,
  theme: oneOf(themes),
  /** Whether others see what one reads and that one writes, and one sees it of others. */
  presence: Type.Boolean(),
  ...profileFields,
  has_password: Type.Boolean(),
  can: object({ moderate: Type.Boolean(), administrate: Type.Boolean() }),
});
export type Me = Static<typeof me>;

export const getMe = route({
  method: 'GET',
  path: '/api/me',
  access: 'member',
  rate: 'read',
  reply: {
    200: object({
      member: me,
      unread_threads: Type.Integer(),
      circle_invitations: Type.Integer(),
      notifications: Type.Integer(),
    }),
  },
});

export const updateMe = route({
  method: 'PATCH',
  path: '/api/me',
  access: 'member',
  rate: 'write',
  body: Type.Partial(
    Type.Object({
      name: line(nameMax, 1),
      language,
      zone,
      theme: oneOf(themes),
      presence: Type.Boolean(),
      ...profileFields,
    }),
    { additionalProperties: false },
  ),
  reply: { 200: me },
});

/** Active members, or for moderators those who are suspended. */
export const listMembers = route({
  method: 'GET',
  path: '/api/members',
  access: 'member',
  rate: 'read',
  query: object({
    ...pageQuery,
    q: Type.Optional(line(80)),
    function: Type.Optional(oneOf(functions)),
    state: Type.Optional(oneOf(['active', 'suspended'])),
  }),
  reply: {
    200: page(
      object({
        id: uuid,
        name: Type.String(),
        headline: Type.String(),
        functions: profileFields.functions,
        place: Type.String(),
        availability: Type.String(),
      }),
    ),
  },
});

/** Members to mention or invite, by the beginning of any word of their name; `reads` tells whether they may read. */
export const suggestMembers = route({
  method: 'GET',
  path: '/api/members/suggestions',
  access: 'member',
  rate: 'read',
  query: object({ q: line(80), thread_id: Type.Optional(uuid), audience_id: Type.Optional(uuid) }),
  reply: {
    200: object({
      items: Type.Array(
        object({ id: uuid, name: Type.String(), headline: Type.String(), reads: Type.Boolean() }),
      ),
    }),
  },
});

export const getMember = route({
  method: 'GET',
  path: '/api/members/:id',
  access: 'member',
  rate: 'read',
  params: idParams,
  reply: { 200: memberProfile },
});

export const updateMember = route({
  method: 'PATCH',
  path: '/api/members/:id',
  access: 'moderator',
  rate: 'write',
  tokens: false,
  params: idParams,
  body: object({
    role: Type.Optional(oneOf(roles)),
    state: Type.Optional(oneOf(['active', 'suspended'])),
    /** Why: it is kept in the log, and the member reads it. */
    reason: line(300, 1),
  }),
  reply: { 200: memberProfile },
});

export const invitationStates = ['pending', 'accepted', 'revoked', 'expired'] as const;
export const invitation = object({
  id: uuid,
  email: Type.String(),
  state: oneOf(invitationStates),
  language,
  sponsor: memberBrief,
  created_at: instant,
  expires_at: instant,
  can: object({ revoke: Type.Boolean() }),
});
export type Invitation = Static<typeof invitation>;

/** Days for which an invitation can be accepted: long enough for a holiday. */
export const invitationDays = 14;

/** One's own invitations; a moderator sees those of all members, unless they ask for their own. */
export const listInvitations = route({
  method: 'GET',
  path: '/api/invitations',
  access: 'member',
  rate: 'read',
  query: object({ ...pageQuery, mine: Type.Optional(Type.Literal('1')) }),
  reply: { 200: page(invitation) },
});

export const invite = route({
  method: 'POST',
  path: '/api/invitations',
  access: 'member',
  rate: 'mail',
  tokens: false,
  idempotent: true,
  body: object({ email, language: Type.Optional(language), note: Type.Optional(line(600)) }),
  reply: { 201: invitation },
});

export const revokeInvitation = route({
  method: 'DELETE',
  path: '/api/invitations/:id',
  access: 'member',
  rate: 'write',
  tokens: false,
  params: idParams,
  reply: { 204: null },
});

const token = Type.String({ minLength: 20, maxLength: 100 });

/** What an invitation's link offers; changes nothing. One answer (404) for unknown, used, revoked and expired. */
export const lookAtInvitation = route({
  method: 'POST',
  path: '/api/invitation/look',
  access: 'public',
  rate: 'sign_in',
  body: object({ token }),
  reply: {
    200: object({
      kind: oneOf(['invitation', 'first_admin']),
      email: nullable(Type.String()),
      sponsor: nullable(Type.String()),
      note: Type.String(),
      language,
    }),
  },
});

/** `email` is asked only of the first admin: an invitation is bound to its address. */
export const acceptInvitation = route({
  method: 'POST',
  path: '/api/invitation/accept',
  access: 'public',
  rate: 'sign_in',
  body: object({
    token,
    name: line(nameMax, 1),
    email: Type.Optional(email),
    password: newPassword,
    language,
    zone,
    charter: Type.Literal(true),
  }),
  reply: { 201: object({ member: me }) },
});
