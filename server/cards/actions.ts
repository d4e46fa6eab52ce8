import type {
  addCard as addCardRoute,
  Card,
  editCard as editCardRoute,
  Revealed,
} from '@cenacle/shared/cards/contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { foldName } from '@cenacle/shared/providers/names.ts';
import { renderSVG } from 'uqr';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { newId, type Db } from '../database.ts';
import { conflict, invalid, notFound, refused, unknownReference } from '../errors.ts';
import type { SignedMember } from '../http/member.ts';
import { claimKey } from '../http/queries.ts';
import type { IdempotencyKey } from '../http/routes.ts';
import { findProvider } from '../providers/queries.ts';
import type { Services } from '../services.ts';
import { findAudience } from '../threads/queries.ts';
import { eraseCards } from './erase.ts';
import { cleanFacts, cleanPoints, refuseIncomplete } from './facts.ts';
import type { Ledger } from './ledger.ts';
import { canEdit } from './policy.ts';
import {
  findCard,
  hasVouchesOfOthers,
  listContactPoints,
  lockCard,
  type CardRecord,
  type DeckRow,
} from './queries.ts';
import { writeVCard } from './vcard.ts';
import { viewCard, viewPoint } from './view.ts';
import {
  insertCard,
  insertReveal,
  setSaved,
  updateCard,
  writeContactPoints,
  type ContactColumns,
} from './write-queries.ts';

/** The card as its page shows it to the member; 404 where it is not there for them. */
export async function showCard(services: Services, member: SignedMember, id: string): Promise<Card> {
  const { db } = services;
  const now = services.clock();
  const row = await findCard(db, member, id, now);
  if (!row) throw notFound();
  return viewCard(db, member, row, now);
}

/** 422 where the card's person has asked not to be here. */
async function refuseErased(
  ledger: Ledger,
  card: Pick<CardRecord, 'person' | 'firm'>,
  points: readonly { key: string }[],
): Promise<void> {
  if (card.person === '') return;
  const erasures = await ledger.read();
  if (erasures.length === 0) return;
  const known = await ledger.fingerprints({ ...card, keys: points.map(({ key }) => key) });
  const gone = new Set(erasures.flatMap(({ fingerprints }) => fingerprints));
  if (known.some((each) => gone.has(each))) throw invalid([{ field: 'person', code: 'person_objected' }]);
}

/** 422 at `audience_id` where the member may not write for it: a circle of theirs, or all members. */
async function refuseAudience(tx: Db, member: SignedMember, id: string): Promise<void> {
  const audience = await findAudience(tx, member, id);
  if (!audience || audience.kind === 'named') throw unknownReference('audience_id');
}

/** The directory's entry that the card names, merged ones followed; 422 at `provider_id` for none. */
async function findFirm(tx: Db, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const provider = await findProvider(tx, id);
  if (!provider) throw unknownReference('provider_id');
  return provider.id;
}

/** Makes a card and gives its id. With a person it is seen by its owner alone until that person is told. 422 at the fields. */
export async function addCard(
  services: Services,
  ledger: Ledger,
  member: SignedMember,
  input: BodyOf<typeof addCardRoute>,
  key: IdempotencyKey | null,
): Promise<string> {
  const {
    audience_id: audienceId = allMembersAudienceId,
    provider_id: typedProvider = null,
    contact_points: typedPoints = [],
    ...fields
  } = input;
  const facts = cleanFacts(fields, {});
  const points = cleanPoints(typedPoints);
  const id = newId();
  const at = services.clock();
  const { person = '', firm = '', source = '' } = facts;
  await refuseErased(ledger, { person, firm }, points);
  return services.db.transaction(async (tx) => {
    const before = await claimKey(tx, member, key, id);
    if (before) return before;
    await refuseAudience(tx, member, audienceId);
    const providerId = await findFirm(tx, typedProvider);
    refuseIncomplete({ person, firm, source, providerId });
    const row = {
      ...facts,
      id,
      ownerId: member.id,
      audienceId,
      providerId,
      forWhat: facts.forWhat ?? '',
      stance: input.stance,
      personState: person === '' ? ('none' as const) : ('untold' as const),
      createdAt: at,
      updatedAt: at,
    };
    await insertCard(tx, row, points);
    return id;
  });
}

/** What a card's state becomes with another person on it: one who has not been told. */
function restate(before: CardRecord, person: string): Partial<CardRecord> {
  if (foldName(person) === foldName(before.person)) return {};
  const untold = { noticeMailId: null, toldBy: null, toldOn: null, toldMeans: '', expiresAt: null };
  return { ...untold, personState: person === '' ? 'none' : 'untold' };
}

