import { describe, expect, it } from 'vitest';
import { demonstration } from './content.ts';
import { cards } from './content/cards.ts';
import type { DemoPost, DemoThread } from './content/types.ts';

const { members, circles, threads } = demonstration;
const memberKeys = new Set(members.map((member) => member.key));
const circleMembers = new Map(circles.map((circle) => [circle.key, circle.members]));
const threadsByKey = new Map(threads.map((thread) => [thread.key, thread]));

/** Keys of the members who may read a thread. */
function readersOf({ audience }: DemoThread): string[] {
  if (audience === 'all') return [...memberKeys];
  if ('named' in audience) return audience.named;
  return circleMembers.get(audience.circle) ?? [];
}

/** Every text of a thread with the moment it was written and a name for the failure message. */
function textsOf(
  thread: DemoThread,
): { where: string; text: string; hoursAgo: number; thread: DemoThread }[] {
  const sheet = Object.values(thread.sheet ?? {}).filter((value) => typeof value === 'string');
  return [
    ...[thread.title, ...sheet, thread.body ?? ''].map((text) => ({
      where: thread.key,
      text,
      hoursAgo: thread.hoursAgo,
      thread,
    })),
    ...thread.posts.map((post, index) => ({
      where: `${thread.key}, post ${index}`,
      text: post.body,
      hoursAgo: post.hoursAgo,
      thread,
    })),
  ];
}

const threadTexts = threads.flatMap(textsOf);

const peopleTexts = [
  ...members.flatMap(({ key, name, headline, sectors, companies, place, availability }) =>
    [name, headline, ...sectors, companies, place, availability].map((text) => ({ where: key, text })),
  ),
  ...circles.flatMap(({ key, name, description }) =>
    [name, description].map((text) => ({ where: key, text })),
  ),
];

const allTexts = [...peopleTexts, ...threadTexts.map(({ where, text }) => ({ where, text }))];

/** The texts in which a pattern occurs, with what it caught: an empty list when all is well. */
function offending(pattern: RegExp): string[] {
  return allTexts.flatMap(({ where, text }) => {
    const found = pattern.exec(text);
    return found ? [`${where}: ${text.slice(Math.max(0, found.index - 20), found.index + 20)}`] : [];
  });
}

function joinedHoursAgo(key: string): number {
  return (members.find((member) => member.key === key)?.joinedDaysAgo ?? 0) * 24;
}

