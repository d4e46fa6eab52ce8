import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { findMemberByEmail, hasAccounts, setPassword } from './members/queries.ts';
import { hashGuessable, verifyGuessable } from './members/secrets.ts';
import type { Services } from './services.ts';

const addresses = ['grace', 'linus', 'newt', 'mo', 'ada'].map((name) => `${name}@example.test`);

/** Signs that nobody confuses when copying from a terminal. */
const passwordSigns = 'abcdefghjkmnpqrstuvwxyz23456789';
const passwordGroups = 4;
const passwordGroupLength = 4;

/** Any number that no other program on the same database locks. */
const fillLock = 7_241_906;

/** What the first start has to tell the later ones; the password is null when it came from DEMO_PASSWORD. */
type Demonstration = { password: string | null };

const recordPath = (config: Config): string => join(config.dataDir, 'demonstration.json');

/**
 * Fills an empty database, with DEMO_PASSWORD or a password made now and kept in the data folder.
 * Of several processes that start at once on one database, one does; false for the others.
 */
export async function fillDemonstration(services: Services): Promise<boolean> {
  const client = await services.pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [fillLock]);
    if (await hasAccounts(services.db)) return false;
    await fill(services);
    return true;
  } finally {
    // Ends the connection, and the lock with it.
    client.release(true);
  }
}

async function fill(services: Services): Promise<void> {
  const { config } = services;
  const made = config.demoPassword === null ? makePassword() : null;
  // Kept before it is used: a start killed in between must not leave accounts that nobody can open.
  await keepRecord(config, { password: made });
  // Only loaded when it is needed: most of it is text.
  const { seedDemonstration } = await import('../scripts/demo/seed.ts');
  await seedDemonstration(services, { password: config.demoPassword ?? made ?? '' });
}

/** A DEMO_PASSWORD that came or changed after the first start holds from now on. */
export async function renewDemonstrationPassword(services: Services): Promise<void> {
  const { config, db } = services;
  // Only where this folder knows that the accounts are the demonstration's own.
  if (config.demoPassword === null || (await readRecord(config)) === null) return;
  for (const address of addresses) {
    const account = await findMemberByEmail(db, address);
    if (account === null || (await verifyGuessable(account.hash, config.demoPassword))) continue;
    await setPassword(db, account.id, await hashGuessable(config.demoPassword), services.clock());
  }
  await keepRecord(config, { password: null });
}

/** What the terminal says about signing in, when this folder's database holds the demonstration. */
export async function signInHint(config: Config): Promise<string[]> {
  const record = await readRecord(config);
  if (record === null) return [];
  const [grace, linus, newt, mo, ada] = addresses;
  return [
    `Sign in as ${grace} or ${linus} (members), ${newt} (new), ${mo} (moderator) or ${ada} (admin).`,
    `Password of all five: ${record.password ?? 'the one given as DEMO_PASSWORD'}`,
  ];
}

async function keepRecord(config: Config, record: Demonstration): Promise<void> {
  await writeFile(recordPath(config), `${JSON.stringify(record)}\n`, { mode: 0o600 });
}

async function readRecord(config: Config): Promise<Demonstration | null> {
  try {
    return JSON.parse(await readFile(recordPath(config), 'utf8')) as Demonstration;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function makePassword(): string {
  const group = (): string =>
    Array.from({ length: passwordGroupLength }, () => passwordSigns[randomInt(passwordSigns.length)]).join(
      '',
    );
  return Array.from({ length: passwordGroups }, group).join('-');
}
