import { newId, type Db } from '../../server/database.ts';
import { cleanPoints } from '../../server/cards/facts.ts';
import { insertCard, insertPass, writeVouch } from '../../server/cards/write-queries.ts';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { insertEvidence } from '../../server/evidence/queries.ts';
import { dayBefore, dayHours, get, hoursBefore, type Cast } from './cast.ts';
import { cards, passes, type DemoCard, type DemoPass, type DemoVouch } from './content/cards.ts';

const centsPerEuro = 100;
/** As the product keeps a card whose person was told. */
const keptMonths = 24;

const keyOf = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[^\w ]/g, '')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, '.');

function contactsOf({ person, firm, phone }: DemoCard) {
  if (!person) return [];
  const domain = `${keyOf(firm ?? person).replaceAll('.', '-')}.example`;
  return cleanPoints([
    ...(phone ? [{ kind: 'phone' as const, raw: phone }] : []),
    { kind: 'email', raw: `${keyOf(person)}@${domain}` },
    ...(firm ? [{ kind: 'website' as const, raw: `https://${domain}` }] : []),
  ]);
}

/** How the card's person was told, as its state. */
function stateOf(cast: Cast, { person, toldDaysAgo }: DemoCard) {
  if (!person) return { personState: 'none' as const };
  if (toldDaysAgo == null) return { personState: 'untold' as const };
  const toldOn = dayBefore(cast.now, toldDaysAgo);
  const expiresAt = new Date(`${toldOn}T00:00:00Z`);
  expiresAt.setUTCMonth(expiresAt.getUTCMonth() + keptMonths);
  return {
    personState: 'told' as const,
    toldBy: 'attestation' as const,
    toldOn,
    toldMeans: 'De vive voix, avec son accord',
    expiresAt,
  };
}

async function seedVouch(
  tx: Db,
  cast: Cast,
  place: { cardId: string; audienceId: string },
  vouch: DemoVouch,
): Promise<void> {
  const at = hoursBefore(cast.now, vouch.daysAgo * dayHours);
  const evidenceId = newId();
  await insertEvidence(tx, {
    id: evidenceId,
    ownerId: get(cast.memberIds, vouch.by),
    audienceId: place.audienceId,
    grade: vouch.grade ?? 'finished',
    outcomeId: 'case' in vouch.on ? get(cast.outcomeIds, vouch.on.case) : null,
    engagementId: 'engagement' in vouch.on ? get(cast.engagementIds, vouch.on.engagement) : null,
    createdAt: at,
  });
  await writeVouch(tx, {
    cardId: place.cardId,
    memberId: get(cast.memberIds, vouch.by),
    evidenceId,
    forWhat: vouch.forWhat,
    relation: vouch.relation,
    conflict: vouch.conflict ?? 'none',
    again: vouch.again ?? 'yes',
    createdAt: at,
  });
}

async function seedCard(tx: Db, cast: Cast, card: DemoCard): Promise<string> {
  const id = newId();
  const at = hoursBefore(cast.now, card.addedDaysAgo * dayHours);
  const audienceId = card.audience ? get(cast.audienceIds, card.audience) : allMembersAudienceId;
  const [from = null, to = null] = card.price ?? [];
  await insertCard(
    tx,
    {
      id,
      ownerId: get(cast.memberIds, card.by),
      audienceId,
      person: card.person ?? '',
      jobTitle: card.title ?? '',
      firm: card.firm ?? '',
      providerId: card.provider ? get(cast.providerIds, card.provider) : null,
      forWhat: card.forWhat,
      notForWhat: card.notFor ?? '',
      stance: card.stance,
      priceMin: from === null ? null : from * centsPerEuro,
      priceMax: to === null ? null : to * centsPerEuro,
      area: card.area ?? '',
      languages: card.languages ?? [],
      source: card.source ?? '',
      ...stateOf(cast, card),
      createdAt: at,
      updatedAt: at,
    },
    contactsOf(card),
  );
  for (const vouch of card.vouches ?? []) await seedVouch(tx, cast, { cardId: id, audienceId }, vouch);
  return id;
}

/** Writes a reply, and gives its id. */
type Reply = (threadKey: string, by: string, body: string, hoursAgo: number) => Promise<string>;

async function seedPass(tx: Db, cast: Cast, cardId: string, pass: DemoPass, reply: Reply): Promise<void> {
  const row = {
    id: newId(),
    cardId,
    fromId: get(cast.memberIds, pass.by),
    createdAt: hoursBefore(cast.now, pass.hoursAgo),
  };
  if ('member' in pass.to)
    await insertPass(tx, { ...row, toMemberId: get(cast.memberIds, pass.to.member), note: pass.note });
  else
    await insertPass(tx, {
      ...row,
      postId: await reply(pass.to.thread, pass.by, pass.note, pass.hoursAgo),
    });
}

/** The deck with its vouches, and what was passed on of it. */
export async function seedCards(tx: Db, cast: Cast, reply: Reply): Promise<void> {
  const ids = new Map<string, string>();
  for (const card of cards) ids.set(card.key, await seedCard(tx, cast, card));
  for (const pass of passes) await seedPass(tx, cast, get(ids, pass.card), pass, reply);
}
