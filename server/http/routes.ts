import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  rates,
  type BodyOf,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
  type Route,
} from '@cenacle/shared/http.ts';
import { Refusal, refused } from '../errors.ts';
import { isAdmin, isModerator, type SignedMember } from './member.ts';

/** The header's key and what was asked with it; the same key with another hash is refused. */
export interface IdempotencyKey {
  key: string;
  requestHash: string;
}

export interface Call<R extends Route> {
  member: R['access'] extends 'public' ? SignedMember | null : SignedMember;
  params: ParamsOf<R>;
  query: QueryOf<R>;
  body: BodyOf<R>;
  key: IdempotencyKey | null;
  request: FastifyRequest;
  reply: FastifyReply;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Multiplies every rate limit: 1 but in tests. */
    rateFactor: number;
  }
  interface FastifyContextConfig {
    contract?: Route;
  }
}

const idempotencyKeyMax = 100;

function keyOf(request: FastifyRequest): IdempotencyKey | null {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '' || key.length > idempotencyKeyMax) return null;
  const asked = JSON.stringify([request.method, request.url, request.body ?? null]);
  return { key, requestHash: createHash('sha256').update(asked).digest('hex') };
}

/** Refuses who may not call the route at all; throws 401 or 403. */
function authorise(contract: Route, request: FastifyRequest): void {
  if (contract.access === 'public') return;
  const member = request.member;
  if (!member) throw new Refusal(401, 'signed_out');
  if ('tokenId' in member.by) {
    if (contract.tokens === false) throw refused('session_needed');
    if (member.by.scope === 'read' && contract.method !== 'GET') throw refused();
  }
  if (contract.access === 'moderator' && !isModerator(member)) throw refused();
  if (contract.access === 'admin' && !isAdmin(member)) throw refused();
}

/** Serves a route of a contract: rights, rate class, validation and reply are those that the contract says. */
export function serve<const R extends Route>(
  app: FastifyInstance,
  contract: R,
  answer: (call: Call<R>) => Promise<ReplyOf<R> | FastifyReply>,
): void {
  const status = Number(Object.keys(contract.reply)[0]);
  const isJson = contract.encoding !== 'multipart';
  app.route({
    method: contract.method,
    url: contract.path,
    config: { contract, rateLimit: { max: rates[contract.rate] * app.rateFactor, groupId: contract.rate } },
    schema: {
      operationId: `${contract.method.toLowerCase()} ${contract.path}`,
      ...(contract.params ? { params: contract.params } : {}),
      ...(contract.query ? { querystring: contract.query } : {}),
      ...(contract.body && isJson ? { body: contract.body } : {}),
      response: Object.fromEntries(
        Object.entries(contract.reply).map(([code, schema]) => [code, schema ?? { type: 'null' }]),
      ),
    },
    onRequest: async (request) => {
      authorise(contract, request);
      // The parser of uploads is there for every route, and would give this one no body at all.
      if (isJson && request.headers['content-type']?.toLowerCase().startsWith('multipart/'))
        throw new Refusal(415, 'bad_media_type');
    },
    handler: async (request, reply) => {
      const call = {
        member: request.member,
        params: request.params,
        query: request.query,
        body: request.body,
        key: contract.idempotent ? keyOf(request) : null,
        request,
        reply,
      } as unknown as Call<R>;
      const body = await answer(call);
      // A route that sends a stream gives its `reply` back, which is not yet sent.
      if (body === reply || reply.sent) return reply;
      reply.code(status);
      return body === null ? reply.send() : reply.send(body);
    },
  });
}
