import type { Role } from '@cenacle/shared/members/contract.ts';
import { insertMember, setPassword } from '../server/members/queries.ts';
import type { Services } from '../server/services.ts';

/** Everybody's password in tests. */
export const password = 'le mot de passe des essais';
// Of that password, with the product's own cost: made once, since each hash takes a while.
const passwordHash =
  '$argon2id$v=19$m=19456,t=2,p=1$M7/ypJo+REUEHmZBA4knOg$1FcWk6u5FcVOwl3j1vRvDu6SNmSj+DpEvHk2zIB+zTw';

export interface Player {
  id: string;
  name: string;
  email: string;
  role: Role;
}

const player = (number: number, name: string, role: Role = 'member'): Player => ({
  id: `01900000-0000-7000-8000-00000000000${number}`,
  name,
  email: `${name.split(' ')[0]?.toLowerCase()}@example.test`,
  role,
});

/** Who plays in tests: an admin, a moderator, two members, a new one, and one who is outside of what it is about. */
export const cast = {
  ada: player(1, 'Ada Lambert', 'admin'),
  mo: player(2, 'Mo Perrin', 'moderator'),
  grace: player(3, 'Grace Morel'),
  linus: player(4, 'Linus Faure'),
  newt: player(5, 'Newt Girard'),
  mallory: player(6, 'Mallory Colin'),
};
export type Name = keyof typeof cast;

/** The day on which the cast joined: before all that tests do. */
export const joinedAt = new Date('2026-01-05T09:00:00Z');

/** Writes one active member with the cast's password. */
export async function castMember({ db }: Pick<Services, 'db'>, member: Player): Promise<void> {
  await db.transaction(async (tx) => {
    const dates = { joinedAt, charterAt: joinedAt, createdAt: joinedAt };
    await insertMember(tx, { ...member, state: 'active', ...dates });
    await setPassword(tx, member.id, passwordHash, joinedAt);
  });
}

/** Writes the whole cast into an empty database. */
export async function castAll(services: Pick<Services, 'db'>): Promise<void> {
  for (const each of Object.values(cast)) await castMember(services, each);
}
