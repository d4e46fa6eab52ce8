import { cast } from '../../cast.ts';
import { planted } from '../canary.ts';
import type { PageWorld } from './place.ts';
import { guests, inData, inside, moderators, narrowed, open, type PageRow } from './rows.ts';

const word = (field: string) => () => planted.get(field)?.word ?? '';
const thread = (w: PageWorld) => w.threadId;
const circle = (w: PageWorld) => w.circleId;
const benchmark = (w: PageWorld) => w.benchmarkId;
const card = (w: PageWorld) => w.cardId;
const post = (w: PageWorld) => w.postId;

const sheet = 'title, context, stuck, tried, sought, decision, result, question';
/** What stands in the finished case beside its sheet and outcome. */
const learned = 'learned, question of a participant';
const kept = 'firm, job title, for what, not for what, area, source, vouch';
const facts = `${kept}, public label`;
const compared = 'need, criterion, criterion note, public label, role, document name';

/** As one of ours, and nobody's. */
const noSecret = 'un-lien-qui-n-existe-pas-du-tout-0123456789';

/** Every page of the web, at least once. One without its row here fails the suite. */
export const pages: PageRow[] = [
  open('/', '/'),
  open('/[...path]', '/nulle/part', '', { outside: 404 }),

  open('/benchmarks', '/benchmarks', 'need, circle'),
  narrowed('/benchmarks', word('need'), (_, q) => `/benchmarks?q=${q}`, 'circle'),
  open('/benchmarks', '/benchmarks?category=erp&size=10-49&budget=under_5k', ''),
  inside('/benchmarks/[id]', benchmark, (_, id) => `/benchmarks/${id}`, compared),
  inside(
    '/benchmarks/[id]',
    benchmark,
    (w, id) => `/benchmarks/${id}?o=${w.criterionId}&differences=1&cell=${w.optionId}.${w.criterionId}`,
    compared,
  ),
  open(
    '/benchmarks/[id]',
    (w) => `/benchmarks/${w.open.benchmarkId}?cell=${w.open.optionId}.${w.open.criterionId}`,
    'title',
  ),
  inside('/benchmarks/[id]/edit', benchmark, (_, id) => `/benchmarks/${id}/edit`, compared, inData),
  inside(
    '/benchmarks/[id]/evaluate',
    benchmark,
    (w, id) => `/benchmarks/${id}/evaluate?option=${w.optionId}`,
    `${compared}, title, client`,
    inData,
  ),
  open(
    '/benchmarks/[id]/evaluate',
    (w) => `/benchmarks/${w.open.benchmarkId}/evaluate?option=${w.open.optionId}`,
    'title, client',
    inData,
  ),
  inside('/benchmarks/[id]/import', benchmark, (_, id) => `/benchmarks/${id}/import`, 'need', inData),
  inside('/benchmarks/[id]/answers', benchmark, (_, id) => `/benchmarks/${id}/answers`, 'need', inData),
  open('/benchmarks/new', '/benchmarks/new', 'circle', inData),
  inside('/benchmarks/new', thread, (_, id) => `/benchmarks/new?case=${id}`, 'title', inData),

  open('/bookmarks', '/bookmarks', 'title, note of a bookmark'),
  inside(
    '/bookmarks/[id]',
    (w) => w.bookmarkId,
    (_, id) => `/bookmarks/${id}`,
    'title, note of a bookmark',
    inData,
  ),
  inside('/bookmarks/new', thread, (_, id) => `/bookmarks/new?thread=${id}`, 'title', inData),
  inside('/bookmarks/new', post, (_, id) => `/bookmarks/new?post=${id}`, 'title', {
    ...inData,
    as: 'inside',
  }),

  open('/cards', '/cards', 'firm, for what, person not told, circle'),
  narrowed('/cards', word('firm'), (_, q) => `/cards?q=${q}`, 'job title, for what'),
  inside('/cards', thread, (_, id) => `/cards?thread=${id}`, 'title'),
  inside('/cards/[id]', card, (_, id) => `/cards/${id}`, facts, inData),
  inside(
    '/cards/[id]',
    (w) => w.untoldCardId,
    (_, id) => `/cards/${id}`,
    'person not told',
    inData,
  ),
  open('/cards/[id]', (w) => `/cards/${w.open.cardId}`, 'title', inData),
  inside('/cards/[id]/edit', card, (_, id) => `/cards/${id}/edit`, `${facts}, contact point`, inData),
  inside('/cards/[id]/pass', card, (_, id) => `/cards/${id}/pass`, `${facts}, title`, inData),
  inside(
    '/cards/[id]/pass',
    thread,
    (w, id) => `/cards/${w.open.cardId}/pass?thread=${id}`,
    'title, circle',
    inData,
  ),
  inside('/cards/[id]/vouch', card, (_, id) => `/cards/${id}/vouch`, `${facts}, title, client`, inData),
  open('/cards/[id]/vouch', (w) => `/cards/${w.open.cardId}/vouch`, 'title, client', inData),
  open('/cards/new', '/cards/new', 'circle', inData),
  open('/cards/received', '/cards/received', 'note of a pass, firm', { as: 'inside' }),

  open('/circles', '/circles', 'circle, circle text'),
  inside('/circles/[id]', circle, (_, id) => `/circles/${id}`, 'circle, circle text'),
  inside('/circles/[id]/edit', circle, (_, id) => `/circles/${id}/edit`, 'circle, circle text'),
  open('/circles/new', '/circles/new'),

  open('/knowledge', '/knowledge', 'title, tag, decision, question, need', inData),
  narrowed('/knowledge', word('tag'), (_, tag) => `/knowledge?tag=${tag}`, 'title, decision', inData),

  open('/members', '/members'),
  open('/members', '/members?q=Grace&function=finance'),
  open('/members/[id]', `/members/${cast.grace.id}`, 'title, need, vouch'),

  moderators('/moderation', '/moderation', 'title, reply, file name, note of a flag', inData),
  moderators('/moderation', (w) => `/moderation?flag=${w.flagId}`, 'title', inData),
  moderators('/moderation', '/moderation?show=done'),
  moderators('/moderation/invitations', '/moderation/invitations'),
  moderators('/moderation/log', '/moderation/log', 'title, reason of a lock, reason of an unlock'),
  moderators('/moderation/members', '/moderation/members'),
  moderators('/moderation/members', '/moderation/members?state=suspended'),
  moderators('/moderation/tags', '/moderation/tags', 'tag', inData),

  open('/notifications', '/notifications', 'title'),

  open('/providers', '/providers'),
  open('/providers/[id]', (w) => `/providers/${w.providerId}`, 'title, need, circle'),
  open('/providers/[id]/edit', (w) => `/providers/${w.providerId}/edit`, 'title, need'),
  moderators('/providers/[id]/merge', (w) => `/providers/${w.providerId}/merge`, 'title, need', {
    outside: 403,
    ...inData,
  }),
  open('/providers/new', '/providers/new'),

  open('/search', '/search', 'circle'),
  narrowed('/search', word('title'), (_, q) => `/search?q=${q}`, 'context, tag, circle'),
  narrowed('/search', word('tag'), (_, tag) => `/search?tag=${tag}`, 'title'),
  narrowed('/search', circle, (_, id) => `/search?q=Grace&circle=${id}`, 'circle'),

  open('/settings', '/settings'),
  open('/settings/display', '/settings/display'),
  open('/settings/engagements', '/settings/engagements', 'client, public label, sector', inData),
  inside(
    '/settings/engagements/[id]',
    (w) => w.engagementId,
    (_, id) => `/settings/engagements/${id}`,
    'client, public label, sector',
    inData,
  ),
  open('/settings/flags', '/settings/flags', 'title, note of a flag', { as: 'inside' }),
  open('/settings/invitations', '/settings/invitations'),
  open('/settings/notifications', '/settings/notifications'),
  open('/settings/password', '/settings/password'),
  open('/settings/profile', '/settings/profile'),
  open('/settings/sessions', '/settings/sessions'),
  open('/settings/follows', '/settings/follows', 'circle'),
  open('/settings/tokens', '/settings/tokens', 'token'),

  open('/threads', '/threads', 'title, tag, circle'),
  open('/threads', '/threads?state=finished&kind=case&unread=1', 'circle'),
  open('/threads', '/threads?unread=1&walked=1', 'circle'),
  open('/threads', '/threads?todo=waiting', 'circle'),
  narrowed('/threads', circle, (_, id) => `/threads?circle_id=${id}`, 'title'),
  narrowed('/threads', word('tag'), (_, tag) => `/threads?tag=${tag}`, 'title'),
  inside(
    '/threads/[id]',
    thread,
    (_, id) => `/threads/${id}`,
    `${sheet}, ${learned}, reply, picture name, reason of a lock`,
  ),
  inside(
    '/threads/[id]',
    thread,
    (_, id) => `/threads/${id}?at=1&to=1`,
    `${sheet}, ${learned}, reply, file name`,
  ),
  open('/threads/[id]', (w) => `/threads/${w.open.threadId}`, 'title, file name, picture name'),
  inside('/threads/[id]/close', thread, (_, id) => `/threads/${id}/close`, `${sheet}, ${learned}`, inData),
  inside('/threads/[id]/outcomes', thread, (_, id) => `/threads/${id}/outcomes`, `${sheet}, ${learned}`),
  inside('/threads/[id]/edit', thread, (_, id) => `/threads/${id}/edit`, sheet),
  inside('/threads/[id]/flag', thread, (w, id) => `/threads/${id}/flag?post=${w.postId}`, 'reply', inData),
  inside(
    '/threads/[id]/flag',
    post,
    (w, id) => `/threads/${w.open.threadId}/flag?post=${id}`,
    'reply',
    inData,
  ),
  inside(
    '/threads/[id]/moderate',
    thread,
    (w, id) => `/threads/${id}/moderate?post=${w.postId}`,
    'reply, reason of a lock',
    { as: 'moderatorInside', ...inData },
  ),
  inside(
    '/threads/[id]/moderate',
    post,
    (w, id) => `/threads/${w.open.threadId}/moderate?post=${id}`,
    'reply, circle',
    { as: 'moderatorInside', ...inData },
  ),
  open('/threads/next', '/threads/next', '', { outside: 303 }),
  open('/threads/next', (w) => `/threads/next?from=${w.open.threadId}`, '', { outside: 303 }),
  open('/threads/new', '/threads/new', 'circle', inData),
  open('/threads/new', '/threads/new?kind=discussion', 'circle', inData),
  open(
    '/threads/new',
    (w) => `/threads/new?kind=discussion&benchmark=${w.benchmarkId}&cell=${w.optionId}.${w.criterionId}`,
    'circle',
    inData,
  ),

  guests('/dev/mail', '/dev/mail', '', { outside: 404 }),
  guests('/dev/mail/[name]', '/dev/mail/un.eml', '', { outside: 404 }),
  guests('/invitation/[token]', (w) => `/invitation/${w.invitationToken}`),
  guests('/invitation/[token]', `/invitation/${noSecret}`, '', { outside: 404 }),
  // The person whom the card is about sees what is kept of them, whoever may read it, and nothing beside it.
  guests('/person/[token]', (w) => `/person/${w.personToken}`, `${kept}, contact point`, inData),
  guests('/person/[token]', `/person/${noSecret}`, '', { outside: 404 }),
  guests('/person/done', '/person/done'),
  guests('/digest/[token]', (w) => `/digest/${w.mailToken}`),
  guests('/digest/[token]', `/digest/${noSecret}`, '', { outside: 404 }),
  guests('/unsubscribe/[token]', (w) => `/unsubscribe/${w.mailToken}`),
  guests('/unsubscribe/[token]', `/unsubscribe/${noSecret}`, '', { outside: 404 }),
  guests('/reset', '/reset'),
  guests('/reset/[token]', `/reset/${noSecret}`),
  guests('/sign-in', '/sign-in?next=/threads', '', { members: 303 }),
  guests('/sign-in/code', '/sign-in/code', '', { outside: 303 }),
];

/** The row's address, with names for the ids in it. */
export function nameOf(row: PageRow): string {
  const named: PageWorld = new Proxy({} as PageWorld, {
    get: (_, name) => (name === 'open' ? named : `[${String(name)}]`),
  });
  return row.at(named, '[asked]');
}

/** An address of the route in the world, without its query. */
export function pathOf(route: string, world: PageWorld): string {
  const row = pages.find((each) => each.route === route);
  // What only takes posts is no page.
  if (!row) return route.replace('[id]', world.cardId);
  return row.at(world, row.asked?.(world) ?? '').replace(/\?.*/, '');
}
