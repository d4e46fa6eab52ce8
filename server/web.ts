import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { processEnvironment } from './config.ts';
import { visits } from './http/visit.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The one route that is no contract's: the pages. */
    pages?: true;
  }
}

type PageHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => unknown;

const webRoot = fileURLToPath(new URL('../web', import.meta.url));
const buildHandler = new URL('../web/build/handler.js', import.meta.url);
const protocolHeader = 'x-cenacle-protocol';
const hostHeader = 'x-cenacle-host';

// For replies that are no page (redirects, the error page of last resort); a page's own policy replaces it.
const strictPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

async function builtPages(): Promise<PageHandler> {
  if (!existsSync(buildHandler))
    throw new Error('The pages are not built yet: run `npm start`, which builds them.');
  // adapter-node has no other way in: it reads these names once, when it is imported.
  processEnvironment.PROTOCOL_HEADER = protocolHeader;
  processEnvironment.HOST_HEADER = hostHeader;
  const { handler } = (await import(buildHandler.href)) as { handler: PageHandler };
  return handler;
}

/** Vite inside this server; its socket for reloading gets the upgrades that name it, before anyone else. */
async function developedPages(app: FastifyInstance): Promise<PageHandler> {
  const vite = await import('vite');
  // Never listens: it only carries Vite's own upgrades to Vite.
  const viteUpgrades = createServer();
  const pages = await vite.createServer({
    root: webRoot,
    appType: 'custom',
    server: {
      middlewareMode: true,
      ws: { server: viteUpgrades },
      // Vite allows what it finds from the folder that it was started in, which need not be this project.
      fs: { allow: ['.', '../shared', '../node_modules'] },
    },
  });
  // Before the server waits for its connections: the pages' reload sockets would keep it waiting.
  app.addHook('preClose', () => pages.close());
  app.addHook('onReady', async () => {
    const others = app.server.listeners('upgrade');
    app.server.removeAllListeners('upgrade');
    app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (request.headers['sec-websocket-protocol']?.startsWith('vite-')) {
        viteUpgrades.emit('upgrade', request, socket, head);
        return;
      }
      for (const listener of others) listener.call(app.server, request, socket, head);
    });
  });
  return pages.middlewares;
}

const belongsToServer = (url: string) => /^\/(api|health)(?:[/?#]|$)/.test(url);

/** Headers that earlier hooks set on the reply, which hijacking would otherwise drop. */
function passHeadersOn(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.raw.setHeader('content-security-policy', strictPolicy);
  // Under helmet's `no-referrer` browsers send `Origin: null` with forms, which the origin check must refuse.
  reply.raw.setHeader('referrer-policy', 'same-origin');
}

/**
 * Serves every path but /api and /health with the pages of web/: the built ones, or Vite's in development.
 * The pages see PUBLIC_URL as their origin, whatever a client claims, and reach the API through `inject`.
 */
export async function mountWeb(
  app: FastifyInstance,
  options: { dev: boolean; publicUrl: string },
): Promise<void> {
  const own = new URL(options.publicUrl);
  const pages = options.dev ? await developedPages(app) : await builtPages();
  // Express types it for its own requests; it uses nothing beyond Node's.
  const compress = compression() as unknown as PageHandler;
  const inject: FastifyInstance['inject'] = app.inject.bind(app);

  function servePage(request: FastifyRequest, reply: FastifyReply): FastifyReply | void {
    if (belongsToServer(request.url)) return reply.callNotFound();
    const visit = { inject, address: request.ip, signed: null, changed: false };
    request.raw.headers[protocolHeader] = own.protocol.slice(0, -1);
    request.raw.headers[hostHeader] = own.host;
    reply.hijack();
    passHeadersOn(reply);

    const failed = (error: unknown) => {
      request.log.error(error);
      if (!reply.raw.headersSent) reply.raw.writeHead(500);
      reply.raw.end();
    };
    const unfound = () => {
      reply.raw.writeHead(404);
      reply.raw.end();
    };
    compress(request.raw, reply.raw, () => {
      Promise.resolve(visits.run(visit, () => pages(request.raw, reply.raw, unfound))).catch(failed);
    });
  }

  await app.register(async (web) => {
    // SvelteKit reads the bodies of its forms itself, so nothing here may consume them.
    web.removeAllContentTypeParsers();
    web.addContentTypeParser('*', (_request, _payload, done) => done(null));
    web.route({
      method: ['GET', 'HEAD', 'POST'],
      url: '/*',
      config: { pages: true },
      schema: { hide: true },
      handler: servePage,
    });
  });
}
