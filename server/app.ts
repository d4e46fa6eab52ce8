import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import websocket from '@fastify/websocket';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { uploadBytesMax } from '@cenacle/shared/files/contract.ts';
import { messageBytesMax } from '@cenacle/shared/live/contract.ts';
import { moveCandidates } from './benchmarks/candidate-queries.ts';
import { listBenchmarksOfProvider, listBenchmarksOfThread } from './benchmarks/directory-queries.ts';
import { readsEvidenceFile } from './benchmarks/evaluation-queries.ts';
import { benchmarkHead, benchmarkHeads, nameBenchmarks } from './benchmarks/queries.ts';
import { benchmarkRoutes } from './benchmarks/routes.ts';
import { showEvaluationsOfProvider } from './benchmarks/show.ts';
import { moveOptions } from './benchmarks/write-queries.ts';
import { readersOf, selectInvitationsOf } from './circles/queries.ts';
import { listCardsOfProvider, nameCards, readsVouchFile } from './cards/queries.ts';
import { bookmarkRoutes } from './threads/bookmark-routes.ts';
import { cardRoutes } from './cards/routes.ts';
import { moveCards } from './cards/write-queries.ts';
import { circleRoutes } from './circles/routes.ts';
import { Refusal } from './errors.ts';
import { evidenceRoutes } from './evidence/routes.ts';
import { fileRoutes } from './files/routes.ts';
import { readJsonOnly } from './http/json.ts';
import { isOfApi, refuseForeignOrigin } from './http/origin.ts';
import { refusalOf, sendProblem } from './http/problem.ts';
import { healthRoutes } from './http/health.ts';
import { openRates, windowMs } from './http/rates.ts';
import { compileValidator } from './http/validation.ts';
import { knowledgeRoutes } from './knowledge/routes.ts';
import { liveRoutes } from './live/routes.ts';
import { mailRoutes } from './mail/routes.ts';
import { memberRoutes } from './members/routes.ts';
import { invitationRoutes } from './members/invitation-routes.ts';
import { moderationRoutes } from './moderation/routes.ts';
import { composeMail } from './notifications/compose.ts';
import { selectUnreadNotifications } from './notifications/queries.ts';
import { notificationRoutes } from './notifications/routes.ts';
import { providerRoutes } from './providers/routes.ts';
import { searchRoutes } from './search/routes.ts';
import type { Services } from './services.ts';
import { endAccess, startSession } from './sessions/actions.ts';
import { identify } from './sessions/identify.ts';
import { findMemberAgain } from './sessions/queries.ts';
import { sessionRoutes } from './sessions/routes.ts';
import { draftRoutes } from './threads/draft-routes.ts';
import { followRoutes } from './threads/follow-routes.ts';
import { listCasesOfProvider, moveChoices } from './threads/outcome-queries.ts';
import { listUsesOfProvider, moveUses } from './threads/use-queries.ts';
import { outcomeRoutes } from './threads/outcome-routes.ts';
import { readsPost } from './threads/post-queries.ts';
import { postRoutes } from './threads/post-routes.ts';
import { audienceOfThread, countThreadsIn, threadHead, threadHeads } from './threads/queries.ts';
import { threadRoutes } from './threads/routes.ts';
import { selectUnreadThreads } from './threads/unread-queries.ts';
import { unreadRoutes } from './threads/unread-routes.ts';
import { mountWeb } from './web.ts';

/** A JSON body at most: the longest post, each sign of which may take six bytes when escaped, and its fields. */
const bodyBytesMax = 400_000;
/** A request must have come whole by then: the largest upload over a slow line takes about as long. */
const requestMsMax = 180_000;
/** Its head is a few lines, which no line is too slow for. */
const headMsMax = 60_000;
/** How often requests that take too long are looked for. */
const lookForSlowEveryMs = 30_000;
/** What is under way when the product ends may take so long; then the rest is cut, so that the end is one in order. */
const endMsMax = 10_000;
const idleEveryMs = 100;
/** Cases and benchmarks that a page lists beside something else: what one looks through. */
const linkedMax = 30;

export interface AppOptions {
  /** The pages, built or through Vite; without them (as in API tests) only the API answers. */
  pages: 'built' | 'vite' | 'none';
  /** Multiplies every rate limit. Tests of everything else ask faster than a person. */
  rateFactor?: number;
  /** Divides how long slow requests and silent pages are waited for. Tests of that wait less long than a network may. */
  hurry?: number;
}

/**
 * Tells the pages that the product ends, so that they come back without an alarm, and cuts in the end whoever neither
 * finishes nor leaves: one silent client must not keep the process. Stands before the socket's own goodbye, which has no code.
 */
function endInOrder(app: FastifyInstance, { hub }: Services, waitMs: number): void {
  const timers: NodeJS.Timeout[] = [];
  app.addHook('preClose', async () => {
    hub.dismiss();
    // A connection whose answer was on its way is idle only afterwards, and its browser would keep it for minutes.
    timers.push(setInterval(() => app.server.closeIdleConnections(), idleEveryMs));
    timers.push(setTimeout(() => app.server.closeAllConnections(), waitMs));
  });
  app.addHook('onClose', async () => timers.forEach((timer) => clearTimeout(timer)));
}

