import { Type, type Static } from 'typebox';
import { idParams, instant, limit, nullable, object, route, uuid } from '../http.ts';
import { voice } from './voice.ts';

/** Posts that helped, at most: what one reads again in a sitting. */
export const helpfulMax = 12;

/** A post by its first words, without what it quotes. */
export const excerpt = object({
  post_id: uuid,
  position: Type.Integer(),
  author: voice,
  text: Type.String(),
  created_at: instant,
});
export type Excerpt = Static<typeof excerpt>;

/** The author of a case says that an answer helped, or takes it back. 403 for others and for what opens a thread. */
export const markHelpful = route({
  method: 'PUT',
  path: '/api/posts/:id/helpful',
  access: 'member',
  rate: 'write',
  params: idParams,
  body: object({ helpful: Type.Boolean() }),
  reply: { 200: object({ helpful: Type.Boolean() }) },
});

/** The answers of a thread that are shown, by their first words, in reading order; `after` a position. */
export const listExcerpts = route({
  method: 'GET',
  path: '/api/threads/:id/excerpts',
  access: 'member',
  rate: 'read',
  params: idParams,
  query: object({
    limit: Type.Optional(limit),
    after: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  reply: { 200: object({ items: Type.Array(excerpt), next: nullable(Type.Integer()) }) },
});
