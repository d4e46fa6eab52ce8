import type {
  correctAsPerson as correctRoute,
  PersonView,
  Withdrawal,
} from '@cenacle/shared/cards/contract.ts';
import type { BodyOf } from '@cenacle/shared/http.ts';
import { allMembersAudienceId } from '@cenacle/shared/circles/contract.ts';
import { invalid, Refusal } from '../errors.ts';
import { hashSecret } from '../members/secrets.ts';
import type { Services } from '../services.ts';
import { withdrawPerson } from './erase.ts';
import { cleanFacts, cleanPoints, refuseIncomplete, viewFacts } from './facts.ts';
import type { Ledger } from './ledger.ts';
import { findByToken, listContactPoints, listReveals, listVouches, lockAnyCard } from './queries.ts';
import { findController } from './tell-actions.ts';
import { viewPoint, viewTold } from './view.ts';
import { updateCard, writeContactPoints } from './write-queries.ts';

/** Reveals that the person is shown at most: the last ones. */
const revealsMax = 200;

/** One answer for links that are unknown, that have expired, and whose card is gone. */
const badLink = () => new Refusal(404, 'bad_link');

async function findPerson(services: Services, token: string) {
  const found = await findByToken(services.db, hashSecret(token), services.clock());
  if (!found) throw badLink();
  return found;
}

/** All that is kept of the person whom the link leads here; changes nothing. 404 `bad_link`. */
export async function lookAsPerson(services: Services, token: string): Promise<PersonView> {
  const { db } = services;
  const { card, owner } = await findPerson(services, token);
  const [points, vouches, reveals, controller] = await Promise.all([
    listContactPoints(db, card.id),
    listVouches(db, [card.id]),
    listReveals(db, card.id, revealsMax),
    findController(services),
  ]);
  return {
    ...viewFacts(card),
    source: card.source,
    contact_points: points.map(viewPoint),
    added_by: owner,
    added_at: card.createdAt.toISOString(),
    told: viewTold(card),
    expires_at: card.expiresAt?.toISOString() ?? null,
    seen_by: card.audienceId === allMembersAudienceId ? 'all' : 'circle',
    vouches: vouches.map(({ vouch, member }) => ({
      member: member.name,
      for_what: vouch.forWhat,
      relation: vouch.relation,
      again: vouch.again,
      created_at: vouch.createdAt.toISOString(),
    })),
    reveals: reveals.map(({ name, at }) => ({ member: name, at: at.toISOString() })),
    controller,
  };
}

/** Puts right what the person says is wrong. 404 `bad_link`, 422 at the fields. */
export async function correctAsPerson(
  services: Services,
  input: BodyOf<typeof correctRoute>,
): Promise<PersonView> {
  const { token, contact_points: typed, ...fields } = input;
  const points = typed && cleanPoints(typed);
  const { card } = await findPerson(services, token);
  await services.db.transaction(async (tx) => {
    const before = await lockAnyCard(tx, card.id);
    if (!before || before.personState === 'erased') throw badLink();
    const facts = cleanFacts(fields, before);
    if (facts.person === '') throw invalid([{ field: 'person', code: 'required' }]);
    refuseIncomplete({ ...before, ...facts });
    await updateCard(tx, card.id, facts, services.clock());
    if (points) await writeContactPoints(tx, card.id, points);
  });
  return lookAsPerson(services, token);
}

/** Objects or has everything erased: it is gone when this returns, and nobody can make it again. 404 `bad_link`. */
export async function withdrawAsPerson(
  services: Services,
  ledger: Ledger,
  input: { token: string; kind: Withdrawal },
): Promise<void> {
  const { card } = await findPerson(services, input.token);
  await withdrawPerson(services, ledger, card, input.kind);
}