/** Everybody who vouched spoke to those who could read then. */
async function refuseWidening(
  tx: Db,
  member: SignedMember,
  card: CardRecord,
  audienceId: string,
): Promise<void> {
  if (audienceId === card.audienceId) return;
  await refuseAudience(tx, member, audienceId);
  if (card.audienceId !== allMembersAudienceId && (await hasVouchesOfOthers(tx, card)))
    throw invalid([{ field: 'audience_id', code: 'would_widen' }]);
}

/** Changes one's own card. 404 unseen, 403 another's, 409 `conflict` with `current`, 422 at the fields. */
export async function editCard(
  services: Services,
  ledger: Ledger,
  member: SignedMember,
  id: string,
  input: BodyOf<typeof editCardRoute>,
): Promise<Card> {
  const {
    version,
    audience_id: audienceId,
    provider_id: typedProvider,
    contact_points: typedPoints,
    ...fields
  } = input;
  const typed = typedPoints && cleanPoints(typedPoints);
  const at = services.clock();
  const isDone = await services.db.transaction(async (tx) => {
    const before = await lockCard(tx, member, id, at);
    if (!before) throw notFound();
    if (!canEdit(member, before)) throw refused();
    if (version !== undefined && version !== before.version) return false;
    const facts = cleanFacts(fields, before);
    const providerId = typedProvider === undefined ? before.providerId : await findFirm(tx, typedProvider);
    const after = { ...before, ...facts, providerId };
    refuseIncomplete(after);
    await refuseErased(ledger, after, typed ?? (await listContactPoints(tx, id)));
    if (audienceId) await refuseWidening(tx, member, before, audienceId);
    const change = { ...facts, providerId, ...restate(before, after.person) };
    await updateCard(tx, id, { ...change, ...(audienceId ? { audienceId } : {}) }, at);
    if (typed) await writeContactPoints(tx, id, typed);
    return true;
  });
  const current = await showCard(services, member, id);
  if (!isDone) throw conflict('conflict', { current });
  return current;
}

/** Takes one's own card back; nothing of it stays. 404 unseen, 403 another's. */
export async function deleteCard(services: Services, member: SignedMember, id: string): Promise<void> {
  const row = await findCard(services.db, member, id, services.clock());
  if (!row) throw notFound();
  if (!canEdit(member, row.card)) throw refused();
  await eraseCards(services, [id]);
}

/** Keeps a card at hand for the member, or no more. 404 unseen. */
export async function saveCard(
  services: Services,
  member: SignedMember,
  id: string,
  saved: boolean,
): Promise<{ saved: boolean }> {
  const now = services.clock();
  if (!(await findCard(services.db, member, id, now))) throw notFound();
  await setSaved(services.db, member.id, id, saved, now);
  return { saved };
}

/** What a QR code holds at most at its largest and with the least correction: more is left to the file. */
const qrBytesMax = 1_200;

const nameOf = ({ card, provider }: DeckRow): string => card.person || card.firm || (provider?.name ?? '');

/** A file's name of letters that every system takes. */
const fileNameOf = (name: string): string =>
  `${
    name
      .normalize('NFD')
      .replace(/[^\w -]/g, '')
      .trim()
      .replace(/\s+/g, '-')
      .toLowerCase() || 'carte'
  }.vcf`;

function writeOut(row: DeckRow, points: ContactColumns[]): Omit<Revealed, 'contact_points'> {
  const { card, provider } = row;
  const fn = nameOf(row);
  const firm = card.firm || provider?.name;
  const vcard = writeVCard({
    fn,
    title: card.jobTitle,
    ...(firm ? { org: [firm] } : {}),
    note: card.forWhat,
    contactPoints: points,
  });
  const bytes = [...Buffer.from(vcard, 'utf8')];
  const fits = bytes.length <= qrBytesMax;
  return {
    vcard,
    qr: fits ? renderSVG(bytes, { border: 4, ecc: 'L' }) : null,
    file_name: fileNameOf(fn),
  };
}

/** Gives the contact points, as a list, a vCard and a code, and notes who asked. 404 unseen. */
export async function revealCard(services: Services, member: SignedMember, id: string): Promise<Revealed> {
  const at = services.clock();
  return services.db.transaction(async (tx) => {
    const card = await lockCard(tx, member, id, at);
    const row = card && (await findCard(tx, member, id, at));
    if (!row) throw notFound();
    const points = await listContactPoints(tx, id);
    if (!canEdit(member, row.card)) await insertReveal(tx, id, member.id, at);
    return { contact_points: points.map(viewPoint), ...writeOut(row, points) };
  });
}
