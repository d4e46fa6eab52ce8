import { Type } from 'typebox';
import { idParams, instant, line, nullable, object, oneOf, page, pageQuery, route, uuid } from '../http.ts';
import { emailMax, me, newPassword, passwordMax } from '../members/contract.ts';

/** Sessions last 90 days from their last use; a code by mail 10 minutes and 5 tries; a reset link one hour. */
export const sessionDaysMax = 90;
export const codeMinutes = 10;
export const codeTriesMax = 5;
export const resetMinutes = 60;

// Loose on purpose: a mistyped address gets the same answer as an unknown one.
const typedEmail = line(emailMax, 1);
const signedIn = object({ member: me });

export const signIn = route({
  method: 'POST',
  path: '/api/session',
  access: 'public',
  rate: 'sign_in',
  body: object({ email: typedEmail, password: line(passwordMax, 1) }),
  reply: { 200: signedIn },
});

export const signOut = route({
  method: 'DELETE',
  path: '/api/session',
  access: 'public',
  rate: 'sign_in',
  reply: { 204: null },
});

export const askForCode = route({
  method: 'POST',
  path: '/api/session/code',
  access: 'public',
  rate: 'mail',
  body: object({ email: typedEmail }),
  reply: { 202: null },
});

export const signInWithCode = route({
  method: 'POST',
  path: '/api/session/code/verify',
  access: 'public',
  rate: 'sign_in',
  body: object({ email: typedEmail, code: line(20, 1) }),
  reply: { 200: signedIn },
});

export const listSessions = route({
  method: 'GET',
  path: '/api/sessions',
  access: 'member',
  rate: 'read',
  tokens: false,
  reply: {
    200: object({
      items: Type.Array(
        object({
          id: uuid,
          current: Type.Boolean(),
          device: Type.String(),
          created_at: instant,
          last_seen_at: instant,
          expires_at: instant,
        }),
      ),
      next: Type.Null(),
    }),
  },
});

export const endSession = route({
  method: 'DELETE',
  path: '/api/sessions/:id',
  access: 'member',
  rate: 'write',
  tokens: false,
  params: idParams,
  reply: { 204: null },
});

export const askForReset = route({
  method: 'POST',
  path: '/api/password/reset',
  access: 'public',
  rate: 'mail',
  body: object({ email: typedEmail }),
  reply: { 202: null },
});

/** Sets the password of a reset link, ends every session of the member and signs in. One answer for bad links. */
export const resetPassword = route({
  method: 'POST',
  path: '/api/password/reset/finish',
  access: 'public',
  rate: 'sign_in',
  body: object({ token: Type.String({ minLength: 20, maxLength: 100 }), password: newPassword }),
  reply: { 200: signedIn },
});

/** Changes one's password and ends one's other sessions. */
export const changePassword = route({
  method: 'PUT',
  path: '/api/me/password',
  access: 'member',
  rate: 'sign_in',
  tokens: false,
  body: object({ current: line(passwordMax), password: newPassword }),
  reply: { 204: null },
});

export const tokenScopes = ['read', 'write'] as const;
const accessToken = object({
  id: uuid,
  name: Type.String(),
  scope: oneOf(tokenScopes),
  created_at: instant,
  expires_at: instant,
  last_used_at: nullable(instant),
});

export const listTokens = route({
  method: 'GET',
  path: '/api/tokens',
  access: 'member',
  rate: 'read',
  tokens: false,
  query: object(pageQuery),
  reply: { 200: page(accessToken) },
});

/** The secret is shown once, in this reply; only its hash is kept. */
export const createToken = route({
  method: 'POST',
  path: '/api/tokens',
  access: 'member',
  rate: 'write',
  tokens: false,
  body: object({
    name: line(60, 1),
    scope: oneOf(tokenScopes),
    days: Type.Integer({ minimum: 1, maximum: 365 }),
  }),
  reply: { 201: object({ token: accessToken, secret: Type.String() }) },
});

export const revokeToken = route({
  method: 'DELETE',
  path: '/api/tokens/:id',
  access: 'member',
  rate: 'write',
  tokens: false,
  params: idParams,
  reply: { 204: null },
});
