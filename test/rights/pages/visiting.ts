import { request, type IncomingHttpHeaders } from 'node:http';
import type { TestApp } from '../../app.ts';

/** What came back, as it was sent. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Asked {
  method?: 'GET' | 'HEAD' | 'POST';
  headers?: Record<string, string>;
  body?: string;
}

/** Asks the app over HTTP for an address, and follows nothing. */
export function visit(t: TestApp, path: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  return new Promise<Answer>((done, fail) => {
    const options = { method, headers: { accept: 'text/html', ...headers } };
    const asked = request(t.app.listeningOrigin + path, options, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () =>
        done({
          status: reply.statusCode ?? 0,
          headers: reply.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
      reply.on('error', fail);
    });
    asked.on('error', fail);
    asked.end(body);
  });
}

/** The address of what a page's script asks for instead of the page. */
export function dataAddress(path: string): string {
  const [pathname = '', query] = path.split('?');
  return `${pathname.replace(/\/$/, '')}/__data.json${query === undefined ? '' : `?${query}`}`;
}

/** Everything of an answer in which a word could stand. */
export const wordsOf = ({ status, headers, body }: Answer): string =>
  `${status} ${JSON.stringify(headers)} ${body}`;
