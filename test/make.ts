import { insertCircle, insertMembership } from '../server/circles/queries.ts';
import { newId } from '../server/database.ts';
import { raiseRightsVersion } from '../server/members/queries.ts';
import { insertProvider } from '../server/providers/queries.ts';
import type { Services } from '../server/services.ts';
import { cast, castMember, joinedAt, type Name, type Player } from './cast.ts';

/** A further active member, with the cast's password. */
export async function makeMember(services: Services, name: string, email: string): Promise<Player> {
  const member: Player = { id: newId(), name, email, role: 'member' };
  await castMember(services, member);
  return member;
}

/** A circle of these members of the cast, the first of whom is its keeper. */
export async function makeCircle(
  services: Services,
  name: string,
  members: [Name, ...Name[]],
): Promise<{ id: string; audienceId: string }> {
  const id = newId();
  const [keeper, ...others] = members.map((each) => cast[each].id);
  if (!keeper) throw new Error('A circle has a keeper.');
  const audienceId = await services.db.transaction(async (tx) => {
    const audienceId = await insertCircle(tx, {
      id,
      name,
      description: '',
      createdBy: keeper,
      createdAt: joinedAt,
    });
    for (const memberId of others) {
      await insertMembership(tx, { circleId: id, memberId, keeper: false, since: joinedAt });
    }
    await raiseRightsVersion(tx, [keeper, ...others]);
    return audienceId;
  });
  return { id, audienceId };
}

/** A provider of this name, whatever else stands in the directory; gives its id. */
export async function makeProvider(
  services: Services,
  name: string,
  more: Partial<Parameters<typeof insertProvider>[1]> = {},
): Promise<string> {
  const id = newId();
  await services.db.transaction((tx) => insertProvider(tx, { id, name, kind: 'firm', ...more }, []));
  return id;
}
