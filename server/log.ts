import Fastify, { type FastifyBaseLogger } from 'fastify';

interface ErrorInLog {
  type: string;
  message: string;
  stack: string;
  [key: string]: unknown;
}

/**
 * An error for the log: where it happened and why, without what was asked. A failed statement's message carries
 * the values that members wrote, so only its cause is told.
 */
export function describeError(error: unknown): ErrorInLog {
  if (!(error instanceof Error)) return { type: 'Thrown', message: 'what was thrown is no error', stack: '' };
  const isStatement = 'query' in error && 'params' in error;
  const cause = error.cause instanceof Error ? describeError(error.cause) : undefined;
  return {
    type: error.constructor.name,
    message: isStatement ? 'a statement failed' : error.message,
    ...('code' in error ? { code: error.code } : {}),
    ...('query' in error ? { query: error.query } : {}),
    // The first line of a stack repeats the message.
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .join('\n'),
    ...(cause ? { cause } : {}),
  };
}

/** Fastify's own logger, which the services need before there is an app. It writes on the error stream. */
export const openLog = (level: string, stream: NodeJS.WritableStream = process.stderr): FastifyBaseLogger =>
  Fastify({ logger: { level, stream, serializers: { err: describeError } } }).log;