function duplicates(values: string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

describe('the people of the demonstration', () => {
  it('have keys, names and addresses of their own', () => {
    expect(duplicates(members.map((member) => member.key))).toEqual([]);
    expect(duplicates(members.map((member) => member.name))).toEqual([]);
    expect(duplicates(members.map((member) => member.email))).toEqual([]);
    for (const { email } of members) expect(email).toMatch(/^[a-z.-]+@example\.test$/);
  });

  it('include the five accounts that the README names', () => {
    const roles = Object.fromEntries(members.map(({ email, role }) => [email, role]));
    expect(roles).toMatchObject({
      'grace@example.test': 'member',
      'linus@example.test': 'member',
      'newt@example.test': 'member',
      'mo@example.test': 'moderator',
      'ada@example.test': 'admin',
    });
  });

  it('were each invited by somebody who was there before, but for the founder', () => {
    expect(members.filter(({ sponsor }) => sponsor === null)).toHaveLength(1);
    for (const { sponsor, joinedDaysAgo } of members) {
      if (sponsor === null) continue;
      expect(memberKeys).toContain(sponsor);
      expect(joinedHoursAgo(sponsor)).toBeGreaterThan(joinedDaysAgo * 24);
    }
  });

  it('meet in three circles of four to eight', () => {
    expect(circles).toHaveLength(3);
    expect(duplicates(circles.map((circle) => circle.key))).toEqual([]);
    for (const circle of circles) {
      expect(circle.members.length).toBeGreaterThanOrEqual(4);
      expect(circle.members.length).toBeLessThanOrEqual(8);
      expect(duplicates(circle.members)).toEqual([]);
      for (const key of circle.members) expect(memberKeys).toContain(key);
    }
  });

  it('leave grace and linus each a circle without the other, and newt none', () => {
    const circlesOf = (key: string) => circles.filter((circle) => circle.members.includes(key));
    expect(circlesOf('grace').some((circle) => !circle.members.includes('linus'))).toBe(true);
    expect(circlesOf('linus').some((circle) => !circle.members.includes('grace'))).toBe(true);
    expect(circlesOf('mo')).toHaveLength(1);
    expect(circlesOf('ada')).toHaveLength(1);
    expect(circlesOf('newt')).toEqual([]);
  });
});

describe('the threads of the demonstration', () => {
  it('are fifteen cases and three discussions, under titles of their own', () => {
    expect(threads.filter((thread) => thread.kind === 'case')).toHaveLength(15);
    expect(threads.filter((thread) => thread.kind === 'discussion')).toHaveLength(3);
    expect(duplicates(threads.map((thread) => thread.key))).toEqual([]);
    expect(duplicates(threads.map((thread) => thread.title))).toEqual([]);
  });

  it('have a sheet for a case and a body for a discussion', () => {
    const incomplete = threads.filter(
      ({ kind, sheet, body }) => !(kind === 'case' ? sheet?.looking_for : body),
    );
    expect(incomplete.map((thread) => thread.key)).toEqual([]);
  });

  it('hold three to eleven replies each, 110 to 140 in all', () => {
    const unusual = threads.filter(({ posts }) => posts.length < 3 || posts.length > 11);
    expect(unusual.map((thread) => thread.key)).toEqual([]);
    const total = threads.reduce((sum, { posts }) => sum + posts.length, 0);
    expect(total).toBeGreaterThanOrEqual(110);
    expect(total).toBeLessThanOrEqual(140);
  });

  it.each(threads)('$key is written in order, by people who may read it and had joined', (thread) => {
    const readers = readersOf(thread);
    let previousHoursAgo = Infinity;
    for (const { by, hoursAgo } of [{ by: thread.by, hoursAgo: thread.hoursAgo }, ...thread.posts]) {
      expect(readers).toContain(by);
      expect(hoursAgo).toBeLessThan(previousHoursAgo);
      expect(hoursAgo).toBeGreaterThan(0);
      expect(joinedHoursAgo(by)).toBeGreaterThanOrEqual(hoursAgo);
      previousHoursAgo = hoursAgo;
    }
  });

  it.each(threads)('$key quotes what was really said, and edits after writing', ({ posts }) => {
    const quotedLine = (body: string) => /^> (.+)\n\n/.exec(body)?.[1];
    posts.forEach((post: DemoPost, index) => {
      expect(quotedLine(post.body) !== undefined).toBe(post.quotes !== undefined);
      if (post.quotes !== undefined) {
        expect(post.quotes).toBeLessThan(index);
        expect(posts[post.quotes]?.body).toContain(quotedLine(post.body));
      }
      if (post.editedHoursAgo !== undefined) expect(post.editedHoursAgo).toBeLessThan(post.hoursAgo);
    });
  });

  it('are finished after their last post, four to eight of them', () => {
    const finished = threads.filter((thread) => thread.outcome !== undefined);
    expect(finished.length).toBeGreaterThanOrEqual(4);
    expect(finished.length).toBeLessThanOrEqual(8);
    for (const { kind, posts, outcome } of finished) {
      expect(kind).toBe('case');
      expect((outcome?.finishedDaysAgo ?? 0) * 24).toBeLessThanOrEqual(posts.at(-1)?.hoursAgo ?? 0);
    }
  });

  it('give every audience something, and the last three days six threads or more', () => {
    expect(threads.filter(({ audience }) => audience !== 'all' && 'circle' in audience)).toHaveLength(4);
    expect(threads.filter(({ audience }) => audience !== 'all' && 'named' in audience)).toHaveLength(1);
    expect(threads.filter(({ posts }) => (posts.at(-1)?.hoursAgo ?? Infinity) < 72).length).toBeGreaterThan(
      5,
    );
  });

  it('expect answers tomorrow and in the past', () => {
    const wantedInDays = threads.flatMap(({ sheet }) => sheet?.wantedInDays ?? []);
    expect(wantedInDays).toContain(1);
    expect(wantedInDays.some((days) => days < 0)).toBe(true);
  });
});

describe('the references in the texts', () => {
  const mentions = threadTexts.flatMap(({ where, text, thread, hoursAgo }) =>
    [...text.matchAll(/\{\{@([^}]*)\}\}/g)].map(([, key = '']) => ({ where, key, thread, hoursAgo })),
  );
  const links = threadTexts.flatMap(({ where, text, thread, hoursAgo }) =>
    [...text.matchAll(/\{\{#([^}]*)\}\}/g)].map(([, key = '']) => ({ where, key, thread, hoursAgo })),
  );

  it('have no other form than a mention and a link to a thread', () => {
    expect(offending(/\{\{(?![@#][a-z-]+\}\})/)).toEqual([]);
  });

  it('mention members who may read the thread', () => {
    expect(mentions.length).toBeGreaterThan(0);
    const unreadable = mentions.filter(({ key, thread }) => !readersOf(thread).includes(key));
    expect(unreadable.map(({ where, key }) => `${where}: ${key}`)).toEqual([]);
  });

  it('mention grace and linus within the last three days', () => {
    const recent = mentions.filter(({ hoursAgo }) => hoursAgo < 72).map(({ key }) => key);
    expect(recent).toContain('grace');
    expect(recent).toContain('linus');
  });

  it('link to older threads that the same readers may open', () => {
    expect(links.length).toBeGreaterThan(0);
    const broken = links.filter(({ key, thread, hoursAgo }) => {
      const target = threadsByKey.get(key);
      if (!target || target.hoursAgo <= hoursAgo) return true;
      const readers = readersOf(target);
      return !readersOf(thread).every((reader) => readers.includes(reader));
    });
    expect(broken.map(({ where, key }) => `${where}: ${key}`)).toEqual([]);
  });
});

describe('the typography of the texts', () => {
  it.each([
    ['a straight apostrophe or quotation mark', /['"]/],
    ['an ordinary space before : ; ! ? or »', / [:;!?»]/],
    ['a guillemet without its no-break space', /«(?!\u00a0)|(?<!\u00a0)»/],
    ['an ordinary space before a unit', /\d (?:%|€|k€|M€)/],
    ['an ordinary space between thousands', /(?<!\d)\d{1,3} \d{3}(?!\d)/],
    ['three dots for an ellipsis', /\.\.\./],
    ['a decomposed accent', /\p{M}/u],
    ['a space at the end of a line', /[ \t]+$/m],
  ])('has nowhere %s', (_name, pattern) => {
    expect(offending(pattern)).toEqual([]);
  });
});

describe('the cards of the demonstration', () => {
  const finished = threads.filter(({ outcome }) => outcome).map(({ key }) => key);
  const engagementOf = new Map(demonstration.engagements.map((each) => [each.key, each]));

  it('are twenty, each of somebody, most of them vouched for', () => {
    expect(cards).toHaveLength(20);
    expect(duplicates(cards.map(({ key }) => key))).toEqual([]);
    for (const card of cards) expect(card.person ?? card.firm ?? card.provider).toBeTruthy();
    expect(cards.filter(({ vouches }) => vouches).length).toBeGreaterThan(12);
    expect(cards.filter(({ toldDaysAgo }) => toldDaysAgo === null)).toHaveLength(1);
  });

  it('are vouched for by members, on their own engagements or on finished cases that they read', () => {
    for (const { by, on, grade } of cards.flatMap(({ vouches }) => vouches ?? [])) {
      expect(memberKeys).toContain(by);
      if ('case' in on) {
        expect(finished).toContain(on.case);
        const thread = threadsByKey.get(on.case);
        expect(thread && readersOf(thread)).toContain(by);
      } else {
        const engagement = engagementOf.get(on.engagement);
        expect(engagement?.by).toBe(by);
        expect(engagement?.endedDaysAgo === null).toBe(grade === 'under_way');
      }
    }
  });

  it('name providers of the directory, and phones that ring nowhere', () => {
    const providerKeys = demonstration.providers.map(({ key }) => key);
    for (const { provider } of cards) if (provider) expect(providerKeys).toContain(provider);
    for (const { phone } of cards)
      if (phone) expect(phone).toMatch(/^(01 99 00 \d\d \d\d|\+353 1 555 \d{4})$/);
  });
});