/** The whole product on one Fastify instance: pages, API and socket. */
export async function buildApp(services: Services, options: AppOptions): Promise<FastifyInstance> {
  const { config } = services;
  const { hurry = 1 } = options;
  const app = Fastify({
    loggerInstance: services.log,
    // Addresses of requests hold tokens and what is searched for: only failures are logged, without them.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyBytesMax,
    // Without it Fastify waits for a body for ever.
    requestTimeout: requestMsMax / hurry,
    http: { headersTimeout: headMsMax / hurry, connectionsCheckingInterval: lookForSlowEveryMs / hurry },
    // A reverse proxy on this machine tells the client's address; nobody else is believed.
    trustProxy: ['127.0.0.1', '::1'],
    routerOptions: { maxParamLength: 1_000 },
    forceCloseConnections: 'idle',
    // What comes over a connection that is still open is answered like all before it.
    return503OnClosing: false,
  });
  app.setValidatorCompiler(compileValidator);
  readJsonOnly(app);
  app.decorateRequest('member', null);
  app.decorate('rateFactor', options.rateFactor ?? 1);
  app.setErrorHandler((error: Error, request, reply) => {
    const refusal = refusalOf(error);
    // A request whose sender hangs up, or never finishes, is no fault of ours.
    if (refusal.status >= 500 && !request.raw.errored)
      request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed');
    return sendProblem(request, reply, refusal);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new Refusal(404, 'not_found')));

  await app.register(cookie);
  await app.register(helmet, {
    // SvelteKit owns the pages' policy; what the API sends is never a page.
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(multipart, { limits: { files: 1, fields: 0, fileSize: uploadBytesMax } });
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Cénacle', version: '1' } },
  });
  endInOrder(app, services, endMsMax / hurry);
  await app.register(websocket, { options: { maxPayload: messageBytesMax } });
  app.addHook('onRequest', async (request, reply) => {
    refuseForeignOrigin(request, config.publicUrl, request.ws);
    if (isOfApi(request)) await identify(services, request, reply);
  });
  const rates = openRates({ pool: services.reserve.pool, log: services.log });
  app.addHook('onClose', () => rates.close());
  await app.register(rateLimit, {
    global: false,
    store: rates.store,
    timeWindow: windowMs,
    keyGenerator: (request) => request.member?.id ?? request.ip,
    errorResponseBuilder: () => new Refusal(429, 'too_many_requests'),
  });
  app.addHook('onSend', async (request, reply) => {
    if (isOfApi(request) && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });

  const { db } = services;
  services.hub.useRules({
    thread: {
      head: (member, id) => threadHead(db, member, id),
      heads: (ids) => threadHeads(db, ids),
    },
    benchmark: {
      head: (member, id) => benchmarkHead(db, member, id),
      heads: (ids) => benchmarkHeads(db, ids),
    },
  });
  services.names.useRules({
    benchmark: (member, ids) => nameBenchmarks(db, member, ids),
    card: (member, ids) => nameCards(db, member, ids, services.clock()),
  });
  services.mailer.useComposer((letterId, secret) => composeMail(services, letterId, secret));
  sessionRoutes(app, { ...services, db: services.reserve.db });
  memberRoutes(app, services, {
    selectUnreadThreads: (member) => selectUnreadThreads(db, member),
    selectCircleInvitations: (member) => selectInvitationsOf(db, member.id),
    selectNotifications: (member) => selectUnreadNotifications(db, member, services.clock()),
    audienceOfThread: (member, threadId) => audienceOfThread(services.db, member, threadId),
    readersOf: (audienceId) => readersOf(services.db, audienceId),
    endAccess,
  });
  invitationRoutes(app, services, {
    startSession: (tx, memberId, userAgent) => startSession(services, tx, memberId, userAgent),
  });
  circleRoutes(app, services, { countThreads: (audienceIds) => countThreadsIn(services.db, audienceIds) });
  fileRoutes(app, services, {
    readsPost: (member, postId) => readsPost(db, member, postId),
    readsEvidence: async (member, fileId) =>
      (await readsEvidenceFile(db, member, fileId)) || readsVouchFile(db, member, fileId, services.clock()),
  });
  providerRoutes(app, services, {
    findUse: async (member, id) => ({
      benchmarks: await listBenchmarksOfProvider(db, member, id, linkedMax),
      finishedCases: await listCasesOfProvider(db, member, id, linkedMax),
    }),
    findRecord: async (member, id) => ({
      evaluations: await showEvaluationsOfProvider(services, member, id, linkedMax),
      uses: await listUsesOfProvider(db, member, id, linkedMax),
      cards: await listCardsOfProvider(db, member, id, services.clock(), linkedMax),
    }),
    moveProvider: async (tx, fromId, toId) => {
      await moveChoices(tx, fromId, toId);
      await moveUses(tx, fromId, toId, services.clock());
      await moveOptions(tx, fromId, toId, services.clock());
      await moveCandidates(tx, fromId, toId);
      await moveCards(tx, fromId, toId);
    },
  });
  threadRoutes(app, services, {
    selectBenchmarks: (member, threadId) => listBenchmarksOfThread(db, member, threadId, linkedMax),
  });
  followRoutes(app, services);
  unreadRoutes(app, services);
  postRoutes(app, services);
  bookmarkRoutes(app, services);
  outcomeRoutes(app, services);
  evidenceRoutes(app, services);
  benchmarkRoutes(app, services);
  cardRoutes(app, services);
  notificationRoutes(app, services);
  searchRoutes(app, services);
  knowledgeRoutes(app, services);
  moderationRoutes(app, services);
  draftRoutes(app, services);
  liveRoutes(app, services, {
    readAgain: (member) => findMemberAgain(services.db, member.by, services.clock()),
    hurry,
  });
  mailRoutes(app, services);
  healthRoutes(app, services);
  if (options.pages !== 'none') {
    await mountWeb(app, { dev: options.pages === 'vite', publicUrl: config.publicUrl });
  }
  return app;
}
