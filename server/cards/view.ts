import type { Card, CardRow, ContactPoint, Vouch } from '@cenacle/shared/cards/contract.ts';
import type { Evidence } from '@cenacle/shared/evidence/contract.ts';
import { audienceBriefView } from '../circles/view.ts';
import type { Db } from '../database.ts';
import { viewEvidence } from '../evidence/view.ts';
import type { SignedMember } from '../http/member.ts';
import { viewFacts } from './facts.ts';
import { canEdit, canPass, canTell, canVouch } from './policy.ts';
import {
  findOnCard,
  listVouches,
  type CardRecord,
  type ContactRecord,
  type DeckRow,
  type VouchRow,
} from './queries.ts';

const finished: ReadonlySet<string> = new Set(['finished_documented', 'finished']);

/** Whether the card's person must be told again before others see it. */
const isExpired = ({ expiresAt }: CardRecord, now: Date): boolean => expiresAt !== null && expiresAt <= now;

export const viewPoint = ({ kind, raw, e164 }: ContactRecord): ContactPoint => ({ kind, raw, e164 });

export const viewTold = ({ toldBy, toldOn, toldMeans }: CardRecord): Card['told'] =>
  toldBy && toldOn ? { by: toldBy, on: toldOn, means: toldMeans } : null;

function viewRow(member: SignedMember, row: DeckRow, vouches: VouchRow[], now: Date): CardRow {
  const { card } = row;
  return {
    id: card.id,
    ...viewFacts(card),
    provider: row.provider,
    audience: audienceBriefView(row.audience),
    owner: row.owner,
    mine: card.ownerId === member.id,
    person_state: card.personState,
    expires_at: card.expiresAt?.toISOString() ?? null,
    expired: isExpired(card, now),
    saved: row.saved,
    vouches: {
      members: vouches.map((each) => each.member),
      count: vouches.length,
      finished: vouches.filter(({ grade }) => finished.has(grade)).length,
      conflicts: vouches.filter(({ vouch }) => vouch.conflict !== 'none').length,
    },
    created_at: card.createdAt.toISOString(),
  };
}

/** Cards as the deck shows them, in the order of the rows. */
export async function viewCardRows(
  db: Db,
  member: SignedMember,
  rows: DeckRow[],
  now: Date,
): Promise<CardRow[]> {
  const ids = rows.map(({ card }) => card.id);
  const vouches = ids.length > 0 ? await listVouches(db, ids) : [];
  return rows.map((row) =>
    viewRow(
      member,
      row,
      vouches.filter(({ vouch }) => vouch.cardId === row.card.id),
      now,
    ),
  );
}

function viewVouches(member: SignedMember, rows: VouchRow[], evidence: Map<string, Evidence>): Vouch[] {
  return rows.flatMap(({ vouch, member: by }) => {
    const rests = evidence.get(vouch.evidenceId);
    if (!rests) return [];
    return [
      {
        id: vouch.id,
        member: by,
        for_what: vouch.forWhat,
        relation: vouch.relation,
        conflict: vouch.conflict,
        again: vouch.again,
        evidence: rests,
        mine: vouch.memberId === member.id,
        created_at: vouch.createdAt.toISOString(),
      },
    ];
  });
}

/** A card as its page shows it to the member. Contact points are given to its owner alone. */
export async function viewCard(db: Db, member: SignedMember, row: DeckRow, now: Date): Promise<Card> {
  const { card } = row;
  const { points, vouches, evidence } = await findOnCard(db, member, card.id);
  const isOwner = canEdit(member, card);
  return {
    ...viewRow(member, row, vouches, now),
    source: card.source,
    version: card.version,
    updated_at: card.updatedAt.toISOString(),
    contact_kinds: [...new Set(points.map(({ kind }) => kind))],
    contact_points: isOwner ? points.map(viewPoint) : null,
    told: viewTold(card),
    vouch_list: viewVouches(member, vouches, viewEvidence(member, evidence)),
    can: {
      edit: isOwner,
      tell: canTell(member, card, now),
      vouch: canVouch(card),
      pass: canPass(card),
    },
  };
}
