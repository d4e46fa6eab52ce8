import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { devMailsMax } from '@cenacle/shared/mail/contract.ts';
import { notFound } from '../errors.ts';
import { readEml } from './eml.ts';

async function readMail(folder: string, name: string) {
  const { to, subject, sentAt, text, html } = readEml(await readFile(join(folder, name), 'utf8'));
  return { name, to, subject, sent_at: sentAt.toISOString(), text, html };
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The mails in the folder, the newest first. */
export async function listMails(folder: string) {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  // Names begin with the time, so that their order is that of writing.
  const mails = names.filter((name) => name.endsWith('.eml')).sort();
  return Promise.all(
    mails
      .slice(-devMailsMax)
      .reverse()
      .map((name) => readMail(folder, name)),
  );
}

/** One mail of the folder; 404 for a name that is none. */
export async function findMail(folder: string, name: string) {
  try {
    return await readMail(folder, name);
  } catch (error) {
    if (isMissing(error)) throw notFound();
    throw error;
  }
}

/** Removes the file of one mail, by the id of its row; nothing where there is none. */
export async function removeMail(folder: string, id: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const name of names.filter((each) => each.endsWith(`-${id}.eml`)))
    await rm(join(folder, name), { force: true });
}
