import { rm } from 'node:fs/promises';
import type { FastifyBaseLogger, FastifyInstance, LightMyRequestResponse } from 'fastify';
import { buildApp, type AppOptions } from '../server/app.ts';
import { readConfig, type Config } from '../server/config.ts';
import { openLog } from '../server/log.ts';
import { closeServices, openServices, type Services } from '../server/services.ts';
import { cast, castAll, password, type Name } from './cast.ts';
import { makeDatabase } from './database.ts';
import { makeTemporaryFolder } from './database-server.ts';

type Headers = Record<string, string>;
type Reply = Promise<LightMyRequestResponse>;

/** Somebody who calls the API: a member with their session, a program with its token, or a guest. */
export interface Caller {
  get(path: string, headers?: Headers): Reply;
  post(path: string, body?: object, headers?: Headers): Reply;
  put(path: string, body?: object, headers?: Headers): Reply;
  patch(path: string, body?: object, headers?: Headers): Reply;
  delete(path: string, headers?: Headers): Reply;
  /** What the caller's requests are signed with. */
  headers(): Promise<Headers>;
}

export interface TestApp {
  app: FastifyInstance;
  services: Services;
  databaseUrl: string;
  /** A member of the cast, or whoever has this address, signed in once with the cast's password. */
  as(who: Name | (string & {})): Caller;
  /** A caller whose requests carry these headers. */
  with(headers: Headers): Caller;
  guest: Caller;
  /** Moves the product's clock; the sessions' own ends are kept by the real one. */
  travel(ms: number): void;
  close(): Promise<void>;
}

type Options = Partial<AppOptions> &
  Partial<Pick<Config, 'mode' | 'smtpUrl' | 'publicUrl'>> & { cast?: boolean; log?: FastifyBaseLogger };

/** The app that ships, on a database of its own with the cast in it. `close` it after the file's tests. */
export async function makeApp(options: Options = {}): Promise<TestApp> {
  const database = await makeDatabase();
  const dataDir = await makeTemporaryFolder('app-');
  const t = await openApp(database.url, dataDir, options);
  if (options.cast ?? true) await castAll(t.services);
  return {
    ...t,
    async close() {
      await t.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * Another app on the database and folder of the first, which shares nothing else with it: what a second process is.
 * Close it before the first.
 */
export const makeTwin = (t: TestApp, options: Options = {}): Promise<TestApp> =>
  openApp(t.databaseUrl, t.services.config.dataDir, options);

/** The app that ships on a database and a folder that somebody else made. */
export async function openApp(databaseUrl: string, dataDir: string, options: Options = {}): Promise<TestApp> {
  const {
    pages = 'none',
    rateFactor = 1_000,
    hurry = 1,
    cast: _,
    log = openLog('error'),
    ...settings
  } = options;
  const config = { ...readConfig({ NODE_ENV: 'test', DATA_DIR: dataDir }, []), ...settings };
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const services = await openServices(config, databaseUrl, log, clock);
  const app = await buildApp(services, { pages, rateFactor, hurry });
  await app.ready();

  const callers = new Map<string, Caller>();
  return {
    app,
    services,
    databaseUrl,
    as(who) {
      const email = who in cast ? cast[who as Name].email : who;
      const caller = callers.get(email) ?? callerOn(app, () => signIn(app, email));
      callers.set(email, caller);
      return caller;
    },
    with: (headers) => callerOn(app, async () => headers),
    guest: callerOn(app, async () => ({})),
    travel(ms) {
      ahead += ms;
    },
    async close() {
      await app.close();
      await closeServices(services);
    },
  };
}

async function signIn(app: FastifyInstance, email: string): Promise<Headers> {
  const reply = await app.inject({ method: 'POST', url: '/api/session', payload: { email, password } });
  const cookie = reply.cookies.find(({ name }) => name === 'cenacle_session');
  if (!cookie) throw new Error(`${email} could not sign in: ${reply.statusCode} ${reply.body}`);
  return { cookie: `${cookie.name}=${cookie.value}` };
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

function callerOn(app: FastifyInstance, sign: () => Promise<Headers>): Caller {
  let signed: Promise<Headers> | null = null;
  const headersOnce = () => (signed ??= sign());
  const call = async (method: Method, url: string, body?: object, headers?: Headers) =>
    app.inject({
      method,
      url,
      headers: { ...(await headersOnce()), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
  return {
    get: (path, headers) => call('GET', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    put: (path, body, headers) => call('PUT', path, body, headers),
    patch: (path, body, headers) => call('PATCH', path, body, headers),
    delete: (path, headers) => call('DELETE', path, undefined, headers),
    headers: headersOnce,
  };
}
