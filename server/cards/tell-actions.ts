import type { attestTold as attestRoute, Card } from '@cenacle/shared/cards/contract.ts';
import type { BodyOf, Language } from '@cenacle/shared/http.ts';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import type { Db } from '../database.ts';
import { invalid, notFound, refused } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { mandatoryLine } from '../http/text.ts';
import { queueMail } from '../mail/queue.ts';
import type { CardNotice } from '../mail/words/catalogue.ts';
import { hashSecret, newSecret } from '../members/secrets.ts';
import type { Services } from '../services.ts';
import { showCard } from './actions.ts';
import { canTell } from './policy.ts';
import {
  findFirstAdmin,
  listContactPoints,
  lockCard,
  type CardRecord,
  type ContactRecord,
} from './queries.ts';
import { insertToken, updateCard } from './write-queries.ts';

/** How long a person who was told once is shown: two years, as CNIL's guide for contacts has three at most. */
const keptMonths = 24;
/** A link outlives the card a little, so that it is still good when the card is told again. */
const linkMonths = keptMonths + 2;

function monthsAfter(at: Date, months: number): Date {
  const after = new Date(at);
  after.setUTCMonth(after.getUTCMonth() + months);
  return after;
}

/** Who answers for the data: as the settings say, else the address of the product and of its first admin. */
export async function findController(services: Services): Promise<{ name: string; email: string }> {
  const { config, db } = services;
  return {
    name: config.controllerName ?? `Cénacle, ${config.publicUrl}`,
    email: config.controllerEmail ?? (await findFirstAdmin(db)) ?? '',
  };
}

/** The card, if the member may tell its person now; 404 unseen, 403 for others' and where there is nobody to tell. */
async function findToTell(tx: Db, member: SignedMember, id: string, now: Date): Promise<CardRecord> {
  const card = await lockCard(tx, member, id, now);
  if (!card) throw notFound();
  if (!canTell(member, card, now)) throw refused();
  return card;
}

const amount = (minor: number, language: Language): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }).format(
    minor / 100,
  );

function keptOn(card: CardRecord, points: ContactRecord[], language: Language): CardNotice['kept'] {
  const names = new Intl.DisplayNames([language], { type: 'language' });
  const price = [card.priceMin, card.priceMax].filter((each) => each !== null);
  const kept: CardNotice['kept'] = [
    { field: 'person', text: card.person },
    { field: 'job_title', text: card.jobTitle },
    { field: 'firm', text: card.firm },
    { field: 'area', text: card.area },
    { field: 'languages', text: card.languages.map((each) => names.of(each) ?? each).join(', ') },
    { field: 'price', text: price.map((each) => amount(each, language)).join(' – ') },
    { field: 'contact', text: points.map(({ raw }) => raw).join(', ') },
  ];
  return kept.filter(({ text }) => text !== '');
}

/**
 * Writes to the card's person, in their language; others see the card once the mail has been sent. 404 unseen, 403 for
 * another's, a card of no person, and one whose person was told; 422 `needs_email` without an address.
 */
export async function tellPerson(
  services: Services,
  member: SignedMember,
  id: string,
  language: Language,
): Promise<Card> {
  const now = services.clock();
  const secret = newSecret();
  const controller = await findController(services);
  await services.db.transaction(async (tx) => {
    const card = await findToTell(tx, member, id, now);
    const points = await listContactPoints(tx, id);
    const to = points.find(({ kind }) => kind === 'email')?.raw;
    if (!to) throw invalid([{ field: 'contact_points', code: 'needs_email' }]);
    await insertToken(tx, {
      hash: hashSecret(secret),
      cardId: id,
      createdAt: now,
      expiresAt: monthsAfter(now, linkMonths),
    });
    const letter = {
      kind: 'card_notice' as const,
      link: `${services.config.publicUrl}/person/${secret}`,
      controller,
      addedBy: member.name,
      source: card.source,
      kept: keptOn(card, points, language),
      forWhat: card.forWhat,
      seenBy: card.audienceId === allMembersAudienceId ? ('all' as const) : ('circle' as const),
      months: keptMonths,
    };
    const dedupeKey = `card_notice:${hashSecret(secret)}`;
    const noticeMailId = await queueMail(tx, { dedupeKey, to, language, letter }, now);
    await updateCard(tx, id, { personState: 'telling', noticeMailId, noticeLanguage: language }, now);
  });
  services.mailer.wake();
  return showCard(services, member, id);
}

/**
 * Notes that the member has told the person: on which day, and how. 404 unseen, 403 as for `tellPerson`, 422
 * `in_the_future` at `on`.
 */
export async function attestTold(
  services: Services,
  member: SignedMember,
  id: string,
  input: BodyOf<typeof attestRoute>,
): Promise<Card> {
  const now = services.clock();
  const means = mandatoryLine('means', input.means);
  if (input.on > now.toISOString().slice(0, 10)) throw invalid([{ field: 'on', code: 'in_the_future' }]);
  const expiresAt = monthsAfter(new Date(`${input.on}T00:00:00Z`), keptMonths);
  if (expiresAt <= now) throw invalid([{ field: 'on', code: 'too_long_ago' }]);
  await services.db.transaction(async (tx) => {
    await findToTell(tx, member, id, now);
    await updateCard(
      tx,
      id,
      { personState: 'told', toldBy: 'attestation', toldOn: input.on, toldMeans: means, expiresAt },
      now,
    );
  });
  return showCard(services, member, id);
}
