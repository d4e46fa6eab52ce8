import http from 'node:http';
import { percentile } from './percentile.ts';
import { now } from './product.ts';

/** One request of a case. */
export interface Asked {
  method?: 'GET' | 'POST';
  url: string;
  token?: string;
  body?: string;
}

/** What came back. */
export interface Answered {
  status: number;
  bytes: number;
  text: string;
  ms: number;
}

/** Times of a series. */
export interface Series {
  p50: number;
  p99: number;
  perSecond: number;
  bytes: number;
}

/** An agent that keeps so many connections. */
export const openAgent = (connections: number): http.Agent =>
  new http.Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections });

/** Asks once and reads the whole answer. Throws when it is not a success. */
export function ask(agent: http.Agent, { method = 'GET', url, token, body }: Asked): Promise<Answered> {
  const startedAt = now();
  return new Promise((done, fail) => {
    const request = http.request(
      url,
      {
        method,
        agent,
        headers: {
          ...(token && { cookie: `cenacle_session=${token}` }),
          ...(body && { 'content-type': 'application/json' }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => {
          const content = Buffer.concat(chunks);
          const status = response.statusCode ?? 0;
          const answer = { status, bytes: content.length, text: content.toString(), ms: now() - startedAt };
          if (status >= 200 && status < 300) done(answer);
          else fail(new Error(`${method} ${url} answered ${status}: ${answer.text.slice(0, 300)}`));
        });
      },
    );
    request.on('error', fail);
    request.end(body);
  });
}

/** Asks so many times over so many connections, each of which asks again as soon as it is answered. */
export async function run(
  connections: number,
  count: number,
  askedAt: (i: number) => Asked,
): Promise<Series> {
  const agent = openAgent(connections);
  const times: number[] = [];
  let next = 0;
  let bytes = 0;
  const startedAt = now();
  const worker = async (): Promise<void> => {
    for (let i = next++; i < count; i = next++) {
      const answer = await ask(agent, askedAt(i));
      times.push(answer.ms);
      bytes = answer.bytes;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (now() - startedAt) / 1000;
  agent.destroy();
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), perSecond: count / seconds, bytes };
}
