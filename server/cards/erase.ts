import type { Withdrawal } from '@cenacle/shared/cards/contract.ts';
import type { Config } from '../config.ts';
import { openDatabase } from '../database.ts';
import { removeMail } from '../mail/folder.ts';
import { mailFolder } from '../mail/mailer.ts';
import type { Services } from '../services.ts';
import { openLedger, personKeys, type Ledger } from './ledger.ts';
import { listContactPoints, lockAnyCard, type CardRecord } from './queries.ts';
import { findSharing, findStanding, wipeCard } from './write-queries.ts';

/** What wiping needs; less than the whole, since it also happens before the whole is opened. */
type Wiper = Pick<Services, 'config' | 'db' | 'clock'>;

/** Wipes the cards in one transaction, and the files of mails about them. Those already wiped stay as they are. */
export async function eraseCards(services: Wiper, ids: string[]): Promise<void> {
  const at = services.clock();
  const mails = await services.db.transaction(async (tx) => {
    const gone: string[] = [];
    // In one order, so that two who wipe the same cards wait for each other.
    for (const id of [...new Set(ids)].sort()) {
      const card = await lockAnyCard(tx, id);
      if (!card || card.personState === 'erased') continue;
      if (card.noticeMailId) gone.push(card.noticeMailId);
      await wipeCard(tx, card, at);
    }
    return gone;
  });
  for (const id of mails) await removeMail(mailFolder(services.config), id);
}

/** Other cards of the same person, by an address, or by a phone with the same name. */
async function findSamePerson({ db }: Services, card: CardRecord, keys: string[]): Promise<string[]> {
  const known = new Set(personKeys(card.person, keys));
  const sharing = await findSharing(db, card.id, keys);
  return sharing
    .filter(({ person, key }) => personKeys(person, [key]).some((each) => known.has(each)))
    .map(({ id }) => id);
}

/**
 * Does what a card's person asks: the ledger first, so that a crash or a restored database can't bring the card back,
 * then the card and every other that reaches the same person by a phone or an address.
 */
export async function withdrawPerson(
  services: Services,
  ledger: Ledger,
  card: CardRecord,
  kind: Withdrawal,
): Promise<void> {
  const keys = (await listContactPoints(services.db, card.id)).map(({ key }) => key);
  const fingerprints = await ledger.fingerprints({ person: card.person, firm: card.firm, keys });
  const ids = [card.id, ...(await findSamePerson(services, card, keys))];
  const at = services.clock().toISOString();
  await ledger.append(ids.map((id) => ({ at, kind, card_id: id, fingerprints })));
  await eraseCards(services, ids);
}

/**
 * Wipes what the ledger says is gone and the database still holds, after a crash or after an older one was restored;
 * gives how many cards.
 */
export async function settleLedger(services: Wiper, ledger: Ledger): Promise<number> {
  const erasures = await ledger.read();
  const standing = await findStanding(
    services.db,
    erasures.map((each) => each.card_id),
  );
  if (standing.length > 0) await eraseCards(services, standing);
  return standing.length;
}

/**
 * Settles the ledger of the data folder with the database at `databaseUrl`, before anything else works on it: a mailer
 * would already send what an older database wants to tell a person who is erased since.
 */
export async function settleBeforeAll(config: Config, databaseUrl: string): Promise<number> {
  const { db, pool } = openDatabase(databaseUrl, () => undefined);
  try {
    return await settleLedger({ config, db, clock: () => new Date() }, openLedger(config.dataDir));
  } finally {
    await pool.end();
  }
}
