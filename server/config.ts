import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Config = {
  mode: 'production' | 'development' | 'test';
  port: number;
  host: string;
  /** Absolute path of the folder that holds the embedded database, the files and the mail not sent. */
  dataDir: string;
  /** Null means the embedded PostgreSQL. */
  databaseUrl: string | null;
  /** What members type; no slash at the end. */
  publicUrl: string;
  /** Null means that mail is written into a folder. */
  smtpUrl: string | null;
  demoPassword: string | null;
  /** Who answers for the data that is kept, as mails to third persons name them; null for what can be told without. */
  controllerName: string | null;
  controllerEmail: string | null;
  /** No demonstration: the first start prints a link to make the first admin. */
  empty: boolean;
};

/** A setting that the product can't start with; its message is one sentence for the person at the terminal. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

export type Environment = Record<string, string | undefined>;

const projectDir = fileURLToPath(new URL('..', import.meta.url));
const rootDataDir = '/var/lib/cenacle';
const demoPasswordLengthMax = 128;
/** Only asked for where others than the person at the machine can reach the sign-in page. */
const exposedDemoPasswordLengthMin = 12;

/** The environment of this process: every other file is handed a Config instead. */
export const processEnvironment: Environment = process.env;

/**
 * Reads all settings. An empty value counts as unset, as container tools pass it.
 * Throws ConfigError with a sentence that names the setting.
 */
export function readConfig(
  env: Environment,
  argv: readonly string[],
  runsAsRoot: boolean = process.getuid?.() === 0,
): Config {
  const flags = readFlags(argv);
  const port = readPort(env);
  const host = readHost(env);
  const publicUrl = readPublicUrl(env, port);
  const demoPassword = readDemoPassword(env);
  const exposed = !isLoopback(host);
  refuseOpenHttp(env, host, publicUrl, exposed);
  if (exposed && demoPassword !== null && demoPassword.length < exposedDemoPasswordLengthMin) {
    throw new ConfigError(
      `DEMO_PASSWORD must have at least ${exposedDemoPasswordLengthMin} characters when HOST is reachable from other machines.`,
    );
  }
  return {
    mode: flags.dev ? 'development' : env.NODE_ENV === 'test' ? 'test' : 'production',
    port,
    host,
    dataDir: readDataDir(env, runsAsRoot),
    databaseUrl: readUrl(env, 'DATABASE_URL', ['postgres:', 'postgresql:'], 'postgres://user@host:5432/name'),
    publicUrl,
    smtpUrl: readUrl(env, 'SMTP_URL', ['smtp:', 'smtps:'], 'smtp://user:password@host:587'),
    demoPassword,
    controllerName: given(env, 'CONTROLLER_NAME'),
    controllerEmail: readControllerEmail(env),
    empty: flags.empty,
  };
}

function readFlags(argv: readonly string[]): { dev: boolean; empty: boolean } {
  const flags = { dev: false, empty: false };
  for (const word of argv) {
    if (word === '--dev') flags.dev = true;
    else if (word === '--empty') flags.empty = true;
    else throw new ConfigError(`The option ${word} is unknown: there are --empty and --dev.`);
  }
  return flags;
}

function given(env: Environment, name: string): string | null {
  const value = env[name]?.trim();
  return value ? value : null;
}

function readPort(env: Environment): number {
  const value = given(env, 'PORT');
  if (value === null) return 3000;
  const port = Number(value);
  if (!/^\d+$/.test(value) || port < 1 || port > 65_535) {
    throw new ConfigError(`PORT must be a whole number from 1 to 65535, not "${value}".`);
  }
  return port;
}

function readHost(env: Environment): string {
  const value = given(env, 'HOST') ?? '127.0.0.1';
  const looksLikeName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(value);
  const looksLikeBrokenAddress = /^[\d.]+$/.test(value);
  if (!isIP(value) && (!looksLikeName || looksLikeBrokenAddress)) {
    throw new ConfigError(`HOST must be an address such as 127.0.0.1 or a host's name, not "${value}".`);
  }
  return value;
}

/** Whether only this machine can reach what listens there. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function readPublicUrl(env: Environment, port: number): string {
  const value = given(env, 'PUBLIC_URL');
  if (value === null) return `http://localhost:${port}`;
  const url = URL.parse(value);
  const isPlainOrigin =
    url !== null &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.pathname === '/' &&
    !url.search &&
    !url.hash &&
    !url.username &&
    !url.password;
  if (!isPlainOrigin) {
    throw new ConfigError(
      `PUBLIC_URL must be the address that members type, such as https://cenacle.example, without a path, not "${value}".`,
    );
  }
  return url.origin;
}

function refuseOpenHttp(env: Environment, host: string, publicUrl: string, exposed: boolean): void {
  const allowed = given(env, 'ALLOW_INSECURE_HTTP');
  if (allowed !== null && allowed !== '1' && allowed !== '0') {
    throw new ConfigError(`ALLOW_INSECURE_HTTP must be 1 or 0, not "${allowed}".`);
  }
  if (!exposed || publicUrl.startsWith('https://') || allowed === '1') return;
  throw new ConfigError(
    `HOST ${host} can be reached from other machines, so PUBLIC_URL must begin with https://; set ALLOW_INSECURE_HTTP=1 to serve without encryption all the same.`,
  );
}

function readUrl(env: Environment, name: string, protocols: string[], example: string): string | null {
  const value = given(env, name);
  if (value === null) return null;
  const url = URL.parse(value);
  // The value itself is not repeated: it may hold a password.
  if (url === null || !protocols.includes(url.protocol) || url.hostname === '') {
    // A server reached through a Unix socket names its folder in the query.
    if (url !== null && protocols.includes(url.protocol) && url.searchParams.has('host')) return value;
    throw new ConfigError(`${name} must be an address such as ${example}.`);
  }
  return value;
}

function readDemoPassword(env: Environment): string | null {
  const value = env.DEMO_PASSWORD;
  if (value === undefined || value === '') return null;
  const hasControl = /\p{Cc}/u.test(value);
  if (hasControl || value !== value.trim() || value.length > demoPasswordLengthMax) {
    throw new ConfigError(
      `DEMO_PASSWORD must have 1 to ${demoPasswordLengthMax} characters, without line breaks and without spaces around it.`,
    );
  }
  return value;
}

function readControllerEmail(env: Environment): string | null {
  const value = given(env, 'CONTROLLER_EMAIL');
  if (value !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
    throw new ConfigError('CONTROLLER_EMAIL must be an e-mail address that people can write to.');
  }
  return value;
}

function readDataDir(env: Environment, runsAsRoot: boolean): string {
  const value = given(env, 'DATA_DIR');
  if (value !== null && value.includes('\0')) throw new ConfigError('DATA_DIR must be the path of a folder.');
  if (value !== null) return resolve(projectDir, value);
  return runsAsRoot ? rootDataDir : resolve(projectDir, 'data');
}
