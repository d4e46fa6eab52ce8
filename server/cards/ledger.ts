import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Withdrawal } from '@cenacle/shared/cards/contract.ts';
import { foldName } from '@cenacle/shared/providers/names.ts';

/** One erasure: which card, why, when, and what its person is known by. It holds no word of the card. */
export interface Erasure {
  at: string;
  kind: Withdrawal;
  card_id: string;
  fingerprints: string[];
}

/**
 * What was erased, in a file beside the database, so that it survives the restore of an older database: a backup of the
 * one must never replace the other. Every process reads it anew, since any of them may have written.
 */
export interface Ledger {
  /** The keyed fingerprints of a person: of the name with the firm, and of what else they alone are known by. */
  fingerprints(facts: PersonFacts): Promise<string[]>;
  read(): Promise<Erasure[]>;
  /** Returns once the lines are on the disk. */
  append(erasures: Erasure[]): Promise<void>;
}

export interface PersonFacts {
  person: string;
  firm: string;
  /** The keys of the contact points. */
  keys: readonly string[];
}

/**
 * What one person is known by among their contact points: an address is theirs alone, a phone only with the name, since a
 * whole firm may share it.
 */
export const personKeys = (person: string, keys: readonly string[]): string[] =>
  keys.flatMap((key) => {
    if (key.startsWith('email:')) return [key];
    return key.startsWith('phone:') ? [`${key}|${foldName(person)}`] : [];
  });

const isCode = (error: unknown, code: string) => (error as NodeJS.ErrnoException).code === code;

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

async function writeDown(path: string, flags: 'a' | 'wx', text: string): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The ledger in the folder `erasures` of the data folder. */
export function openLedger(dataDir: string): Ledger {
  const folder = join(dataDir, 'erasures');
  const [keyPath, path] = [join(folder, 'key'), join(folder, 'ledger.jsonl')];
  let key: string | null = null;

  /** Made with the first fingerprint; of two processes that make it at once, one wins. */
  async function readKey(): Promise<string> {
    key ??= await readIfThere(keyPath);
    if (key !== null) return key;
    if ((await readIfThere(path)) !== null)
      throw new Error(`${keyPath} is missing, and the ledger beside it can't be read without it.`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = `${keyPath}.${randomBytes(6).toString('hex')}`;
    await writeDown(draft, 'wx', randomBytes(32).toString('hex'));
    await link(draft, keyPath).catch((error: unknown) => {
      if (!isCode(error, 'EEXIST')) throw error;
    });
    await rm(draft);
    key = await readFile(keyPath, 'utf8');
    return key;
  }

  return {
    async fingerprints({ person, firm, keys }) {
      const secret = await readKey();
      const name = person === '' ? [] : [`name:${foldName(person)}|${foldName(firm)}`];
      return [...name, ...personKeys(person, keys)].map((each) =>
        createHmac('sha256', secret).update(each).digest('hex'),
      );
    },
    async read() {
      const text = (await readIfThere(path)) ?? '';
      return text
        .split('\n')
        .filter((each) => each.endsWith('}'))
        .map((each) => JSON.parse(each) as Erasure);
    },
    async append(erasures) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // A line that a crash tore stands alone, and the next one begins anew.
      await writeDown(path, 'a', erasures.map((each) => `\n${JSON.stringify(each)}\n`).join(''));
    },
  };
}
