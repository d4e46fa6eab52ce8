import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Language, Problem } from '@cenacle/shared/http.ts';
import { Refusal, type FieldCode, type FieldError } from '../errors.ts';
import * as en from '../words/en.ts';
import * as fr from '../words/fr.ts';

const words = { fr, en };

/** The reader's language: the member's own, else the first of Accept-Language that we speak, else French. */
function languageOf(request: FastifyRequest): Language {
  if (request.member) return request.member.language;
  for (const range of (request.headers['accept-language'] ?? '').split(',')) {
    const tag = range.trim().slice(0, 2).toLowerCase();
    if (tag === 'fr' || tag === 'en') return tag;
  }
  return 'fr';
}

/** The refusal as RFC 9457 writes it, in this language. */
function problemOf(refusal: Refusal, language: Language): Problem & Record<string, unknown> {
  const { title, detail } = words[language].refusals[refusal.code];
  const problem: Problem & Record<string, unknown> = {
    type: 'about:blank',
    title,
    status: refusal.status,
    code: refusal.code,
    detail,
    ...refusal.extra,
  };
  if (refusal.errors.length > 0) {
    problem.errors = refusal.errors.map(({ field, code, limit }) => ({
      field,
      code,
      detail: words[language].fields[code](limit ?? 0),
    }));
  }
  return problem;
}

const codeOfKeyword: Record<string, FieldCode> = {
  required: 'required',
  maxLength: 'too_long',
  maxItems: 'too_many',
  maxProperties: 'too_many',
  minItems: 'too_few',
  minimum: 'out_of_range',
  maximum: 'out_of_range',
  format: 'bad_format',
  pattern: 'bad_format',
  enum: 'bad_choice',
  const: 'bad_choice',
  type: 'bad_type',
  uniqueItems: 'repeated',
  additionalProperties: 'unknown_field',
};

type Violation = NonNullable<FastifyError['validation']>[number];

function fieldErrorOf(violation: Violation): FieldError {
  const path = violation.instancePath.split('/').slice(1);
  const params = violation.params as Record<string, unknown>;
  if (violation.keyword === 'required') path.push(String(params.missingProperty));
  if (violation.keyword === 'additionalProperties') path.push(String(params.additionalProperty));
  const limit = typeof params.limit === 'number' ? params.limit : undefined;
  let code = codeOfKeyword[violation.keyword] ?? 'invalid';
  if (violation.keyword === 'minLength') code = limit === 1 ? 'required' : 'too_short';
  if (params.format === 'email') code = 'bad_email';
  const error: FieldError = { field: path.join('.'), code };
  if (limit !== undefined) error.limit = limit;
  return error;
}

const refusalOfStatus: Record<number, () => Refusal> = {
  400: () => new Refusal(400, 'bad_body'),
  404: () => new Refusal(404, 'not_found'),
  413: () => new Refusal(413, 'too_large'),
  415: () => new Refusal(415, 'bad_media_type'),
  429: () => new Refusal(429, 'too_many_requests'),
};

// Codes in which PostgreSQL, its connection or a full disk is the cause: the request can be tried again.
const unavailable = /^(08|53|57|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOSPC|EDQUOT)/;

// What PostgreSQL cannot keep, such as a NUL or the year 0: wrong input, wherever it came from.
const unstorable = /^22(007|008|021|P02|P05)$/;

// What `pg` says of a connection without a code, between two statements of a transaction too.
const connectionLost =
  /timeout exceeded when trying to connect|Connection terminated|Client was closed|is not queryable/;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (unavailable.test(codeOf(error))) return true;
  if (connectionLost.test(error.message)) return true;
  return error.cause !== undefined && isUnavailable(error.cause);
}

/** What the reader is told of an error: expected refusals as they are, all else as broken or unavailable. */
export function refusalOf(error: FastifyError | Refusal | Error): Refusal {
  if (error instanceof Refusal) return error;
  if ('validation' in error && error.validation) {
    // An id that is not even an id names nothing: the same answer as an id that names nothing.
    if (error.validationContext === 'params') return new Refusal(404, 'not_found');
    return new Refusal(422, 'invalid', error.validation.map(fieldErrorOf));
  }
  if (unstorable.test(codeOf(error)) || unstorable.test(codeOf(error.cause)))
    return new Refusal(422, 'invalid');
  if (isUnavailable(error)) return new Refusal(503, 'unavailable');
  const status = 'statusCode' in error ? Number(error.statusCode) : 500;
  return refusalOfStatus[status]?.() ?? new Refusal(500, 'broken');
}

/** Answers with the problem, in the reader's language. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (refusal.status === 503) reply.header('retry-after', '5');
  return reply
    .code(refusal.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problemOf(refusal, languageOf(request)));
}
